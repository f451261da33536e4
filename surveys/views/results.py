from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import uploads
from core.exceptions import Refused
from core.views import try_verb
from surveys.actions import closing, reporting
from surveys.forms.results import PublishForm
from surveys.instrument import FILE
from surveys.models import Survey, TextTag
from surveys.permissions import can_edit, can_see_results, can_see_sheets
from surveys.results import questions_with_texts, results_of, texts_of

from .doors import ask_again, sign_in_where_it_helps

_TEXTS_A_PAGE = 50


def _run_by(request, slug) -> Survey:
    survey = get_object_or_404(Survey.objects.visible_to(request.user), slug=slug)
    if not can_edit(request.user, survey):
        raise PermissionDenied
    return survey


@require_safe
@sign_in_where_it_helps
def survey_results(request, slug):
    """The results, for whom they are; to who runs the survey also when they are to come."""
    found = Survey.objects.visible_to(request.user).select_related(
        "owner", "centre", "institution"
    )
    survey = get_object_or_404(found, slug=slug)
    runs = can_edit(request.user, survey)
    if not can_see_results(request.user, survey):
        if not runs or not _has_results_later(survey):
            raise Http404
        return render(request, "surveys/results_later.html", {"survey": survey})
    waiting = 0
    if runs and not survey.is_anonymous:
        waiting = sum(closing.count_new(version) for version in survey.versions.all())
    results = results_of(survey)
    sections = results.sections
    if not runs:
        shown = set(survey.shown_questions)
        sections = [
            (title, [each for each in found if each.question.key in shown])
            for title, found in sections
        ]
    context = {
        "survey": survey,
        "results": results,
        "sections": [(title, found) for title, found in sections if found],
        "runs": runs,
        "with_texts": questions_with_texts(survey, results) if runs else set(),
        "waiting": waiting,
        "may_see_sheets": can_see_sheets(request.user, survey),
    }
    return render(request, "surveys/results.html", context)


def _has_results_later(survey: Survey) -> bool:
    """Whether its results wait for its end; those of a round stand on a page of their own."""
    under_way = survey.state in (Survey.State.OPEN, Survey.State.CLOSING)
    return survey.is_anonymous and under_way and survey.purpose != Survey.Purpose.ROUND


@login_required
@require_http_methods(["GET", "POST"])
def survey_texts(request, slug, key):
    """The texts to one question, a page at a time, to read and to sort by words."""
    survey = _run_by(request, slug)
    question = survey.current.instrument.question(key)
    if question is None or not can_see_results(request.user, survey):
        raise Http404
    if request.method == "POST":
        return _sort_text(request, survey, key)
    tags: dict[str, list[TextTag]] = {}
    words: dict[str, int] = {}
    for tag in TextTag.objects.filter(survey=survey, question=key):
        tags.setdefault(str(tag.answer), []).append(tag)
        words[tag.word] = words.get(tag.word, 0) + 1
    found = list(texts_of(survey, question))
    word = request.GET.get("word", "")
    if word:
        found = [
            (pk, text) for pk, text in found if word in {tag.word for tag in tags.get(pk, [])}
        ]
    page = Paginator(found, _TEXTS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "survey": survey,
        "instrument": survey.current.instrument,
        "question": question,
        "page": page,
        "texts": [(pk, text, tags.get(pk, [])) for pk, text in page],
        "words": sorted(words.items()),
        "word": word,
    }
    return render(request, "surveys/results_texts.html", context)


def _sort_text(request, survey: Survey, key: str):
    data = request.POST
    try:
        if data.get("tag", "").isdecimal() and len(data["tag"]) < 19:
            reporting.untag_text(survey, request.user, int(data["tag"]))
        else:
            answer, word = data.get("answer", ""), data.get("word", "")
            reporting.tag_text(survey, request.user, key, answer, word)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(request.get_full_path())


