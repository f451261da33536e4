import pytest

from core import search
from core.finding import entries_for
from core.forgiving import corrected
from core.models import SearchEntry
from core.textfold import fold
from tests.core.test_finding import entry
from tests.factories.events import EventFactory
from tests.factories.members import InstitutionFactory, MemberFactory
from tests.factories.resources import AcceptedFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _only_what_the_test_makes():
    SearchEntry.objects.all().delete()


def meant(typed, viewer=None):
    return " ".join(corrected(fold(typed).split(), entries_for(viewer)))


@pytest.mark.parametrize(
    "typed",
    ["assesment", "asessment", "assessmnet", "assessmebt", "assesssment", "sasessment",
     "assessement", "Assesment of teaching", "asesment", "asesmsent", "assesmen", "assesmetn"],
)  # fmt: skip
def test_a_slip_of_the_hand_is_forgiven(typed):
    entry("Assessment in large groups", "how we saw teaching of many")

    assert meant(typed).startswith("assess")
    assert SearchEntry.objects.filter(folded_text__contains=meant(typed).split()[0]).exists()


@pytest.mark.parametrize(
    ("typed", "word"),
    [("vrednovnje", "vrednovanje"), ("вреднвање", "vrednovanje"), ("αξιολγηση", "αξιολόγηση"),
     ("vlersim", "vlerësim"), ("Primrova", "Primerova")],
)  # fmt: skip
def test_it_is_forgiven_in_every_language(typed, word):
    entry(word)

    assert meant(typed) == fold(word)


def test_what_most_things_say_is_meant():
    entry("Marks and marking")
    entry("Masks in theatre")
    entry("Masks in class")

    assert meant("maks") == "masks"


@pytest.mark.parametrize(
    "typed",
    ["assessment", "assess", "groups assessment", "cat", "2027", "zzzzzzzz", "", "ab" * 99],
)
def test_what_is_right_or_nothing_like_anything_stays(typed):
    entry("Assessment in large groups", "hat 2026")

    assert meant(typed) == ""


def test_words_that_are_right_and_never_together_stay():
    entry("Assessment")
    entry("Laboratory")

    assert meant("assessment laboratory") == ""
    assert meant("assesment laboratory") == ""


def test_each_word_has_slips_of_its_own():
    entry("Assessment of many")

    assert meant("asesment of mnay") == "assessment of many"


def test_a_guess_tells_nobody_what_members_write():
    entry("Confidential plans", audience="members")

    assert meant("confidental") == ""


def test_the_search_shows_what_was_meant_and_says_so(visitor):
    entry("Assessment in large groups")

    page = visitor.get("/search/?q=assesment").text

    assert "<mark>Assessment</mark>" in page
    assert "words that are nearly the same" in page
    assert "words that are nearly the same" not in visitor.get("/search/?q=assessment").text
    assert "words that are nearly the same" not in visitor.get("/search/?q=zzzzz").text


@pytest.mark.parametrize(
    ("path", "typed", "name"),
    [
        ("/resources/?q=", "assesment", "Assessment of many"),
        ("/events/?q=", "assesment", "Assessment of many"),
        ("/members/?q=", "Prmerova", "Mila Primerova"),
        ("/members/map/?q=", "Prmerova", "Sarajevo"),
    ],
)
def test_each_list_forgives(path, typed, name, visitor):
    AcceptedFactory(title="Assessment of many")
    event = EventFactory(title="Assessment of many", summary="", description="")
    person = MemberFactory(
        first_name="Mila", last_name="Primerova", listed_for="public",
        shows={"institution": "public"}, institution=InstitutionFactory(city="Sarajevo"),
    )  # fmt: skip
    for thing in (event, person):
        search.index(thing)

    page = visitor.get(path + typed).text

    assert "words that are nearly the same" in page
    assert name in page
    assert "words that are nearly the same" not in visitor.get(f"{path}zzzzz").text
