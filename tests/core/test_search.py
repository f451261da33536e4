import pytest

from core.textfold import fold


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("учење", "ucenje"),
        ("Učenje", "ucenje"),
        ("ucenje", "ucenje"),
        ("Đorđe", "djordje"),
        ("Ђорђе", "djordje"),
        ("Mësimdhënie", "mesimdhenie"),
        ("Διδασκαλία", "didaskalia"),
        ('a "b" OR (c)*', "a b or c"),
    ],
)
def test_words_are_found_in_any_script_and_without_marks(typed, folded):
    assert fold(typed) == folded