@login_required
@require_http_methods(["GET", "POST"])
def survey_publish_results(request, slug):
    survey = _run_by(request, slug)
    if not can_see_results(request.user, survey):
        raise Http404
    form = PublishForm(request.POST if request.method == "POST" else None, survey=survey)
    if request.method == "POST" and form.is_valid():
        done = try_verb(
            request,
            _("The results are published."),
            reporting.publish_results,
            survey,
            request.user,
            results_for=form.cleaned_data["results_for"],
            summary=form.summary,
            questions=form.cleaned_data["questions"],
        )
        if done:
            return redirect("surveys:results", slug=slug)
    status = 422 if request.method == "POST" else 200
    context = {"survey": survey, "form": form}
    return render(request, "surveys/results_publish.html", context, status=status)


@login_required
@require_POST
def survey_withdraw_results(request, slug):
    survey = _run_by(request, slug)
    try_verb(
        request,
        _("The results are yours alone again."),
        reporting.withdraw_results,
        survey,
        request.user,
    )
    return redirect("surveys:results", slug=slug)


@login_required
@require_POST
def survey_deposit(request, slug):
    """Into the repository, as a draft that is looked over and handed in there."""
    survey = _run_by(request, slug)
    try:
        address = reporting.deposit(survey, request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("surveys:results", slug=slug)
    messages.success(request, _("A draft is made. Look it over, then hand it in."))
    return redirect(address)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def survey_close(request, slug):
    survey = _run_by(request, slug)
    if request.method != "POST":
        if not survey.is_open:
            return redirect(survey)
        return ask_again(
            request,
            survey,
            title=_("Close it now"),
            button=_("Close it now"),
            kind="danger",
            sentences=_what_closing_does(survey),
            back=survey.get_absolute_url(),
        )
    done = _("The survey is closed.")
    if survey.is_anonymous:
        done = _("The survey is closed. Results are there in about two minutes.")
    try_verb(request, done, closing.close, survey, request.user)
    return redirect(survey)


def _what_closing_does(survey: Survey) -> list[str]:
    found = [_("Nobody can answer after that, and it cannot be opened again.")]
    if survey.is_anonymous:
        found.append(
            _(
                "When it closes, all answers are shuffled and what was written is kept "
                "question by question. From then on nobody can put them together again, "
                "not even who runs the server."
            )
        )
    elif number := survey.drafts.count():
        words = ngettext(
            "%(number)d person has begun, and can no longer hand in.",
            "%(number)d people have begun, and can no longer hand in.",
            number,
        )
        found.append(words % {"number": number})
    return found


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def survey_remind(request, slug):
    survey = _run_by(request, slug)
    if request.method != "POST":
        if not survey.is_open:
            return redirect(survey)
        return ask_again(
            request,
            survey,
            title=_("Remind all who have not answered"),
            button=_("Remind them"),
            sentences=[_("They get an e-mail or a notification. It cannot be called back.")],
            back=survey.get_absolute_url(),
        )
    try:
        number = reporting.remind(survey, request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        words = ngettext(
            "%(number)d person is reminded.", "%(number)d people are reminded.", number
        )
        if survey.is_anonymous:
            words = _("At least %(number)d people are reminded.")
        messages.success(request, words % {"number": number})
    return redirect(survey)


@login_required
@require_safe
def survey_files(request, slug, key):
    """What was handed in to a question that asks for a file."""
    survey = _run_by(request, slug)
    question = survey.current.instrument.question(key)
    if question is None or question.kind != FILE or not can_see_sheets(request.user, survey):
        raise Http404
    files = survey.files.handed_in().filter(question=key).select_related("person", "invitation")
    context = {
        "survey": survey,
        "instrument": survey.current.instrument,
        "question": question,
        "page": Paginator(files.order_by("name", "pk"), _TEXTS_A_PAGE).get_page(
            request.GET.get("page")
        ),
    }
    return render(request, "surveys/results_files.html", context)


@login_required
@require_safe
def survey_file(request, slug, pk):
    survey = _run_by(request, slug)
    if not can_see_sheets(request.user, survey):
        raise Http404
    handed_in = survey.files.handed_in().filter(scan=uploads.Scan.CLEAN)
    file = get_object_or_404(handed_in, pk=pk)
    return uploads.attachment(file.file, name=file.name, media_type=file.media_type)
