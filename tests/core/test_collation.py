import pytest

from core.collation import SORT_COLUMNS, column, key


def in_order(family, words):
    return sorted(words.split(), key=lambda word: key(family, word))


@pytest.mark.parametrize(
    ("family", "ordered"),
    [
        ("latin", "Abazi Čačak Celik Dora Ilić Zoran"),
        (
            "albanian",
            "Agim Cuka Çelaj Duka Dhima Eba Ëmbla Gashi Gjergj Luan Llazar Mali Nzi Njeri Rama "
            "Rrapi Sula Shpendi Tola Thaçi Vata Xoxa Xhafa Ylli Zogu Zhupa",
        ),
        (
            "gaj",
            "Ana Cvijet Čačak Ćirić Dragan Duvnjak Džepina Đorđe Luka Ljubić Nzi Njegoš Petar "
            "Suza Šuma Vuk Zub Žarko",
        ),
        (
            "cyrillic",
            "Ана Бранко Весна Гоце Драган Ђорђе Ѓорѓи Елена Жарко Зоран Ѕвезда Иван Йордан Јован "
            "Кирил Лука Љубица Марко Нада Његош Петар Тамара Ћирић Ќосев Филип Христо Чачак "
            "Џепина Шума Щерев Ъгъл Юлия Яна",
        ),
        ("greek", "Άννα Βασίλης Γιώργος Ελένη Έλλη Ζωή Ήρα Θεανώ Ιωάννης Ωραία"),
    ],
)
def test_names_stand_in_the_order_of_their_alphabet(family, ordered):
    shuffled = " ".join(sorted(ordered.split(), key=lambda word: word[::-1]))

    assert in_order(family, shuffled) == ordered.split()


@pytest.mark.parametrize(
    ("family", "ordered"),
    [
        ("latin", "Чачак Celik Dora Ђуро Ελένη Zoran"),
        ("gaj", "Cvijet Чачак Ђорђе Елена Ελένη Љубица Šuma"),
        ("albanian", "Ана Cuka Чачак Gjergj Ѓурѓин Шума Zogu"),
        ("cyrillic", "Agim Бранко Đorđe Eleni Ελένη Зоран Ljubica Čačak Šuma"),
        ("greek", "Ana Βασίλης Boris Ελένη Zoran Ζωή Иван"),
    ],
)
def test_another_script_falls_where_it_sounds(family, ordered):
    shuffled = " ".join(sorted(ordered.split(), reverse=True))

    assert [key(family, word) for word in in_order(family, shuffled)] == sorted(
        key(family, word) for word in ordered.split()
    )
    assert {word[0] for word in in_order(family, shuffled)} == {
        word[0] for word in ordered.split()
    }
    assert in_order(family, shuffled)[0] == ordered.split()[0]
    assert in_order(family, shuffled)[-1] == ordered.split()[-1]


def test_the_last_name_decides_and_then_the_first():
    people = [("Petrović", "Ana"), ("Petrović", "Ćiril"), ("Petrović Šarić", "Ana"), ("Pe", "Žan")]

    ordered = sorted(people, key=lambda person: key("gaj", *person))

    assert ordered == [people[3], people[0], people[1], people[2]]


@pytest.mark.parametrize(
    "odd", ["", "\x00", "🙂", "\u202eabc", "عمر", "中文", "x" * 10_000, "7. Мај"]
)
def test_every_key_is_plain_letters_and_digits(odd):
    for family in ("latin", "albanian", "gaj", "cyrillic", "greek"):
        made = key(family, odd, odd)
        assert made == "" or made.isalnum()
        assert made.isascii()
        assert len(made) <= 160


@pytest.mark.parametrize(
    ("language", "name"),
    [("en", "latin"), ("sq", "albanian"), ("hr", "gaj"), ("sr-latn", "gaj"), ("sr", "cyrillic"),
     ("bg", "cyrillic"), ("el", "greek"), (None, "latin"), ("de", "latin")],
)  # fmt: skip
def test_each_language_has_its_column(language, name):
    assert column(language) == f"sort_{name}"
    assert column(language) in SORT_COLUMNS


def test_a_letter_of_two_in_one_sign_stands_where_its_letters_stand():
    assert key("gaj", "\u01c8iljana") == key("gaj", "Ljiljana")
    assert key("gaj", "Đ\u00adorđe") == key("gaj", "Đorđe")
    assert key("latin", "\ufb01nale") == key("latin", "finale")
