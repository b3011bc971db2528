"""Every sentence the window says about works, picks and dials, in one place and in the person's language.

Each function turns values into one finished phrase. Titles and numbers stand in direction isolates, so a
Hebrew title inside an English sentence (or the reverse) does not pull the words around it apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from recdesk.domain.feedback import Verdict
from recdesk.domain.works import Kind

if TYPE_CHECKING:
    from recdesk.domain.history import Event
    from recdesk.domain.works import Work
    from recdesk.ui.models.cards import Card, Shelf

translate = QCoreApplication.translate
_FIRST, _POP = "\u2068", "\u2069"
_LONG, _BREAK = 24, 8  # letters of a word that is broken, and after how many it may be


def isolated(text: str) -> str:
    """`text` so that its writing direction stays its own."""
    return f"{_FIRST}{text}{_POP}"


def breakable(text: str) -> str:
    """`text` with places to break a line in words that no pane is wide enough for: names of files, and titles
    that are one word. A label that wraps cannot be narrower than its longest word."""
    words = (
        "\u200b".join(word[at : at + _BREAK] for at in range(0, len(word), _BREAK))
        if len(word) > _LONG
        else word
        for word in text.split(" ")
    )
    return " ".join(words)


def is_rtl(text: str) -> bool:
    """True where the first strong letter is Hebrew or Arabic."""
    for char in text:
        if "\u0590" <= char <= "\u08ff" or "\ufb1d" <= char <= "\ufefc":
            return True
        if char.isalpha():
            return False
    return False


def quoted(title: str) -> str:
    return translate("words", "“{title}”").format(title=isolated(title))


# -- kinds and genres ---------------------------------------------------------------------------------


def kind_name(kind: Kind) -> str:
    return {
        Kind.FILM: translate("words", "Film"),
        Kind.SERIES: translate("words", "Series"),
        Kind.BOOK: translate("words", "Book"),
        Kind.ARTIST: translate("words", "Artist"),
        Kind.ALBUM: translate("words", "Album"),
        Kind.PODCAST: translate("words", "Podcast"),
        Kind.CHANNEL: translate("words", "Channel"),
    }[kind]


def kind_plural(kind: Kind) -> str:
    return {
        Kind.FILM: translate("words", "Films"),
        Kind.SERIES: translate("words", "Series", "plural"),
        Kind.BOOK: translate("words", "Books"),
        Kind.ARTIST: translate("words", "Artists"),
        Kind.ALBUM: translate("words", "Albums"),
        Kind.PODCAST: translate("words", "Podcasts"),
        Kind.CHANNEL: translate("words", "Channels"),
    }[kind]


def year_text(year: int | None) -> str:
    if year is None:
        return ""
    if year < 0:
        return translate("words", "{year} BC").format(year=-year)
    return str(year)


def genre_text(genre: str) -> str:
    """A genre of the catalogue as people write it: "Science-Fiction" is "Science Fiction"."""
    keep = {"Sci-Fi", "Hip-Hop", "K-Pop", "J-Pop", "C-Pop", "Synth-Pop", "Trip-Hop", "Post-Punk", "Stand-up"}
    return genre if genre in keep else genre.replace("-", " ")


# -- cards and shelves --------------------------------------------------------------------------------


def card_facts(card: Card) -> str:
    """ "Film · 1999 · Claire Denis"."""
    parts = (kind_name(card.kind), year_text(card.year), card.creator)
    return " · ".join(isolated(part) for part in parts if part)


def spoken_card(card: Card, place: int, of: int) -> str:
    """A card for a screen reader and for its tool tip."""
    facts = [card.title, kind_name(card.kind), year_text(card.year), card.creator, card.reason]
    if card.verdict:
        facts.append(verdict_done(Verdict(card.verdict)))
    if card.trying:
        facts.append(a_try_because())
    facts.append(translate("words", "{place} of {count}").format(place=place, count=of))
    return ", ".join(isolated(fact) for fact in facts if fact)


def shelf_heading(shelf: Shelf) -> str:
    key, _, rest = shelf.key.partition(":")
    if key == "kind":
        return kind_heading(Kind(rest))
    if key == "because":
        return translate("words", "Because of {title}").format(title=quoted(shelf.subject))
    return {
        "top": translate("words", "Top picks"),
        "lately": translate("words", "Lately"),
        "gems": translate("words", "Hidden gems"),
        "outside": translate("words", "Outside your usual"),
        "backlog": translate("words", "From your backlog"),
        "revisit": translate("words", "Once more"),
    }.get(key, key)


def shelf_note(shelf: Shelf) -> str:
    key = shelf.key.partition(":")[0]
    return {
        "top": translate("words", "The best of everything for you, as the dials stand"),
        "because": translate("words", "What this one work speaks for"),
        "lately": translate("words", "By what you have turned to most recently"),
        "gems": translate("words", "Close to your taste, known to few"),
        "outside": translate("words", "None of your usual genres, yet something pulls you there"),
        "backlog": translate("words", "You saved these; the best match first"),
    }.get(key, "")


def kind_heading(kind: Kind) -> str:
    return {
        Kind.FILM: translate("words", "Films for you"),
        Kind.SERIES: translate("words", "Series for you"),
        Kind.BOOK: translate("words", "Books for you"),
        Kind.ARTIST: translate("words", "Artists for you"),
        Kind.ALBUM: translate("words", "Albums for you"),
        Kind.PODCAST: translate("words", "Podcasts for you"),
        Kind.CHANNEL: translate("words", "Channels for you"),
    }[kind]


# -- verdicts -----------------------------------------------------------------------------------------


def verdict_ask(verdict: Verdict) -> str:
    """What the button says."""
    return {
        Verdict.LIKE: translate("words", "More like this"),
        Verdict.NOT_INTERESTED: translate("words", "Not interested"),
        Verdict.LATER: translate("words", "Later"),
        Verdict.SEEN_LIKED: translate("words", "Liked it"),
        Verdict.SEEN_NEUTRAL: translate("words", "So-so"),
        Verdict.SEEN_DISLIKED: translate("words", "Disliked it"),
    }[verdict]


def verdict_done(verdict: Verdict) -> str:
    """What is true once it is said."""
    return {
        Verdict.LIKE: translate("words", "You want more like this"),
        Verdict.NOT_INTERESTED: translate("words", "Not interested"),
        Verdict.LATER: translate("words", "Saved for later"),
        Verdict.SEEN_LIKED: translate("words", "Known already, liked"),
        Verdict.SEEN_NEUTRAL: translate("words", "Known already, so-so"),
        Verdict.SEEN_DISLIKED: translate("words", "Known already, disliked"),
    }[verdict]


def verdict_toast(verdict: Verdict, title: str) -> str:
    return {
        Verdict.LIKE: translate("words", "More like {title} from now on."),
        Verdict.NOT_INTERESTED: translate("words", "{title} will not be shown again."),
        Verdict.LATER: translate("words", "{title} is in your backlog."),
        Verdict.SEEN_LIKED: translate("words", "{title}: known and liked. The list has learned from it."),
        Verdict.SEEN_NEUTRAL: translate("words", "{title}: known, and no more than that."),
        Verdict.SEEN_DISLIKED: translate("words", "{title}: known and disliked. Less of its like."),
    }[verdict].format(title=quoted(title))


def taken_back(title: str) -> str:
    return translate("words", "Taken back: {title} is as it was.").format(title=quoted(title))


# -- history ------------------------------------------------------------------------------------------


def event_text(event: Event) -> str:
    """What the person did, and when: "watched in March 2021, rated 4.5"."""
    from recdesk.domain.history import Action, Precision

    did = {
        Action.WATCHED: translate("words", "watched"),
        Action.LISTENED: translate("words", "listened to"),
        Action.READ: translate("words", "read"),
        Action.RATED: translate("words", "rated"),
        Action.LIKED: translate("words", "liked"),
        Action.DISLIKED: translate("words", "disliked"),
        Action.SAVED: translate("words", "saved"),
        Action.ABANDONED: translate("words", "abandoned"),
        Action.SKIPPED: translate("words", "skipped"),
    }[event.action]
    parts = [did]
    if event.rating is not None:
        parts[0] = translate("words", "{did} ({stars} of 5 stars)").format(
            did=did, stars=QLocale().toString(round(event.rating * 10) / 2, "g", 2)
        )
    if event.when is not None:
        # A day without a time stands at noon UTC, which in Auckland is the next day.
        exact = event.precision in (Precision.SECOND, Precision.MINUTE)
        when = event.when.astimezone() if exact else event.when
        if event.precision is Precision.YEAR:
            parts.append(str(when.year))
        else:
            pattern = "MMMM yyyy" if event.precision is Precision.MONTH else "d MMMM yyyy"
            parts.append(QLocale().toString(QDate(when.year, when.month, when.day), pattern))
    if event.count > 1:
        parts.append(translate("words", "{count} times").format(count=event.count))
    return ", ".join(parts)


# -- reasons ------------------------------------------------------------------------------------------


def short_reason(title: str, reach: int | None, also: bool = False) -> str:
    """The line under a card: the one work of the history that speaks most for it, or that none does. `also`
    where the shelf names another one already."""
    if title:
        said = (
            translate("words", "Also because of {title}")
            if also
            else translate("words", "Because of {title}")
        )
        return said.format(title=isolated(title))
    if reach is not None and reach >= 4:
        return translate("words", "Widely known")
    return translate("words", "Little known of it yet")


def shared_traits(one: Work, other: Work) -> list[str]:
    """What two works have in common by the catalogue: creators, then tags, then genres."""
    creators = [c for c in one.creators if c in other.creators]
    tags = [t for t in one.tags if t in other.tags]
    genres = [genre_text(g) for g in one.genres if g in other.genres]
    return creators + tags + genres


def in_common(one: Work, other: Work) -> str:
    """ "Shares: heist, neo-noir", or empty."""
    traits = shared_traits(one, other)[:3]
    return translate("words", "Shares {traits}").format(traits=listed(traits)) if traits else ""


def listed(parts: Sequence[str]) -> str:
    """ "a, b and c", each part isolated."""
    alone = [isolated(part) for part in parts]
    if len(alone) < 2:
        return "".join(alone)
    start = translate("words", ", ").join(alone[:-1])
    return translate("words", "{start} and {last}").format(start=start, last=alone[-1])


def sentences(reasons: Sequence[str], history: float) -> str:
    """Reasons as sentences. `history` is what the whole history contributes: where it speaks against a work,
    that is said first, whatever speaks for it."""
    said = [translate("words", "{reason}.").format(reason=reason) for reason in reasons]
    if history < 0:
        said.insert(0, translate("words", "On the whole your history speaks against it."))
    return " ".join(said)


def confidence(sure: str) -> str:
    """How sure a work is ("sure", "likely", "a guess") as a sentence: of one person's history alone the
    number behind it is not calibrated well enough to be shown."""
    return {
        "sure": translate("words", "Sure: your history speaks clearly for it"),
        "likely": translate("words", "Likely: your history speaks for it"),
    }.get(sure, translate("words", "A guess: your history says little for it"))


def card_reason(card: Card) -> str:
    """The third line of a card."""
    if not card.trying:
        return card.reason
    if not card.reason:
        return translate("words", "A try")
    return translate("words", "A try · {reason}").format(reason=card.reason)


def a_try_because() -> str:
    return translate("words", "A try: the dials brought it in, your history says little for it")


def signed(value: float) -> str:
    """ "+0.40" or "−0.12", with a true minus, safe inside text of any direction."""
    sign = "+" if value >= 0 else "\u2212"
    return isolated(sign + QLocale().toString(float(abs(value)), "f", 2))


def how_was_it() -> str:
    return translate("words", "You know it already. How was it?")


def quick_tip(verdict: Verdict) -> str:
    """The tool tip of a quick action, with its key."""
    return {
        Verdict.LIKE: translate("words", "More like this (L)"),
        Verdict.SEEN_LIKED: translate("words", "I know it already (S)"),
        Verdict.LATER: translate("words", "Save for later (B)"),
        Verdict.NOT_INTERESTED: translate("words", "Not interested (X)"),
    }.get(verdict, verdict_ask(verdict))


# -- details and search -------------------------------------------------------------------------------


def work_facts(work: Work) -> str:
    """ "Film · 1999 · France · Claire Denis": everything that is known, on one line."""
    parts = [kind_name(work.kind), year_text(work.year), listed(work.creators[:3])]
    if work.countries:
        parts.append(", ".join(_country(code) for code in work.countries[:2]))
    return " · ".join(isolated(part) for part in parts if part)


def _country(code: str) -> str:
    territory = QLocale.codeToTerritory(code)
    return QLocale.territoryToString(territory) if territory != QLocale.Country.AnyCountry else code


def own_history(own: Sequence[str]) -> str:
    """What the person did with this very work."""
    if not own:
        return ""
    return translate("words", "You {what}.").format(what=listed(own[:3]))


def related_line(title: str, what: str, share: float) -> str:
    """One work of the history and what it contributes."""
    said = translate("words", "{title}, {what}") if what else "{title}"
    return f"{signed(share)}  " + said.format(title=isolated(title), what=isolated(what))


def found_heading(query: str) -> str:
    return translate("words", "Results for {query}").format(query=quoted(query))


def found_note(by_title: int, by_meaning: int) -> str:
    """ "3 by title, 40 by meaning"; what is nought is left out."""
    counts = (
        translate("words", "%n by title", "", by_title) if by_title else "",
        translate("words", "%n by meaning", "", by_meaning) if by_meaning else "",
    )
    return translate("words", ", ").join(count for count in counts if count)


def tag_line(work: Work) -> str:
    """What a found work is like: nobody recommended it, so its line gives no reason."""
    return translate("words", ", ").join(isolated(tag) for tag in work.tags[:3])
