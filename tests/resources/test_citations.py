"""The citations that other programs read, read by other programs."""

import bibtexparser
import pytest
import rispy
from pybtex.database import parse_string
from pybtex.plugin import find_plugin

from resources import citations
from resources.models import Author
from resources.vocabulary import Kind
from tests.factories.members import InstitutionFactory, UserFactory
from tests.factories.resources import AcceptedFactory

pytestmark = pytest.mark.django_db
SIGNS = r"Lone { and } \ back ~ tilde ^ caret % & $ # _ 'quotes' \"x\" {{ }} \} \{"


def record(*names, **changes):
    made = AcceptedFactory(**changes)
    made.authors.all().delete()
    for at, name in enumerate(names or ["Ana Vrabac-Primer"]):
        author = name if isinstance(name, dict) else {"name": name}
        Author.objects.create(resource=made, position=at, **author)
    return made


def entry(made):
    return next(iter(parse_string(citations.bibtex(made), "bibtex").entries.values()))


def read_ris(made):
    return rispy.loads(citations.ris(made))[0]


@pytest.mark.parametrize(
    ("name", "family", "given"),
    [
        ("Ana Vrabac-Primer", "Vrabac-Primer", "Ana"),
        ("Primer, Ana Marija", "Primer", "Ana Marija"),
        ("Άννα Παράδειγμα", "Παράδειγμα", "Άννα"),
        ("Јована М. Пример", "Пример", "Јована М."),
        ("Jan van der Berg", "van der Berg", "Jan"),
        ("University of Somewhere", "University of Somewhere", ""),
        ("Centar za učenje", "Centar za učenje", ""),
        ("A former member", "A former member", ""),
        ("Erasmus+ Team 2", "Erasmus+ Team 2", ""),
        ("Platon", "Platon", ""),
    ],
)
def test_reference_managers_sort_by_the_last_name(name, family, given):
    made = record(name, "Boris Iliev")

    people = entry(made).persons["author"]
    assert len(people) == 2
    assert " ".join([*people[0].prelast_names, *people[0].last_names]).strip("{}") == family
    assert " ".join([*people[0].first_names, *people[0].middle_names]) == given
    assert read_ris(made)["authors"] == [
        f"{family}, {given}" if given else family, "Iliev, Boris",
    ]  # fmt: skip


def test_who_has_a_profile_is_cited_by_its_two_names():
    person = UserFactory(first_name="Ana", last_name="Marić Primer")
    made = record({"name": "Ana Marić Primer", "person": person})

    assert read_ris(made)["authors"] == ["Marić Primer, Ana"]


@pytest.mark.parametrize("kind", Kind.values)
@pytest.mark.parametrize("gaps", [True, False])
def test_every_kind_of_record_is_formatted_in_three_styles(kind, gaps):
    more = {} if gaps else {
        "published_in": "A journal & more", "year": 2024, "institution": InstitutionFactory(),
        "doi": "10.1000/456",
    }  # fmt: skip
    made = record(kind=kind, title=SIGNS, **more)
    if gaps:
        # Published elsewhere, nobody says when.
        made.doi = "10.1000/456"
    database = parse_string(citations.bibtex(made), "bibtex")

    for name in ("plain", "unsrt", "alpha"):
        style = find_plugin("pybtex.style.formatting", name)()
        style.sort = lambda entries: entries
        text = style.format_bibliography(database).entries[0].text.render_as("text")
        assert "Vrabac-Primer" in text


@pytest.mark.parametrize("kind", Kind.values)
def test_no_sign_in_a_title_breaks_the_file(kind):
    made = record(kind=kind, title=SIGNS, published_in=SIGNS, doi="10.1000/{456")

    assert list(parse_string(citations.bibtex(made), "bibtex").entries) == [
        f"balkanetup-{made.short_id}"
    ]
    library = bibtexparser.parse_string(citations.bibtex(made))
    assert library.failed_blocks == []
    assert library.entries[0].fields_dict["title"].value.count("textbraceleft") == 4
    assert read_ris(made)["title"] == SIGNS


@pytest.mark.parametrize(
    ("title", "language", "written"),
    [
        ("Šta je učenje?", "sr-latn", "Šta je učenje?"),
        ("Šta je učenje", "sr-latn", "Šta je učenje."),
        ("Learning.", "en", "Learning."),
        ("Wait…", "en", "Wait…"),
        ("„Šta je učenje?”", "sr-latn", "„Šta je učenje?”"),
        ("Τι είναι μάθηση;", "el", "Τι είναι μάθηση;"),
        ("A;", "en", "A;."),
    ],
)
def test_a_title_ends_with_one_sign(title, language, written):
    assert citations.citation(record(title=title, language=language))["title"] == written


def test_a_doi_leads_where_it_should_whatever_is_in_it(visitor):
    made = record(doi="10.1000/456#789<a>?b%c")
    link = "https://doi.org/10.1000/456%23789%3Ca%3E%3Fb%25c"

    assert f'href="{link}"' in visitor.get(made.get_absolute_url()).text
    assert read_ris(made)["urls"] == [link]
    assert citations.citation(made)["address"] == link
