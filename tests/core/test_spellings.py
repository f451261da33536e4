"""What people type, and the names it must find."""

import pytest

from core.slugs import slug_of
from core.textfold import fold, spellings


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Djordje Čačak", "Ђорђе Чачак"),
        ("djordje cacak", "Đorđe Čačak"),
        ("Dorde", "Đorđe"),
        ("Ђорђе", "Djordje"),
        ("Gjergj Celaj", "Gjergj Çelaj"),
        ("Đerđ", "Gjergj"),
        ("dzemal", "Џемал"),
        ("Џемал", "Džemal"),
        ("Ljubica", "Љубица"),
        ("Njegos", "Његош"),
        ("Prishtine", "Prishtinë"),
        ("Shkodër", "Shkoder"),
        ("Gjorgji", "Ѓорѓи"),
        ("Đorđi", "Ѓорѓи"),
        ("Kjosev", "Ќосев"),
        ("Ḱosev", "Ќосев"),
        ("Ćosev", "Ќосев"),
        ("dzvezda", "Ѕвезда"),
        ("Shterev", "Щерев"),
        ("Šterev", "Щерев"),
        ("Turnovo", "Търново"),
        ("Tarnovo", "Търново"),
        ("Maria", "Мария"),
        ("Мария", "Maria"),
        ("Yordan", "Йордан"),
        ("Јордан", "Yordan"),
        ("Shumen", "Шумен"),
        ("Шумен", "Shumen"),
        ("Tsvetanov", "Цветанов"),
        ("Cvetanov", "Tsvetanov"),
        ("Ελενη", "Ελένη"),
        ("Eleni", "Ελένη"),
        ("Ελένη", "Eleni"),
        ("Παπαδοπουλος", "Παπαδόπουλος"),
        ("Papadopoulos", "Παπαδόπουλος"),
        ("Papadopulos", "Παπαδόπουλος"),
        ("Παπαδόπουλος", "Papadopoulos"),
        ("Evangelia", "Ευαγγελία"),
        ("Hristos", "Χρήστος"),
        ("Christos", "Χρήστος"),
        ("Babis", "Μπάμπης"),
        ("Dinos", "Ντίνος"),
        ("Mairi", "Μαίρη"),
        ("Chaidari", "Χαϊδάρι"),
    ],
)
def test_a_name_is_found_however_it_is_typed(typed, name):
    known = spellings(name).split()

    assert all(any(word in one for one in known) for word in fold(typed).split())


@pytest.mark.parametrize(("typed", "name"), [("ship", "sip"), ("Ana", "Ивана"), ("chat", "cat")])
def test_different_words_stay_different(typed, name):
    assert fold(typed) not in [fold(name)]


def test_addresses_keep_the_letters_of_a_name():
    assert slug_of("Gjergj Çelaj", "x") == "gjergj-celaj"
    assert slug_of("Ђорђе", "x") == "djordje"
    assert slug_of("Ευαγγελία", "x") == "evangelia"


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("učenje", "uče\u00adnje"),
        ("učenje", "uče\u200bnje"),
        ("učenje", "uče\u200cnje"),
        ("učenje", "uče\u200dnje"),
        ("učenje", "uče\u2060nje"),
        ("učenje", "\ufeffučenje"),
        ("finansije", "\ufb01nansije"),
        ("sve", "св\u0450"),
        ("i", "\u045d"),
        ("Ljiljana", "\u01c8iljana"),
        ("Njegoš", "\u01cbegoš"),
        ("Džemal", "\u01c5emal"),
        ("Jordan", "Йордан"),
        ("Đorđi", "Ѓорѓи"),
        ("Kjosev", "Ќосев"),
        ("Istanbul", "İstanbul"),
        ("2026", "\uff12\uff10\uff12\uff16"),
    ],
)
def test_a_pasted_word_is_found_as_it_is_typed(typed, text):
    assert fold(text) == fold(typed)
    assert fold(typed) in spellings(text).split()
