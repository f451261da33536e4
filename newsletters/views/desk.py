"""How an issue looks and leaves: the second screen of the editor, inside /admin/."""

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from core.exceptions import Refused
from newsletters import composing, mime
from newsletters.actions import issues
from newsletters.models import Issue

_editor = permission_required("newsletters.change_issue", raise_exception=True)


class ScheduleForm(forms.Form):
    moment = forms.DateTimeField(
        label=gettext_lazy("Day and time (Central European)"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )


def urls(site) -> list:
    """The addresses of this screen, each behind the door of `site`."""

    def guarded(view):
        return site.admin_view(_editor(view))

    return [
        path("<int:pk>/desk/", guarded(show), name="newsletters_issue_desk"),
        path("<int:pk>/progress/", guarded(progress), name="newsletters_issue_progress"),
        path("<int:pk>/as-<str:form>/", guarded(preview), name="newsletters_issue_preview"),
        path("<int:pk>/send/", guarded(before_sending), name="newsletters_issue_send"),
        path("<int:pk>/do/<str:verb>/", guarded(do), name="newsletters_issue_do"),
    ]


@require_safe
def show(request, pk):
    return _desk(request, get_object_or_404(Issue, pk=pk), ScheduleForm())


@require_safe
def before_sending(request, pk):
    """What goes to whom, and whether somebody has looked at it: the last page before it leaves."""
    issue = get_object_or_404(Issue.objects.defer("frozen"), pk=pk)
    if not issue.is_open:
        return redirect("admin:newsletters_issue_desk", issue.pk)
    context = {
        **admin.site.each_context(request), "title": issue.subject, "issue": issue,
        "opts": Issue._meta, "minutes": int(issues.GRACE.total_seconds() // 60),
        "is_tested": issue.tested_words == issue.words, **issues.audience(issue),
    }  # fmt: skip
    return render(request, "admin/newsletters/issue/send.html", context)


@require_safe
def progress(request, pk):
    issue = get_object_or_404(Issue.objects.defer("frozen"), pk=pk)
    return render(request, "admin/newsletters/issue/_progress.html", _progress(issue))


@require_safe
def preview(request, pk, form):
    issue = get_object_or_404(Issue, pk=pk)
    if form not in {"html", "text"}:
        raise Http404
    words = _words(issue)
    kind = "text/html" if form == "html" else "text/plain"
    return HttpResponse(words[form], content_type=f"{kind}; charset=utf-8")


@require_POST
def do(request, pk, verb):
    issue = get_object_or_404(Issue, pk=pk)
    if verb not in _VERBS:
        raise Http404
    form = ScheduleForm(request.POST)
    if verb == "schedule" and not form.is_valid():
        return _desk(request, issue, form)
    try:
        messages.success(request, _VERBS[verb](request, issue, form))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("admin:newsletters_issue_desk", issue.pk)


def _desk(request, issue, form):
    context = {
        **admin.site.each_context(request), **_progress(issue), "title": issue.subject,
        "opts": Issue._meta, "form": form, "text": _words(issue)["text"],
        "count": issue.recipients().count() if issue.is_open else None,
        "is_leaving": issue.is_leaving,
    }  # fmt: skip
    return render(request, "admin/newsletters/issue/desk.html", context)


def _progress(issue):
    return {"issue": issue, "under_way": not issue.is_open, **issue.progress()}


def _words(issue):
    """What left, once it has left; before that what would."""
    frozen = issue.frozen.get(issue.language) or next(iter(issue.frozen.values()), None)
    words = frozen or composing.write(issue, issue.language, in_archive=True)
    return mime.for_readers_of(issue.lists.all(), words)


def _test(request, issue, form):
    issues.send_test(issue, request.user)
    return _("A test is on its way to %s.") % request.user.email


def _send(request, issue, form):
    issues.send(issue, request.user)
    return _("It leaves in a few minutes. Until then you can take it back.")


def _schedule(request, issue, form):
    issues.schedule(issue, request.user, form.cleaned_data["moment"])
    return _("It will leave by itself at that hour.")


def _unschedule(request, issue, form):
    issues.unschedule(issue, request.user)
    return _("It is a draft again.")


def _pause(request, issue, form):
    issues.pause(issue, request.user)
    return _("Paused. What has not left yet waits for you.")


def _resume(request, issue, form):
    issues.resume(issue, request.user)
    return _("It goes on.")


def _cancel(request, issue, form):
    issues.cancel(issue, request.user)
    return _("Cancelled. No further e-mail leaves.")


_VERBS = {
    "test": _test, "send": _send, "schedule": _schedule, "unschedule": _unschedule,
    "pause": _pause, "resume": _resume, "cancel": _cancel,
}  # fmt: skip
