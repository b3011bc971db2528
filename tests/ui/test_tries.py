"""A card that is a try says so in words, to the eye and to a screen reader, and after the next start."""

from recdesk.domain.works import Kind
from recdesk.ui import words
from recdesk.ui.models.cards import Card, Shelf, from_stored, to_stored

TRY = Card(1, Kind.FILM, "The Imposter", 2012, "Bart Layton", reason="Because of Serial", trying=True)
PLAIN = Card(2, Kind.FILM, "Alien", 1979, "Ridley Scott", reason="Because of Solaris")


def test_a_try_is_named_in_front_of_its_reason() -> None:
    assert words.card_reason(TRY) == "A try · Because of Serial"
    assert words.card_reason(PLAIN) == "Because of Solaris"


def test_a_screen_reader_hears_why_a_try_is_there() -> None:
    assert "A try: the dials brought it in" in words.spoken_card(TRY, 1, 2)
    assert "A try" not in words.spoken_card(PLAIN, 2, 2)


def test_the_next_first_frame_still_knows_which_card_is_a_try() -> None:
    (shelf,) = from_stored(to_stored([Shelf("top", (TRY, PLAIN))]))
    assert shelf.cards == (TRY, PLAIN)


def test_cards_that_an_older_program_stored_are_no_try() -> None:
    stored = to_stored([Shelf("top", (TRY,))])
    (shelf,) = from_stored([{**one, "cards": [card[:8] for card in one["cards"]]} for one in stored])
    assert not shelf.cards[0].trying


def test_how_sure_a_work_is_comes_in_words() -> None:
    said = [words.confidence(sure) for sure in ("sure", "likely", "a guess")]
    assert [text.split(":")[0] for text in said] == ["Sure", "Likely", "A guess"]
