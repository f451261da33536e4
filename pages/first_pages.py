"""The words the site begins with. Editors change them at /cms/; this file is read once."""

from django.utils.translation import gettext_noop as _

from .models import ContactPage, NewsIndexPage, StandardPage


def _heading(text: str) -> tuple:
    return ("heading", {"text": text, "level": "2"})


def _button(text: str, link: str) -> tuple:
    return ("button", {"text": text, "page": None, "link": link})


HOME = {
    "title": "BALKANETUP",
    "seo_title": "BALKANETUP, the Balkan Network of University Pedagogy",
    "lead": "Universities, teaching centres and teachers of the Western Balkans, who learn from "
    "each other how to teach well.",
    "body": [
        ("news", {"heading": "News", "limit": 3}),
        ("events", {"heading": "Next events", "limit": 4}),
        ("topics", {"heading": "What is being talked about", "limit": 4}),
        ("resources", {"heading": "New in the repository", "limit": 4}),
    ],
}

MISSION = [
    _heading("What we are here for"),
    (
        "text",
        "<p>Teaching is the part of academic life that is most often learnt alone. BALKANETUP "
        "brings together the people who would rather learn it from each other: those who teach, "
        "those who help others to teach, and the institutions that stand behind them.</p>"
        "<p>Our mission is to bring members closer, so that good practice travels from one "
        "lecture room to the next, and teaching becomes modern, inventive and centred on what "
        "students will be able to do.</p>",
    ),
    _heading("What we would like to see"),
    (
        "text",
        "<p>A region where academic staff grow in their teaching through cooperation, by the "
        "best methods of their time, and where this work is recognised.</p>",
    ),
    _heading("What we work towards"),
    (
        "text",
        "<ul><li>colleagues who plan, watch and improve teaching together;</li>"
        "<li>professional development that goes on through a whole career;</li>"
        "<li>the habit of getting better a little every term;</li>"
        "<li>room to try new things in the classroom;</li>"
        "<li>help with what is hard about teaching;</li>"
        "<li>a voice for higher education, and for the academic's part in what comes next.</li>"
        "</ul>",
    ),
    _heading("How we go about it"),
    (
        "text",
        "<p>We share know-how for founding centres for teaching and learning, collect and make "
        "teaching material, support research on teaching, and help people, institutions and "
        "organisations to find partners.</p><p>We hold conferences, seminars, webinars, "
        "workshops and counselling, ask and publish what the region needs, gather literature "
        "and good practice by field and discipline, and meet in person once a year.</p>",
    ),
]

MANAGEMENT = [
    _heading("The Assembly"),
    (
        "text",
        "<p>All members together are the Assembly. It elects the Steering Committee, the working "
        "teams and the experts, and talks about the report of each year.</p>",
    ),
    _heading("The Steering Committee"),
    (
        "text",
        "<p>Three people look after the network for three years at a time, from the beginning of "
        "a calendar year. The first term begins in 2026. Academics and people from centres for "
        "teaching and learning who know university pedagogy or adult education are preferred.</p>"
        "<p>The committee keeps the mission and the rules, looks for members and partners, helps "
        "members to grow, and watches how well the network does.</p>",
    ),
    _heading("How the network gives account"),
    (
        "text",
        "<p>Every year the committee reports on what all members have done. The Assembly talks "
        "about the report, and it is published here.</p><p>At the end of its term the committee "
        "looks at strengths, weaknesses, opportunities and threats, and all members may be asked "
        "how the network has served them.</p>",
    ),
]

MEMBERSHIP = [
    (
        "text",
        "<p>The network is open to higher education institutions, to organisations in lifelong "
        "learning, and to each person who cares about teaching at university.</p>",
    ),
    _heading("Individual members"),
    (
        "text",
        "<p>Scholars, researchers and members of universities with a strong interest in "
        "university pedagogy. They speak for themselves.</p>",
    ),
    _heading("Institutional members"),
    (
        "text",
        "<p>Higher education institutions, and organisations and foundations that support active "
        "learning in the region. One authorised academic represents them. An institution may "
        "also be a member through its centre for teaching and learning.</p>",
    ),
    _heading("Associated members"),
    (
        "text",
        "<p>Educational organisations that work in the field, or mean to, without being part of "
        "an institution or a centre. An authorised representative speaks for them.</p>",
    ),
    _heading("How to apply"),
    (
        "text",
        "<p>Fill in the form, say that you keep to the network's policies, tell us in a few "
        "sentences what you know and do in university pedagogy, and that you will take part. "
        "The Steering Committee reads every application, and answers by e-mail.</p>",
    ),
    _button("Apply for membership", "/members/join/"),
]

PRIVACY = [
    (
        "text",
        "<p>We keep what you tell us about yourself to run the network, and nothing else. You "
        "choose who sees each part of your profile; your e-mail address is never shown.</p>"
        "<p>You can download everything we know about you and close your account at any time, "
        "under <b>My network</b>. We put no trackers on this site or into our letters, and no "
        "page asks another company's server for anything.</p>",
    ),
]

PAGES = [
    (
        StandardPage,
        {
            "title": _("Mission and vision"),
            "slug": "mission",
            "lead": "Good teaching can be learnt, and it is learnt best together.",
            "body": MISSION,
            "show_in_menus": True,
        },
    ),
    (
        StandardPage,
        {
            "title": _("How the network is run"),
            "slug": "management",
            "lead": "The members decide, three of them look after it, and all can read how it "
            "went.",
            "body": MANAGEMENT,
            "show_in_menus": True,
        },
    ),
    (
        StandardPage,
        {
            "title": _("Membership"),
            "slug": "membership",
            "lead": "Three ways to belong, one way to apply.",
            "body": MEMBERSHIP,
            "show_in_menus": True,
        },
    ),
    (
        NewsIndexPage,
        {
            "title": _("News"),
            "slug": "news",
            "lead": "From the network, its members and the region's lecture rooms.",
        },
    ),
    (
        ContactPage,
        {
            "title": _("Contact"),
            "slug": "contact",
            "lead": "Write to the network. Somebody reads it, usually within three working days.",
            "show_in_menus": True,
        },
    ),
    (
        StandardPage,
        {
            "title": _("Privacy"),
            "slug": "privacy",
            "lead": "What we know about you, and what you can do about it.",
            "body": PRIVACY,
            "in_footer": True,
        },
    ),
]
