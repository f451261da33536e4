"""What this app knows about a person, and how it forgets."""

import json

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.db.models import Q, Sum
from wagtail.users.models import UserProfile

from core import audit, search
from core.models import AuditEntry, Letter
from core.uploads import REFUSED_STATES

from . import consents, forgetting, sessions
from .models import (
    Application,
    CentreMandate,
    CentreStage,
    ImportRow,
    Invitation,
    Membership,
    NotTheSame,
    ProfileReport,
    User,
    Vote,
)

_PROFILE = [
    "email", "handle", "first_name", "last_name", "language", "timezone", "headline", "bio",
    "role", "orcid", "website", "links", "languages", "disciplines", "mentor", "review", "host",
    "listed_for", "written_to_by", "shows", "is_member", "date_joined", "last_login",
    "withheld_at", "suspended_until",
]  # fmt: skip


def addresses(person: User) -> list[str]:
    known = EmailAddress.objects.filter(user=person).values_list("email", flat=True)
    return list({person.email, *known})


def export(person: User) -> dict:
    """Account, profile, memberships, applications, consents, sign-ins, devices and letters."""
    return {
        "profile": {
            **{field: getattr(person, field) for field in _PROFILE},
            "institution": str(person.institution or ""),
            "country": str(person.country or ""),
            "expertise": [tag.name for tag in person.expertise.all()],
            "groups": list(person.groups.values_list("name", flat=True)),
        },
        "addresses": list(
            EmailAddress.objects.filter(user=person).values("email", "verified", "primary")
        ),
        "memberships": [_membership(one) for one in person.memberships.all()],
        "positions": list(
            person.positions.values(
                "role", "institution__name", "started_on", "ended_on", "origin", "ending"
            )
        ),
        "stages of centres entered": list(
            CentreStage.objects.filter(entered_by=person).values(
                "centre__name", "stage", "since", "evidence", "entered_at"
            )
        ),
        "mandates of centres uploaded": list(
            CentreMandate.objects.filter(uploader=person).values(
                "centre__name", "name", "size", "uploaded_at"
            )
        ),
        "applications": [_application(one) for one in person.applications.all()],
        "requests for institutions": list(
            person.institution_requests.values(
                "name",
                "kind",
                "country",
                "city",
                "website",
                "note",
                "state",
                "asked_at",
                "decided_at",
                "reason",
                "institution__name",
            )
        ),
        "votes on applications": list(
            Vote.objects.filter(member=person).values(
                "application", "choice", "reason", "shares_institution", "at"
            )
        ),
        **_contact(person),
        "consents": consents.exported(person),
        "who looked at the record": [
            {"at": look.at, "role": look.roles, "what": look.thing_type}
            for look in audit.looks(person)
        ],
        "changes of the record": [
            {
                "at": entry.at,
                "what was done": entry.verb,
                "to": entry.thing_type,
                "before": entry.said.get("before"),
                "after": entry.said.get("after"),
            }
            for entry in AuditEntry.objects.filter(whom=person.pk).exclude(verb="look")
        ],
        "invitations": [_invitation(one) for one in Invitation.objects.of(addresses(person))],
        "lines of imported tables": [
            {"table": row.source.filename, "row": row.number, "cells": json.loads(row.cells)}
            for row in _imported(person).select_related("source")
        ],
        "second factors": list(
            Authenticator.objects.filter(user=person).values("type", "created_at", "last_used_at")
        ),
        "connected accounts": list(
            person.socialaccount_set.values(
                "provider", "uid", "extra_data", "date_joined", "last_login"
            )
        ),
        "sign-ins": list(
            UserSession.objects.filter(user=person).values("ip", "user_agent", "created_at")
        ),
        "devices": list(person.devices.values("name", "first_seen", "last_seen")),
        "letters": list(
            Letter.objects.filter(to__in=addresses(person)).values(
                "to", "subject", "created_at", "sent_at"
            )
        ),
    }


