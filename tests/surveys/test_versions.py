"""Questions that were answered stay as they were; a change is a new version."""

import pytest
from django.urls import reverse

from core.exceptions import Refused
from surveys.actions import building, publishing
from surveys.actions.answering import Respondent, hand_in
from surveys.actions.locking import Frozen, NotReady
from surveys.instrument import Instrument, Section, dump
from tests.factories.surveys import EVERY_KIND, SHORT, OpenFactory, question
from tests.surveys.test_building import VERBS

pytestmark = pytest.mark.django_db


@pytest.fixture
def answered(ana, boris):
    """An open survey of Ana's that Boris has answered."""
    survey = OpenFactory(owner=ana)
    hand_in(survey.current, {"one": {"choice": "no"}}, Respondent(person=boris))
    survey.refresh_from_db()
    return survey


@pytest.mark.parametrize("verb", VERBS)
def test_after_the_first_answer_no_question_changes(verb, answered, ana):
    with pytest.raises(Frozen, match="The first answer has come; make a new version"):
        VERBS[verb](answered, ana, 1)

    assert answered.latest.instrument == EVERY_KIND


@pytest.mark.parametrize("verb", VERBS)
def test_a_frozen_version_stays_where_the_word_frozen_was_lost(verb, answered, ana):
    answered.versions.update(is_frozen=False)
    type(answered).objects.update(state="draft", received=0)

    with pytest.raises(Frozen):
        VERBS[verb](answered, ana, 1)


def test_a_frozen_version_that_is_called_a_draft_stays_frozen(answered, ana):
    answered.versions.update(is_draft=True)

    with pytest.raises(Frozen):
        building.remove(answered, ana, 1, "date")


def test_the_screens_say_so_too_and_keep_what_was_typed(answered, as_, ana):
    address = reverse("surveys:question", args=[answered.slug, "short"])

    page = as_(ana).post(address, {"revision": "1", "label_en": "In which town?"})

    assert page.status_code == 409
    assert "make a new version" in page.content.decode()
    assert "In which town?" in page.content.decode()


def test_a_new_version_has_the_same_keys_and_is_answered_only_when_it_is_put_to_use(answered, ana):
    old = answered.current
    new = publishing.new_version(answered, ana)
    assert (new.number, new.instrument) == (2, EVERY_KIND)

    building.put_question(answered, ana, 1, "s1", question("extra", "short", "And why?"))
    assert answered.current == old
    assert answered.latest == new

    publishing.use_version(answered, ana, 2)
    assert answered.current == new
    same = [q for q in old.instrument.questions
            if q.fingerprint == new.instrument.question(q.key).fingerprint]  # fmt: skip
    assert len(same) == len(list(old.instrument.questions))
    old.refresh_from_db()
    assert old.instrument == EVERY_KIND


def test_a_changed_answer_of_a_new_version_is_not_compared_with_the_old_one(answered, ana):
    publishing.new_version(answered, ana)
    building.put_question(
        answered, ana, 1, "s2", question("scale", "scale", "How well?", highest=7)
    )

    new = answered.latest.instrument.question("scale")
    assert new.fingerprint != EVERY_KIND.question("scale").fingerprint


def test_a_new_version_is_made_while_people_can_answer(answered, ana):
    for state in ("closing", "closed", "draft", "ready"):
        type(answered).objects.update(state=state)
        with pytest.raises(Refused, match="can still answer"):
            publishing.new_version(answered, ana)

    assert answered.versions.count() == 1


def test_there_is_one_draft_of_a_version_at_a_time_and_none_before_an_answer(answered, ana):
    with pytest.raises(Refused, match="Nobody has answered yet"):
        publishing.new_version(OpenFactory(owner=ana), ana)

    publishing.new_version(answered, ana)
    with pytest.raises(Refused, match="being written already"):
        publishing.new_version(answered, ana)


def test_a_version_with_a_hole_is_not_put_to_use(answered, ana):
    version = publishing.new_version(answered, ana)
    version.content = dump(Instrument(sections=(Section("s1", {}, questions=(
        question("one", "one"),
    )),)))  # fmt: skip
    version.save()

    with pytest.raises(NotReady, match="fewer than two"):
        publishing.use_version(answered, ana, 1)

    assert answered.current.number == 1


def test_no_version_brings_a_file_into_an_anonymous_survey(answered, ana):
    publishing.new_version(answered, ana)
    building.put_question(answered, ana, 1, "s1", question("cv", "file", "Your plan"))

    with pytest.raises(NotReady, match="A file would tell"):
        publishing.use_version(answered, ana, 2)


def test_a_draft_of_a_version_is_thrown_away_and_the_one_in_use_never(answered, ana):
    with pytest.raises(Refused, match="There is no new version"):
        publishing.delete_version(answered, ana)
    publishing.new_version(answered, ana)

    publishing.delete_version(answered, ana)

    assert [version.number for version in answered.versions.all()] == [1]


def test_a_version_is_made_put_to_use_and_deleted_by_buttons(answered, as_, ana):
    client, address = as_(ana), reverse("surveys:version", args=[answered.slug])
    build = reverse("surveys:build", args=[answered.slug])
    assert "Make a new version" in client.get(build).content.decode()

    client.post(address, {"verb": "new", "revision": "1"})
    page = client.get(build).content.decode()
    assert "Put it to use" in page
    assert "Add a question here" in page
    client.post(address, {"verb": "delete", "revision": "1"})
    client.post(address, {"verb": "new", "revision": "1"})
    client.post(address, {"verb": "use", "revision": "1"})

    assert answered.current.number == 2
    assert client.post(address, {"verb": "forged", "revision": "1"}).status_code == 404


def test_an_answer_after_a_version_freezes_that_one(answered, ana, vera):
    publishing.new_version(answered, ana)
    publishing.use_version(answered, ana, 1)

    hand_in(answered.current, {"one": {"choice": "no"}}, Respondent(person=vera))

    with pytest.raises(Frozen):
        building.remove(answered, ana, 1, "date")
    assert SHORT.question("one") == answered.current.instrument.question("one")
