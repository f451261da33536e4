"""Who may open which assessment, and the addresses of its screens."""

from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse

from assessments import permissions
from assessments.models import Assessment
from core.addresses import without_language


def with_assessment(view):
    """Hand the view the assessment: of who is signed in by its id, a guest's by its link."""

    @wraps(view)
    def wrapper(request, *args, short_id: str = "", key: str = "", **kwargs):
        rows = Assessment.objects.select_related(
            "version__guide", "person", "centre__institution", "institution", "shared_centre"
        )
        if key:
            assessment = get_object_or_404(rows, guest_key=key)
        elif not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        else:
            assessment = get_object_or_404(rows.visible_to(request.user), short_id=short_id)
        answer = view(request, assessment, *args, **kwargs)
        # A link that opens an assessment must not travel on in a Referer, nor lie in a cache.
        answer["Referrer-Policy"] = "same-origin"
        answer["Cache-Control"] = "private, no-store"
        return answer

    return wrapper


def link_to(assessment: Assessment, screen: str, *args: str) -> str:
    """The address of one of an assessment's screens."""
    if assessment.is_guests:
        name = "guest" if screen == "detail" else f"guest_{screen}"
        return reverse(f"assessments:{name}", args=[assessment.guest_key, *args])
    return reverse(f"assessments:{screen}", args=[assessment.short_id, *args])


def address_to_share(request, assessment: Assessment) -> str:
    """The address to keep or to pass on: each who opens it reads their own language."""
    return request.build_absolute_uri(without_language(assessment.get_absolute_url()))


def links_of(assessment: Assessment) -> dict[str, str]:
    screens = ["detail", "hand_in", "target", "paper", "table", "discard"]
    if not assessment.is_guests:
        screens += ["spread", "finish", "share"]
    return {screen: link_to(assessment, screen) for screen in screens}


def answerer(request, assessment: Assessment):
    """Who fills in a sheet: a guest's has no name, even where somebody is signed in."""
    return None if assessment.is_guests else request.user


def refuse_who_may_not_answer(request, assessment: Assessment) -> None:
    if not permissions.can_answer(request.user, assessment):
        raise PermissionDenied


def refuse_who_may_not_edit(request, assessment: Assessment) -> None:
    if not permissions.can_edit(request.user, assessment):
        raise PermissionDenied
