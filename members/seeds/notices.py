"""The letters a network starts with; the committee words them as it likes.

At approval there is a letter already, and where no type has a period, none of these is ever due.
"""

from django.utils.translation import gettext_noop as _

NOTICES = [
    {
        "name": "A month with us",
        "event": "joining", "side": "after", "days": 30,
        "subject": _("Your first month in the network"),
        "text": _(
            "Dear {name},\n\na month ago you became a member. Have you found your colleagues? "
            "Say hello in the forum, look at what others share, and tell us what you miss."
        ),
    },
    {
        "name": "Renewal opens",
        "event": "opening", "side": "at", "days": 0,
        "subject": _("You can renew your membership now"),
        "text": _(
            "Dear {name},\n\nthe membership {number} ({type}) runs until {until}. From today on "
            "you can renew it, in one step:\n\n{link}"
        ),
    },
    {
        "name": "Two weeks left",
        "event": "expiry", "side": "before", "days": 14,
        "subject": _("Your membership ends in two weeks"),
        "text": _(
            "Dear {name},\n\nthe membership {number} ({type}) ends on {until}. We would be glad "
            "to have you with us for longer. You renew it in one step:\n\n{link}"
        ),
    },
    {
        "name": "The period is over",
        "event": "expiry", "side": "after", "days": 1,
        "subject": _("Your membership has run out, and still counts for a while"),
        "text": _(
            "Dear {name},\n\nthe period of the membership {number} ended on {until}. It still "
            "counts until {grace}; until then you can renew it:\n\n{link}"
        ),
    },
    {
        "name": "The membership has expired",
        "event": "lapse", "side": "after", "days": 1,
        "subject": _("Your membership has expired"),
        "text": _(
            "Dear {name},\n\nthe membership {number} counted until {grace} and has expired. Your "
            "account stays, and you are welcome to apply again at any time."
        ),
    },
    {
        "name": "Renewed",
        "event": "renewal", "side": "at", "days": 0,
        "subject": _("Your membership is renewed"),
        "text": _(
            "Dear {name},\n\nthank you: the membership {number} ({type}) now runs until {until}. "
            "Your new card is here:\n\n{link}"
        ),
    },
]  # fmt: skip
