import pytest

from core.slugs import slug_of


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Прича о кући и ћерки", "prica-o-kuci-i-cerki"),
        ("Priča o kući i ćerki", "prica-o-kuci-i-cerki"),
        ("Ѓорѓи учи ќерамика", "gjorgji-uci-kjeramika"),
        ("Vlerësimi që ndihmon", "vleresimi-qe-ndihmon"),
        ("Διδασκαλία", "didaskalia"),
        ("Students' work, 2026", "students-work-2026"),
        ("!?", "topic"),
    ],
)
def test_an_address_is_made_of_the_words_in_any_script(title, slug):
    assert slug_of(title, "topic") == slug


def test_a_long_title_is_cut_between_words():
    assert slug_of("teaching " * 20, "topic", length=30) == "teaching-teaching-teaching"


def test_a_word_without_end_is_cut():
    assert slug_of("a" * 200, "topic", length=30) == "a" * 30
