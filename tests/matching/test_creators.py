"""Names of makers: one form each, and which lists of names can be the same people."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from recdesk.matching import normalise_creator
from recdesk.matching.creators import Agreement, agreement, known_names, leads, plausible, split_joined


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("Tolkien, J. R. R.", "jrr tolkien"),
        ("J.R.R. Tolkien", "jrr tolkien"),
        ("J R R Tolkien", "jrr tolkien"),
        ("Le Guin, Ursula K.", "ursula k le guin"),
        ("The Beatles", "beatles"),
        ("Beatles, The", "beatles"),
        ("The The", "the the"),
        ("Daft Punk - Topic", "daft punk"),
        ("Haruki Murakami (Author)", "haruki murakami"),
        ("Kurt Vonnegut Jr.", "kurt vonnegut"),
        ("García Márquez, Gabriel", "gabriel garcia marquez"),
        ("村上春樹", "村上春樹"),
    ],
)
def test_the_form_of_a_name(written: str, form: str) -> None:
    assert normalise_creator(written) == form


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Fyodor Dostoevsky", "F. M. Dostoyevsky"),
        ("Murakami Haruki", "Haruki Murakami"),
        ("Machiavelli", "Niccolò Machiavelli"),
        ("Miguel de Cervantes Saavedra", "Miguel de Cervantes"),
        ("Oliver W. Sacks", "Oliver Sacks"),
        ("Gabriel Garcia-Marquez", "Gabriel García Márquez"),
        ("L.N. Tolstoy", "Leo Tolstoy"),
        ("The Beatles", "Beatles"),
        ("Fjodor Dostojewskij", "Fyodor Dostoevsky"),
        ("Фёдор Достоевский", "Fyodor Dostoevsky"),
        ("한강", "Han Kang"),
        ("Samuel Clemens", "Mark Twain"),
        ("Laozi", "Lao Tzu"),
        ("Isak Dinesen", "Karen Blixen"),
    ],
)
def test_two_spellings_of_one_person_agree(one: str, other: str) -> None:
    assert agreement(known_names([one]), known_names([other])) is Agreement.AGREES


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Frank Herbert", "Brian Herbert"),
        ("Stephen King", "Owen King"),
        ("Emily Brontë", "Anne Brontë"),
        ("Nikolai Tolstoy", "Leo Tolstoy"),
    ],
)
def test_two_people_of_one_family_do_not(one: str, other: str) -> None:
    assert agreement(known_names([one]), known_names([other])) is Agreement.CONTRADICTS


def test_a_translator_beside_the_author_does_no_harm() -> None:
    assert agreement(known_names(["Emma Ramadan", "Maud Ventura"]), ("maud ventura",)) is Agreement.AGREES


@pytest.mark.parametrize("nobody", ["", "Unknown", "Various Artists", "Anonymous"])
def test_nobody_contradicts_nobody(nobody: str) -> None:
    assert agreement(known_names([nobody]), ("homer",)) is Agreement.UNKNOWN


def test_a_name_in_another_script_does_not_contradict() -> None:
    assert agreement(known_names(["村上春樹"]), ("haruki murakami",)) is Agreement.UNKNOWN
    assert agreement(known_names(["조남주"]), ("cho nam joo",)) is Agreement.UNKNOWN


@pytest.mark.parametrize(
    ("written", "latin", "expected"),
    [
        ("刘慈欣", "Liu Cixin", True),
        ("太宰治", "Osamu Dazai", True),
        ("米切尔·恩德", "Michael Ende", True),
        ("陀思妥耶夫斯基", "Fyodor Dostoevsky", True),
        ("米切尔·恩德", "Liu Cixin", False),
        ("刘慈欣", "Michael Ende", False),
        ("Michael Ende", "Michael Ende", False),
    ],
)
def test_a_name_in_characters_may_fit_a_latin_one(written: str, latin: str, expected: bool) -> None:
    assert plausible(known_names([written]), known_names([latin])) is expected


@pytest.mark.parametrize(
    ("name", "in_turn"),
    [
        ("Earth, Wind & Fire feat. The Emotions", ["Earth, Wind & Fire", "Earth, Wind", "Earth"]),
        ("Lil Nas X & Jack Harlow", ["Lil Nas X", "Lil Nas"]),
        ("Timbaland feat. Keri Hilson & D.O.E.", ["Timbaland"]),
        ("BTS (방탄소년단)", ["BTS"]),
        ("Miles Davis Quintet", ["Miles Davis"]),
        ("Kronos Quartet", []),
        ("Radiohead", []),
    ],
)
def test_who_may_be_the_first_of_several(name: str, in_turn: list[str]) -> None:
    assert [joined.lead for joined in leads(name)] == in_turn


@given(st.text(max_size=30))
@example("0:N:0")
@example("0:II")
@example("the the x")
def test_a_form_is_its_own_form(name: str) -> None:
    assert normalise_creator(normalise_creator(name)) == normalise_creator(name)


@given(st.lists(st.text(min_size=1, max_size=12), max_size=4), st.lists(st.text(max_size=12), max_size=4))
def test_agreement_has_no_sides(ours: list[str], theirs: list[str]) -> None:
    mine, yours = known_names(ours), known_names(theirs)
    assert agreement(mine, yours) is agreement(yours, mine)


@pytest.mark.parametrize(
    ("name", "lead"),
    [
        ("Queen & David Bowie", "Queen"),
        ("Eminem feat. Rihanna", "Eminem"),
        ("Rihanna (feat. Drake)", "Rihanna"),
        ("JAY-Z, Bono & The Edge", "JAY-Z"),
        ("Coldplay/U2", "Coldplay"),
        ("Tyler, The Creator", None),
        ("Radiohead", None),
        ("& Sons", None),
    ],
)
def test_the_first_of_joined_artists(name: str, lead: str | None) -> None:
    joined = split_joined(name)
    assert (joined and joined.lead) == lead
