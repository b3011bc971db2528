"""The open packs as the one-person model sees them: works, people, their folds. Shared by the benches.

A pack is a folder with `items.csv[.gz]` and `ratings.csv[.gz]` (see CLI.md). Only the strict measures: every
unseen work is ranked, ties are broken against us, recall divides by min(k, hidden).
"""

from __future__ import annotations

import csv
import gzip
import io
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from recdesk.domain.history import Action, Event, Precision, TimeKind
from recdesk.domain.taste import TasteInput
from recdesk.domain.works import Kind, Work, embedding_text, text_hash
from recdesk.learning import Embedder
from tests.learning.starter import NOW, starter_input

LIKED_FROM = 4.0  # stars, in packs whose ratings are stars up to 5
FEWEST = 5  # events that a work and a person must have
HIDDEN_SHARE = 0.2
TEST_SEEDS = (0, 1, 2)
_CONSUMED = {Kind.BOOK: Action.READ, Kind.ARTIST: Action.LISTENED, Kind.ALBUM: Action.LISTENED}


@dataclass(frozen=True, slots=True, eq=False)
class Deed:
    """One positive of one person. `amount` is stars or plays, None where the pack says neither."""

    row: int
    amount: float | None


@dataclass(frozen=True, slots=True, eq=False)
class People:
    """Works and who liked them. `pool` are the rows that compete; `counted` says that the prior must be the
    training people's counts (the catalogue brings audience figures of its own)."""

    name: str
    taste: TasteInput
    pool: NDArray[np.int64]
    histories: tuple[tuple[Deed, ...], ...]
    stars: bool
    counted: bool


def read_people(folder: Path, cache: Path) -> People:
    """A pack on its own: its works, its texts, its people's counts."""
    items, deeds, stars = _read(folder)
    deeds = _dense(deeds)
    rows = {item: row for row, item in enumerate(sorted({item for _, item, _ in deeds}))}
    works = [_work(number, folder.name, items[item]) for item, number in rows.items()]
    taste = TasteInput(
        works=works,
        vectors=_embedded(works, cache / f"{folder.name}.npz"),
        embedder="bench",
        kinship=np.zeros((0, 2), np.int64),
        kinship_ranks=np.zeros(0, np.int32),
        events=(),
        opinions=(),
        now=NOW,
    )
    histories = _histories((person, rows[item], amount) for person, item, amount in deeds)
    return People(folder.name, taste, np.arange(len(works)), histories, stars, counted=True)


def read_people_on_starter(folder: Path) -> People:
    """The same people on the works of the starter catalogue that the pack also has: no counts of other
    people, only the catalogue's own audience figures."""
    items, deeds, stars = _read(folder)
    taste = starter_input()
    titles = _titles(taste.works)
    rows = {item: row for item, text in items.items() if (row := _find(text, titles)) is not None}
    once = {(person, rows[item]): amount for person, item, amount in deeds if item in rows}
    deeds = _dense([(person, str(row), amount) for (person, row), amount in once.items()])
    histories = _histories((person, int(row), amount) for person, row, amount in deeds)
    pool = np.array(sorted({int(row) for _, row, _ in deeds}), np.int64)
    return People(f"{folder.name} on the starter catalogue", taste, pool, histories, stars, counted=False)


def with_counts(people: People, training: Iterable[int]) -> TasteInput:
    """The works with log10(1 + how many of the training people liked it) as their audience."""
    if not people.counted:
        return people.taste
    counts = Counter(deed.row for person in training for deed in people.histories[person])
    works = [
        replace(work, audience=float(np.log10(1 + counts[row])))
        for row, work in enumerate(people.taste.works)
    ]
    return replace(people.taste, works=works)


