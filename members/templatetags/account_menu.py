from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

register = template.Library()


@register.simple_tag(takes_context=True)
def account_menu(context):
    """Everything a person can set about themselves, as groups of links; asks no table."""
    here = context["request"].path
    groups = [
        (
            _("Me"),
            [
                ("portal:dashboard", _("My network"), "home"),
                ("members:edit_profile", _("My profile"), "person"),
                ("members:membership", _("My membership"), "award"),
                ("members:privacy", _("Who sees what"), "eye"),
                ("notifications:list", _("Notifications"), "bell"),
                ("newsletters:mine", _("My newsletters"), "news"),
                ("members:letters", _("Language and time zone"), "globe"),
                ("members:own_data", _("My data"), "download"),
            ],
        ),
        (
            _("Signing in"),
            [
                ("account_email", _("E-mail address"), "mail"),
                ("account_change_password", _("Password"), "lock"),
                ("mfa_index", _("Second factor and passkeys"), "key"),
                ("usersessions_list", _("Where I am signed in"), "shield"),
            ],
        ),
    ]
    if settings.SOCIALACCOUNT_PROVIDERS:
        groups[-1][1].append(("socialaccount_connections", _("My ORCID iD"), "person"))
    return [{"title": title, "links": [_link(here, *link) for link in links]}
            for title, links in groups]  # fmt: skip


def _link(here, route, text, icon):
    href = reverse(route)
    # The dashboard's address is the beginning of its neighbours'.
    current = here == href if route == "portal:dashboard" else here.startswith(href)
    return {"href": href, "text": text, "icon": icon, "current": current}


_BROWSERS = [("Edg", "Edge"), ("OPR", "Opera"), ("SamsungBrowser", "Samsung Internet"),
             ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari")]  # fmt: skip
_SYSTEMS = [("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"),
            ("Windows", "Windows"), ("Mac OS", "macOS"), ("Linux", "Linux")]  # fmt: skip


def browser_and_system(agent: str) -> tuple[str, str]:
    """("Firefox", "Windows"); empty where we cannot tell."""
    browser = next((name for mark, name in _BROWSERS if mark in agent), "")
    return browser, next((name for mark, name in _SYSTEMS if mark in agent), "")


@register.filter
def browser_name(agent: str) -> str:
    """“Firefox on Windows” instead of a line of machine talk; the line when we cannot tell."""
    browser, system = browser_and_system(agent)
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or agent[:60] or _("Unknown device")
