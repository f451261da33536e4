from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from core import uploads
from core.exceptions import Refused
from core.limits import limited
from surveys import audiences, pages
from surveys.actions import answering, attaching
from surveys.actions.answering import Respondent
from surveys.answers import Sheet, gaps, name_of
from surveys.counting import free_texts
from surveys.instrument import FILE, Section
from surveys.models import Invitation, Survey, Version

# A sheet that travels with the page may be long; this is more than 200 long texts.
_LONGEST_CARRIED = 1_500_000


@never_cache
@require_http_methods(["GET", "POST"])
@limited("survey-answer", 600, 3600)
def survey_answer(request, slug):
    """For who is asked by their account, and for everybody where the address is enough."""
    survey = get_object_or_404(Survey, slug=slug)
    person = request.user if request.user.is_authenticated else None
    if survey.audience == Survey.Audience.LINK and survey.is_listed:
        return _answer(request, survey, Respondent(person))
    if person is None:
        if survey.state != Survey.State.OPEN or survey.audience == Survey.Audience.LINK:
            raise Http404
        return login_required(lambda request: None)(request)
    if not audiences.asks(survey, person) or survey.audience == Survey.Audience.LINK:
        raise Http404
    return _answer(request, survey, Respondent(person))


@never_cache
@require_http_methods(["GET", "POST"])
@limited("survey-answer", 600, 3600)
def survey_answer_by_link(request, token):
    """For who has a personal link, or the address of a survey that stands in no list."""
    invitation = Invitation.objects.filter(token=token).select_related("survey").first()
    if invitation:
        if audiences.is_anothers(invitation, request.user):
            return _told(request, invitation.survey, "anothers", status=403)
        return _answer(request, invitation.survey, Respondent(invitation=invitation))
    survey = get_object_or_404(Survey, key=token, audience=Survey.Audience.LINK)
    return _answer(request, survey, Respondent(request.user if request.user.pk else None))


def _answer(request, survey: Survey, who: Respondent):
    if survey.state in (Survey.State.DRAFT, Survey.State.READY):
        raise Http404
    if not survey.is_open:
        return _told(request, survey, "closed", written=_written_too_late(request, survey, who))
    if answering.has_answered(survey, who) or _is_marked(request, survey, who):
        return _told(request, survey, "answered")
    filling = _Filling(request, survey, who)
    if not list(filling.instrument.questions):
        raise Http404
    return filling.post() if request.method == "POST" else filling.get()


def _told(request, survey: Survey, why: str, status: int = 200, **more):
    context = {"survey": survey, "why": why, **more}
    return render(request, "surveys/answer_over.html", context, status=status)


def _written_too_late(request, survey: Survey, who: Respondent) -> list[tuple[str, str]]:
    """(question, text) for the words of a page that came after the end, so that none is lost."""
    if request.method != "POST" or answering.has_answered(survey, who):
        return []
    filling = _Filling(request, survey, who)
    section = filling.instrument.section(request.POST.get("section", ""))
    sheet = filling.sheet
    if section:
        sheet, _answers = pages.fill(filling.instrument, sheet, section, request.POST)
    return [
        (filling.instrument.text(filling.instrument.question(key).label), text)
        for key, text in free_texts(filling.instrument, sheet)
    ]


# An open survey knows nobody: the browser remembers that it has answered.
def _mark(survey: Survey) -> str:
    return f"survey-{survey.key}"


def _is_marked(request, survey: Survey, who: Respondent) -> bool:
    return not who.key and request.COOKIES.get(_mark(survey)) == "answered"


