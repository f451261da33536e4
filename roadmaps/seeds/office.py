"""Setting up an office for projects and international cooperation."""

from django.utils.translation import gettext_noop as _

OFFICE = {
    "slug": "office-for-projects",
    "holder_kinds": ["institution"],
    "title": _("Setting up an office for projects and international cooperation"),
    "summary": _(
        "What an institution needs so that projects are found, written, led and accounted for by "
        "people who know how, and not by whoever has no time. For a university, a school or an "
        "organisation that begins."
    ),
    "chapters": [
        (_("Decision and mandate"), "", [
            ("off-stock", "file", [], _("Take stock of the projects of five years"),
             _("Which were applied for, won, led, and what went wrong. It shows what an "
               "office would have saved.")),
            ("off-aims", "note", ["off-stock"], _("Say what cooperation is for"),
             _("Two or three aims that fit the strategy of the institution. What does not "
               "serve them is not applied for.")),
            ("off-decree", "file", ["off-aims"], _("Decide it formally"),
             _("A decision of the leadership: tasks, to whom it reports, who signs what.")),
            ("off-budget", "file", ["off-decree"], _("Give it a budget of its own"),
             _("Salaries do not hang on the next grant. Say what becomes of the indirect "
               "costs that projects bring.")),
        ]),
        (_("People and tools"), "", [
            ("off-head", "note", ["off-decree"], _("Name who leads it"),
             _("With experience of at least one project from beginning to end.")),
            ("off-roles", "file", ["off-head"], _("Write down who does what"),
             _("Advice to applicants, contracts, money, mobility: a name beside each, and "
               "who stands in.")),
            ("off-train", "any", ["off-roles"], _("Train the staff"),
             _("Rules of the programmes that you use, budgets, public procurement, personal "
               "data. A week beside an experienced office is worth a year of guides.")),
            ("off-ids", "link", ["off-decree"], _("Register the institution where it is needed"),
             _("The identifiers and accounts that funders ask for, with two people who hold "
               "the access.")),
            ("off-room", "none", ["off-decree"], _("Be where people pass by"),
             _("A room, an address for e-mails that more than one person reads, and hours.")),
        ]),
        (_("From call to contract"), "", [
            ("off-calls", "link", ["off-roles"], _("Tell of calls, once a month"),
             _("A short list for your people, chosen for your aims, with days that matter.")),
            ("off-check", "file", ["off-aims"], _("Decide early what to apply for"),
             _("One page for each idea: aim, partners, money, hours, who leads. The office "
               "says yes or no within two weeks.")),
            ("off-write", "any", ["off-check", "off-train"], _("Help to write, with a calendar"),
             _("Budget and consortium first, text after. A colleague who knows nothing of "
               "it reads it before it leaves.")),
            ("off-sign", "file", ["off-decree"], _("Agree on one way to sign"),
             _("Who checks what in which order, and within how many days.")),
        ]),
        (_("Leading and accounting"), "", [
            ("off-start", "file", ["off-sign"], _("Begin each project with the same meeting"),
             _("Tasks, days, money, what has to be kept and where. Within the first month.")),
            ("off-money", "file", ["off-budget"], _("Keep the money of each project apart"),
             _("Time sheets, invoices and exchange rates as the funder wants them, from the "
               "first day.")),
            ("off-risk", "note", ["off-start"], _("Look at all projects each quarter"),
             _("What is late, what is not spent, who needs help. One table, one hour.")),
            ("off-hosts", "any", ["off-roles"], _("Look after those who come and go"),
             _("Guests and exchange: housing, insurance, a person to call, recognition of "
               "what was learned.")),
        ]),
        (_("What remains"), "", [
            ("off-keep", "note", ["off-start"], _("Plan early what stays after a project"),
             _("Who runs it, who pays, where it is kept. Ask in the first year, not in the "
               "last.")),
            ("off-share", "link", ["off-keep"], _("Put results where others find them"),
             _("In the repository, with a licence and a description somebody outside "
               "understands.")),
            ("off-review", "file", ["off-risk"], _("Report once a year"),
             _("What was applied for, won and learned, and what the office will do otherwise.")),
        ]),
    ],
}  # fmt: skip
