"""Other scripts in Latin letters, and surnames by ear."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recdesk.matching.romanised import is_foreign, romanise, sound


@pytest.mark.parametrize(
    ("written", "letters"),
    [
        ("иди и смотри", "idi i smotri"),
        ("щука", "shchuka"),
        ("살인의 추억", "salinui chueok"),
        ("부산행", "busanhaeng"),
        ("となりのトトロ", "tonarinototoro"),
        ("きゃりーぱみゅぱみゅ", "kyaripamyupamyu"),
        ("フィッシュマンズ", "fisshumanzu"),
        ("jojo", "jojo"),
    ],
)
def test_letters_are_written_as_film_databases_do(written: str, letters: str) -> None:
    assert romanise(written) == letters


def test_chinese_characters_have_no_letters() -> None:
    assert is_foreign("千と千尋") is False
    assert is_foreign("トトロ") is True
    assert is_foreign("totoro") is False


@given(st.text(max_size=20))
def test_any_text_can_be_written(text: str) -> None:
    assert isinstance(romanise(text), str)


@pytest.mark.parametrize(
    "spellings",
    [
        "dostoevsky dostoyevsky dostojewskij dostoievski dostoevskij",
        "tolstoy tolstoi tolstoj",
        "bulgakov bulgakow boulgakov",
        "chekhov tschechow tchekhov czechow",
        "shostakovich schostakowitsch",
        "strugatsky strugazki strugackij",
        "rachmaninoff rachmaninov rakhmaninov",
    ],
)
def test_spellings_of_one_surname_sound_alike(spellings: str) -> None:
    assert len({sound(word) for word in spellings.split()}) == 1


def test_other_surnames_do_not() -> None:
    assert len({sound(word) for word in "king kafka camus herbert martin smith tolkien".split()}) == 7