class _Filling:
    """One request of somebody who fills in a survey."""

    def __init__(self, request, survey: Survey, who: Respondent):
        self.request, self.survey, self.who = request, survey, who
        self.version: Version = survey.current
        self.version.survey = survey
        self.instrument = self.version.instrument
        # Named surveys keep what one has answered so far, for who can be told from others.
        self.keeps = bool(not survey.is_anonymous and who.key)
        self.has_changed = False
        self.sheet = self._sheet()

    def _sheet(self) -> Sheet:
        if self.keeps:
            draft = answering.draft_of(self.survey, self.who)
            self.has_changed = bool(draft) and draft.version_id != self.version.pk
            return answering.carried_over(draft, self.version) if draft else {}
        if self.request.method != "POST":
            return {}
        stamp, sheet = pages.carried(self.request.POST.get("carried", "")[:_LONGEST_CARRIED])
        if stamp in ("", self.version.stamp):
            return sheet
        self.has_changed = True
        return self._of_older(stamp, sheet)

    def _of_older(self, stamp: str, sheet: Sheet) -> Sheet:
        older = self.survey.versions.filter(pk=int(stamp.partition(".")[0])).first()
        return answering.kept_answers(sheet, older, self.version) if older else {}

    # --- Asking ----------------------------------------------------------------------------

    def get(self):
        section = self.instrument.section(self.request.GET.get("part", ""))
        here = section or pages.where_left(self.instrument, self.sheet)
        return self._show(pages.page_of(self.instrument, self.sheet, here))

    def _first(self) -> Section:
        sections = pages.shown_sections(self.instrument, self.sheet)
        return sections[0] if sections else self.instrument.sections[0]

    def _show(self, page: pages.Page, *, status: int = 200, news: str = ""):
        context = {
            "survey": self.survey,
            "instrument": self.instrument,
            "page": page,
            "keeps": self.keeps,
            "carried": "" if self.keeps else pages.carry(self.version, self.sheet),
            "version": self.version,
            "news": news,
            "has_files": any(q.kind == FILE for q in page.section.questions),
            "languages": self._languages(),
        }
        return render(self.request, "surveys/answer.html", context, status=status)

    def _languages(self) -> list[tuple[str, str]]:
        """The same page in the other languages of the survey: [(code, address)]."""
        from core.addresses import in_language

        codes = self.instrument.languages
        here = self.request.path
        return [(code, in_language(here, code)) for code in codes] if len(codes) > 1 else []

    # --- Taking ----------------------------------------------------------------------------

    def post(self):
        data = self.request.POST
        section = self.instrument.section(data.get("section", ""))
        if section is None or self.has_changed or data.get("version") != self.version.stamp:
            return self._start_over(section)
        self.sheet, answers = pages.fill(self.instrument, self.sheet, section, data)
        self._take_files(section, answers)
        if self.keeps:
            try:
                answering.save_draft(self.version, self.sheet, self.who)
            except Refused as refusal:
                return self._refused(section, answers, refusal)
        page = pages.page_of(self.instrument, self.sheet, section, answers)
        if pages.strangers(self.instrument, data, self.request.FILES):
            news = _("Something that was sent does not belong to this survey and was left out.")
            return self._show(page, status=422, news=news)
        return self._go(page, data.get("go", "next"))

    def _start_over(self, section: Section | None):
        news = _(
            "The questions have changed meanwhile. Your answers are kept where they still "
            "belong; please look through them."
        )
        here = section or self._first()
        return self._show(pages.page_of(self.instrument, self.sheet, here), status=409, news=news)

    def _refused(self, section: Section, answers: dict, refusal: Refused):
        page = pages.page_of(self.instrument, self.sheet, section, answers)
        return self._show(page, status=409, news=str(refusal))

    def _take_files(self, section: Section, answers: dict) -> None:
        for question in section.questions:
            upload = self.request.FILES.get(name_of(question))
            if question.kind != FILE or upload is None:
                continue
            answer = answers[question.key] = pages.Answer(question, self.sheet.get(question.key))
            try:
                upload = uploads.DocumentField().clean(upload)
                value = attaching.attach(self.survey, question, upload, self.who)
            except (ValidationError, Refused) as error:
                answer.error = " ".join(getattr(error, "messages", [str(error)]))
            else:
                self.sheet[question.key] = answer.value = value

    def _go(self, page: pages.Page, where: str):
        if where == "save":
            # In the background, while somebody types: no page is asked for.
            return HttpResponse(status=204)
        if where == "stay":
            return self._show(page)
        if where == "back":
            return self._to(page, -1)
        if where == "later" and self.keeps:
            messages.success(self.request, _("Your answers are kept. Go on whenever you like."))
            return redirect(self._here())
        pages.require(page)
        if page.errors:
            number = len(page.errors)
            news = ngettext(
                "%(number)d answer needs another look.",
                "%(number)d answers need another look.",
                number,
            ) % {"number": number}
            return self._show(page, status=422, news=news)
        if new := pages.appeared(page, self.request.POST):
            news = ngettext(
                "Your answer brings up one more question.",
                "Your answer brings up %(number)d more questions.",
                len(new),
            ) % {"number": len(new)}
            return self._show(page, news=news)
        # Whatever the button said: an answer on this page may have brought up another one.
        return self._hand_in() if page.is_last else self._to(page, 1)

    def _to(self, page: pages.Page, by: int):
        sections = pages.shown_sections(self.instrument, self.sheet)
        at = min(max(page.number - 1 + by, 0), len(sections) - 1)
        if self.keeps:
            return redirect(f"{self._here()}?part={sections[at].key}")
        return self._show(pages.page_of(self.instrument, self.sheet, sections[at]))

    def _here(self) -> str:
        return self.request.path

    def _hand_in(self):
        missing = gaps(self.instrument, self.sheet)
        if missing:
            first = missing[0].key
            section = next(
                section
                for section in self.instrument.sections
                if any(question.key == first for question in section.questions)
            )
            page = pages.page_of(self.instrument, self.sheet, section)
            pages.require(page)
            news = _("Some questions still need an answer. Here is the first of them.")
            return self._show(page, status=422, news=news)
        try:
            answering.hand_in(self.version, self.sheet, self.who)
        except Refused as refusal:
            page = pages.page_of(self.instrument, self.sheet, self._first())
            return self._show(page, status=409, news=str(refusal))
        answer = redirect(reverse("surveys:thanks", args=[self.survey.key]))
        if not self.who.key:
            answer.set_cookie(
                _mark(self.survey),
                "answered",
                max_age=180 * 24 * 3600,
                httponly=True,
                samesite="Lax",
                secure=self.request.is_secure(),
            )
        return answer


@require_safe
def survey_thanks(request, key):
    """What happens with the answers now, and when results are there."""
    survey = get_object_or_404(Survey.objects.exclude(state=Survey.State.DRAFT), key=key)
    return render(request, "surveys/answer_over.html", {"survey": survey, "why": "thanks"})
