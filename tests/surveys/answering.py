"""Filling in a survey through its pages."""

import re

from django.urls import reverse

from surveys.instrument import Instrument, Option, Question, Section

NUMBER = re.compile(r'name="(version|carried|section)" value="([^"]*)"')
ASKED = re.compile(r'name="asked" value="([^"]*)"( disabled)?')
# What somebody may answer to each question of `EVERY_KIND`, by its page.
FIRST = {
    "q.one": "yes", "q.several": ["a", "x"], "q.several.words": "On the road",
    "q.short": "Skopje", "q.number": "12,5", "q.date": "2024-10-01",
}  # fmt: skip
SECOND = {
    "q.scale": "4", "q.matrix.a": "yes", "q.matrix.b": "no", "q.ranking.a": "2",
    "q.ranking.b": "1", "q.level": "l2", "q.level.words": "Seen in spring",
    "q.long": "Nothing else.",
}  # fmt: skip


def page_of(response) -> dict:
    """The hidden fields of the page that was answered."""
    text = response.content.decode()
    fields = dict(NUMBER.findall(text))
    shown = [key for key, disabled in ASKED.findall(text) if not disabled]
    return {**fields, "asked": shown}


def url_of(survey) -> str:
    return reverse("surveys:answer", args=[survey.slug])


def begin(client, survey, url=""):
    response = client.get(url or url_of(survey))
    assert response.status_code == 200
    return response


def go_on(client, response, url, answers, go="next", **more):
    """Send the page that was shown, with these answers; the page that comes of it."""
    data = {**page_of(response), **answers, "go": go}
    return client.post(url, data, **more)


def short(key="q", kind="one", **more) -> Instrument:
    """A questionnaire of one question: yes or no."""
    options = (Option("yes", {"en": "Yes"}), Option("no", {"en": "No"}))
    question = Question(key, kind, {"en": "Well?"}, options=options, **more)
    return Instrument(sections=(Section("s", {"en": "S"}, questions=(question,)),))
