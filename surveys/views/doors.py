"""What stands before a page: signing in where it helps, and a second question."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import render

from surveys.models import Survey


def sign_in_where_it_helps(view: Callable) -> Callable:
    """Lead who is not signed in to the sign-in where the page may be theirs; else it stays 404.

    Strangers learn no more than that members are asked, as the page for answering tells them.
    """

    @wraps(view)
    def wrapper(request, slug, *args, **kwargs):
        try:
            return view(request, slug, *args, **kwargs)
        except Http404:
            if request.user.is_authenticated or not _is_for_accounts(slug):
                raise
            return redirect_to_login(request.get_full_path())

    return wrapper


def _is_for_accounts(slug: str) -> bool:
    """Whether an account may open it: it asks people by theirs, or members see its results."""
    asks = Q(state=Survey.State.OPEN) & ~Q(audience=Survey.Audience.LINK)
    tells = Q(published_at__isnull=False, results_for=Survey.Results.MEMBERS)
    return Survey.objects.filter(asks | tells, slug=slug).exists()


def ask_again(
    request, survey: Survey, *, title: str, button: str, sentences: list[str], back: str, **context
) -> HttpResponse:
    """The page that says what a verb does and cannot be taken back; its button posts here.

    `fields` are further hidden fields of its form, `problems` what the verb would be refused for.
    """
    context |= {
        "survey": survey,
        "title": title,
        "button_text": button,
        "sentences": sentences,
        "back_url": back,
    }
    return render(request, "surveys/confirm.html", context)