def _membership(membership: Membership) -> dict:
    return {
        "number": membership.number,
        "type": membership.type_id,
        **{
            field: getattr(membership, field)
            for field in ("state", "started_on", "until", "renewed_on", "paid_on", "ended_on")
        },
        "steps": list(membership.steps.values("verb", "reason", "at")),
        "notices": list(membership.notices.values("notice__name", "day", "at")),
    }


def _contact(person: User) -> dict:
    """Messages, blocks, and what moderators were told and decided."""
    message = ("subject", "text", "sent_at")
    report = ("reason", "note", "created_at", "state")
    ruling = ("verb", "reason", "field", "until", "at", "objection", "objected_at")
    return {
        "messages sent": list(person.messages_sent.values("recipient__handle", *message)),
        "messages received": list(
            person.messages_received.filter(delivered=True).values("sender__handle", *message)
        ),
        "people who may not write": list(person.blocks.values("blocked__handle", "created_at")),
        "profiles reported": list(
            ProfileReport.objects.filter(reporter=person).values("person__handle", *report)
        ),
        "rulings on the profile": list(person.rulings_on_profile.values(*ruling)),
    }


def _application(application: Application) -> dict:
    return {
        "type": application.type_id,
        "state": application.state,
        "institution": str(application.institution or ""),
        "missing institution": application.missing_institution,
        "role": application.role,
        "expertise": application.expertise_names,
        "qualifications": application.qualifications,
        "commitment": application.commitment,
        "authority": application.authority,
        "answers": application.answers,
        "policy": str(application.policy or ""),
        "adhered_at": application.adhered_at,
        "submitted_at": application.submitted_at,
        "steps": list(application.steps.values("before", "after", "reason", "at")),
        "messages": list(application.messages.values("text", "at")),
    }


def _invitation(invitation: Invitation) -> dict:
    return {
        "to": invitation.email,
        "name": invitation.name,
        "institution": str(invitation.institution or ""),
        "role": invitation.role,
        "membership": invitation.type_id,
        "state": invitation.state,
        "created_at": invitation.created_at,
        "sent_at": invitation.sent_at,
    }


def _imported(person: User):
    """The lines of imported tables that hold one of the person's addresses."""
    hit = Q(pk=None)
    for address in addresses(person):
        hit |= Q(key=address.lower()) | Q(cells__icontains=address)
    return ImportRow.objects.filter(hit)


def merged_into(person: User) -> list[int]:
    """The keys of the accounts that were merged into this one: the log speaks of them, too."""
    told = audit.about(person).filter(verb="merge").exclude(details="")
    found = (json.loads(entry.details).get("after", {}).get("gone") for entry in told)
    return [key for key in found if key]


def files(person: User) -> list:
    return [person.photo] if person.photo else []


def usage(person: User) -> int:
    """The bytes of mandates that `person` uploaded for centres."""
    mandates = CentreMandate.objects.filter(uploader=person).exclude(scan__in=REFUSED_STATES)
    return mandates.aggregate(total=Sum("size"))["total"] or 0


def erase(person: User, keep_content: bool) -> None:
    """All that would outlive the row: sessions, files, letters, the search. The rest cascades."""
    sessions.end_all(person)
    search.forget(person)
    who = forgetting.known(person)
    for key in merged_into(person):
        audit.redact(User(pk=key), [])
    audit.redact(person, who.words)
    # What they wrote to others through the platform carries their name and address.
    Letter.objects.filter(
        kind="member_message", **{"headers__Reply-To__in": addresses(person)}
    ).delete()
    forgetting.letters(who)
    forgetting.desk_log(person, who)
    forgetting.sessions(person, who)
    Invitation.objects.filter(
        Q(person=person) | Q(pk__in=Invitation.objects.of(addresses(person)))
    ).delete()
    _imported(person).delete()
    NotTheSame.objects.filter(Q(low=person.pk) | Q(high=person.pk), kind="person").delete()
    stored = files(person)
    # The picture that editors may choose at /cms/.
    faces = UserProfile.objects.filter(user=person).exclude(avatar="")
    stored += [profile.avatar for profile in faces]
    for file in stored:
        transaction.on_commit(lambda file=file: file.storage.delete(file.name))