def test_people(people: People, seed: int) -> NDArray[np.int64]:
    """A tenth of the people, at least 100; never seen in training."""
    n = len(people.histories)
    return np.random.default_rng(seed).permutation(n)[: max(100, n // 10)]


def validation_people(people: People, seed: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """(tested, training) for choosing numbers: nobody who is a test person of any of TEST_SEEDS."""
    reserved = np.concatenate([test_people(people, seed) for seed in TEST_SEEDS])
    free = np.setdiff1d(np.arange(len(people.histories)), reserved)
    mixed = np.random.default_rng(seed).permutation(free)
    count = min(150, len(free) // 3)
    return mixed[:count], mixed[count:]


def fold(history: Sequence[Deed], rng: np.random.Generator) -> tuple[list[Deed], list[Deed]]:
    """(given, hidden): 80 and 20 per cent at random, at least one hidden."""
    order = rng.permutation(len(history))
    cut = max(1, round(HIDDEN_SHARE * len(history)))
    return [history[at] for at in order[cut:]], [history[at] for at in order[:cut]]


def events_of(given: Sequence[Deed], people: People) -> list[Event]:
    """What an import of this person's own file would leave in the library."""
    events = []
    for number, deed in enumerate(given, start=1):
        work = people.taste.works[deed.row]
        rating = deed.amount / 5 if people.stars and deed.amount is not None else None
        plays = 1 if people.stars or deed.amount is None else int(max(1, deed.amount))
        action = Action.RATED if rating is not None else _CONSUMED.get(work.kind, Action.WATCHED)
        events.append(
            Event(
                id=number,
                work_id=work.id,
                action=action,
                when=None,
                precision=Precision.NONE,
                time_kind=TimeKind.UNKNOWN,
                rating=rating,
                liked=False,
                repeat=False,
                seconds=None,
                fraction=None,
                count=plays,
                detail="",
                source="bench",
                batch_id=1,
                title=work.title,
                kind=work.kind,
            )
        )
    return events


def measure(
    scores: NDArray[np.float64], given: Sequence[Deed], hidden: Sequence[Deed], pool: NDArray[np.int64]
) -> tuple[float, float, float, NDArray[np.int64]]:
    """NDCG@10, NDCG@100, Recall@20 and the ten best rows."""
    open_rows = np.setdiff1d(pool, [deed.row for deed in given])
    wanted = np.isin(open_rows, [deed.row for deed in hidden])
    order = np.lexsort((wanted, -scores[open_rows]))[:100]  # of equal scores the wanted one comes last
    hits = wanted[order]
    gain = 1 / np.log2(np.arange(2, 102))
    total = len(hidden)
    ndcg = [float(hits[:k] @ gain[: len(hits[:k])] / gain[: min(k, total)].sum()) for k in (10, 100)]
    return ndcg[0], ndcg[1], float(hits[:20].sum()) / min(20, total), open_rows[order[:10]]


def _read(folder: Path) -> tuple[dict[str, dict[str, str]], list[tuple[str, str, float | None]], bool]:
    items = {row["item_id"]: row for row in _rows(folder, "items")}
    deeds = [
        (row["user_id"], row["item_id"], float(row["rating"]) if row["rating"] else None)
        for row in _rows(folder, "ratings")
    ]
    amounts = [amount for _, _, amount in deeds if amount is not None]
    stars = bool(amounts) and max(amounts) <= 5
    if stars:
        deeds = [deed for deed in deeds if deed[2] is not None and deed[2] >= LIKED_FROM]
    return items, deeds, stars


def _rows(folder: Path, name: str) -> list[dict[str, str]]:
    packed = folder / f"{name}.csv.gz"
    text = gzip.decompress(packed.read_bytes()) if packed.exists() else (folder / f"{name}.csv").read_bytes()
    return list(csv.DictReader(io.StringIO(text.decode("utf-8"), newline="")))


def _dense(deeds: list[tuple[str, str, float | None]]) -> list[tuple[str, str, float | None]]:
    """Until every work and every person has at least FEWEST events."""
    while True:
        of_item = Counter(item for _, item, _ in deeds)
        kept = [deed for deed in deeds if of_item[deed[1]] >= FEWEST]
        of_person = Counter(person for person, _, _ in kept)
        kept = [deed for deed in kept if of_person[deed[0]] >= FEWEST]
        if len(kept) == len(deeds):
            return kept
        deeds = kept


def _histories(deeds: Iterable[tuple[str, int, float | None]]) -> tuple[tuple[Deed, ...], ...]:
    of_person: dict[str, list[Deed]] = defaultdict(list)
    for person, row, amount in deeds:
        of_person[person].append(Deed(row, amount))
    return tuple(tuple(of_person[person]) for person in sorted(of_person))


def _work(row: int, pack: str, text: dict[str, str]) -> Work:
    def parts(name: str) -> tuple[str, ...]:
        return tuple(part for part in text[name].split("|") if part)

    return Work(
        id=row + 1,
        uid=text["item_id"],
        kind=Kind(text["kind"]),
        title=text["title"],
        year=int(text["year"]) if text["year"] else None,
        creators=parts("creators"),
        genres=parts("genres"),
        tags=parts("tags"),
        countries=(),
        languages=(),
        reach=None,
        audience=None,
        description=text["description"],
        origin=pack,
    )


def _embedded(works: Sequence[Work], cache: Path) -> NDArray[np.float32]:
    """Text vectors, kept between runs of the bench as long as the texts are the same."""
    texts = [embedding_text(work) for work in works]
    key = text_hash("\n".join(texts))
    if cache.exists():
        with np.load(cache) as kept:
            if str(kept["key"]) == key:
                return np.asarray(kept["vectors"], np.float32)
    vectors = Embedder().encode(texts)
    cache.parent.mkdir(parents=True, exist_ok=True)
    np.savez(cache, key=key, vectors=vectors)
    return vectors


def _titles(works: Sequence[Work]) -> dict[tuple[Kind, str], list[tuple[int, Work]]]:
    found: dict[tuple[Kind, str], list[tuple[int, Work]]] = defaultdict(list)
    for row, work in enumerate(works):
        if folded := _folded(work.title):
            found[work.kind, folded].append((row, work))
    return found


def _find(text: dict[str, str], titles: dict[tuple[Kind, str], list[tuple[int, Work]]]) -> int | None:
    """The row of the work with this title, and the same year (films, give or take one) or maker (books)."""
    kind, year = Kind(text["kind"]), int(text["year"] or 0)
    maker = _folded(text["creators"]).split()
    for row, work in titles[kind, _folded(text["title"])]:
        near = work.year is not None and abs(work.year - year) <= 1
        if kind is Kind.FILM and not near:
            continue
        if kind is Kind.BOOK and not (
            maker and work.creators and maker[-1] == _folded(work.creators[0]).split()[-1]
        ):
            continue
        return row
    return None


def _folded(title: str) -> str:
    plain = (
        unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().casefold().replace("&", "and")
    )
    moved = re.sub(r"^(.*), (the|a|an)$", r"\2 \1", plain)
    return re.sub(r"^(the|a|an) ", "", re.sub(r"[^\w]+", " ", moved).strip())
