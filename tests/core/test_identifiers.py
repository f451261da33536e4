import pytest
from django.core.exceptions import ValidationError

from core import identifiers
from members.identifiers import pic_of, ror_of


@pytest.mark.parametrize(
    "typed",
    [
        "0000-0002-1694-233X", "https://orcid.org/0000-0002-1694-233X/", "000000021694233x",
        "orcid.org/0000-0002-1694-233X", "http://www.orcid.org/0000-0002-1694-233X?lang=sr",
        "0000\u20110002\u20131694\u2013233X", "\u200bORCID: 0000 0002 1694 233X ",
        "ORCID iD 0000-0002-1694-233X", "//orcid.org/0000-0002-1694-233x#works",
        "0000\u00a00002\u00a01694\u00a0233X", "https://sandbox.orcid.org/0000-0002-1694-233X",
    ],
)  # fmt: skip
def test_an_orcid_is_read_whatever_stands_around_it(typed):
    assert identifiers.orcid_of(typed) == "0000-0002-1694-233X"


@pytest.mark.parametrize(
    "typed", ["0000-0002-1694-2330", "0000-0002-1694", "https://orcid.org/", "x" * 400]
)
def test_what_is_no_orcid_is_refused(typed):
    with pytest.raises(ValidationError):
        identifiers.orcid_of(typed)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("10.26220/aca.5261", "10.26220/aca.5261"),
        ("https://doi.org/10.26220/aca.5261", "10.26220/aca.5261"),
        ("doi.org/10.26220/aca.5261", "10.26220/aca.5261"),
        ("dx.doi.org/10.26220/aca.5261/", "10.26220/aca.5261"),
        ("DOI: 10.26220/aca.5261.", "10.26220/aca.5261"),
        ("doi:https://doi.org/10.26220/aca.5261", "10.26220/aca.5261"),
        ("https://doi.org/10.1000/456%23789", "10.1000/456#789"),
        ("https://doi.org/10.1000/a%3Cb%3E", "10.1000/a<b>"),
        ("https://doi.org/10.1000/456?utm=1", "10.1000/456"),
        ("https://doi.org/10.1000/456?utm_source=x&y=z#top", "10.1000/456"),
        ("10.1000/456?utm_source=x", "10.1000/456"),
        ("10.1000/456#789", "10.1000/456#789"),
        ("10.1002/(SICI)1097(199806)49:8<693::AID-ASI4>3.0.CO;2-O",
         "10.1002/(SICI)1097(199806)49:8<693::AID-ASI4>3.0.CO;2-O"),
        ("(10.1000/456)"[1:], "10.1000/456"),
        ("10.1000/a\u2011b\u200b", "10.1000/a-b"),
        ("", ""),
    ],
)  # fmt: skip
def test_a_doi_is_read_out_of_what_was_pasted(typed, kept):
    assert identifiers.doi_of(typed) == kept


@pytest.mark.parametrize(
    ("doi", "link"),
    [
        ("10.1000/456#789", "https://doi.org/10.1000/456%23789"),
        ("10.1000/a?b%c d", "https://doi.org/10.1000/a%3Fb%25c%20d"),
        ("10.1002/(SICI)49:8<693>CO;2-O", "https://doi.org/10.1002/(SICI)49:8%3C693%3ECO;2-O"),
        ("", ""),
    ],
)
def test_a_link_of_a_doi_is_encoded_and_read_back(doi, link):
    assert identifiers.doi_url(doi) == link
    assert identifiers.doi_of(link) == doi.replace(" ", "")


def test_other_numbers_are_read_alike():
    assert ror_of("\u200bror.org/017WVTQ80/?x=1") == "https://ror.org/017wvtq80"
    assert pic_of("999\u2011876\u2013543") == "999876543"
