"""A training run on disk: one file, swapped in whole and read by mapping it into memory.

The layout is a short preamble (magic, length and checksum of the header), a JSON header that names every
array, and the arrays themselves, each on a 64-byte boundary. One file, because a rename is only atomic for
one: whoever reads sees the old run or the new one and never half of either.

Knows the fields of `TasteRun`. Knows nothing of how a run is learned, where runs are listed, or the library.
"""

from __future__ import annotations

import json
import mmap
import os
import time
import zlib
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from struct import Struct
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from recdesk.domain.factors import Factors
from recdesk.domain.faults import UserFault
from recdesk.domain.taste import TasteRun

FILE_NAME = "taste.run"
VERSION = 2  # 2: factors in two parts

_MAGIC = b"RecDesk\n"
_PREAMBLE = Struct("<8sII")  # magic, bytes of the header, its CRC-32
_ALIGNMENT = 64
_STALE_SECONDS = 3600.0  # a part file this old was left by a process that was killed
_LEARN_AGAIN = "Train again: in the window under Learn now, or with `recdesk train`."

_TYPES: Mapping[str, str] = {
    "work_ids": "<i8",
    "kinds": "|i1",
    "factors_shared": "<f4",
    "factors_own": "<f4",
    "factors_world": "|i1",
    "prior": "<f8",
    "evidence_rows": "<i4",
    "lasting": "<f8",
    "current": "<f8",
    "event_starts": "<i8",
    "event_ids": "<i8",
    "event_shares": "<f8",
    "novelty": "<f4",
    "popularity": "<f4",
    "confidence": "<f4",
    "groups": "<i4",
    "known": "|b1",
    "backlog": "|b1",
    "candidate": "|b1",
    "vectors": "<f2",
    "centre": "<f4",
}
_OPTIONAL: Mapping[str, str] = {
    "reach": "|i1", "usual": "|b1", "leaned": "<f8", "kin": "<i4", "kin_ranks": "<i4", "genres": "|i1",
    "says": "<f2", "hears": "<f2", "told": "<f8", "own_share": "<f4", "foretold": "|b1",
    "together": "|u1",
}  # fmt: skip
_PEOPLE = frozenset({"says", "hears", "told", "own_share", "foretold", "together"})
# Reading these whole would cost more than the rest of the load (31 of 33 ms for 12,000 works), so their
# checksums are looked at only when asked for; their place and size are always checked.
_LARGE = frozenset({"factors_shared", "factors_own", "vectors", "says", "hears"})
_PER_WORK = frozenset(_TYPES) - {
    "evidence_rows", "lasting", "current", "event_starts", "event_ids", "event_shares", "centre",
} | {"reach", "usual", "genres"} | (_PEOPLE - {"told", "together"})  # fmt: skip


class _Damaged(ValueError):
    """The file is not what `save_run` wrote. The text says what gave it away."""


def save_run(run: TasteRun, folder: Path) -> Path:
    """Write `run` into `folder` (made if need be) and return the file. A run that was there is replaced at
    one stroke; when anything goes wrong it stays, and a UserFault says why."""
    target = folder / FILE_NAME
    part = folder / f"{FILE_NAME}.{os.getpid()}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        _sweep(folder)
        try:
            with os.fdopen(os.open(part, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as file:
                _write(run, file)
                file.flush()
                os.fsync(file.fileno())
            part.replace(target)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
    except OSError as fault:
        raise UserFault(
            f"The trained taste could not be written to {folder}: {fault.strerror or fault}.",
            "Make room on that disk or allow writing there, then train again.",
        ) from fault
    return target


class RunFault(UserFault):
    """There is no run where there should be one, or none that this version can read: learning mends it."""

    def __init__(self, say: str) -> None:
        super().__init__(say, _LEARN_AGAIN)


def load_run(folder: Path, *, thorough: bool = False) -> TasteRun:
    """The run in `folder`, its arrays read-only and mapped from the file. `thorough` also compares the
    checksums of the large arrays. A missing, damaged or foreign file is a RunFault."""
    target = folder / FILE_NAME
    try:
        with target.open("rb") as file:
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        return _read(mapped, thorough)
    except FileNotFoundError as fault:
        raise RunFault(f"There is no trained taste in {folder}.") from fault
    except OSError as fault:
        raise UserFault(
            f"The trained taste in {folder} could not be read: {fault.strerror or fault}.", _LEARN_AGAIN
        ) from fault
    except ValueError as fault:  # an empty file cannot be mapped; everything else is _Damaged
        raise RunFault(f"The trained taste in {folder} is damaged ({fault}).") from fault


def _sweep(folder: Path) -> None:
    for left in folder.glob(f"{FILE_NAME}.*.part"):
        if time.time() - left.stat().st_mtime > _STALE_SECONDS:
            left.unlink(missing_ok=True)


def _write(run: TasteRun, file: BinaryIO) -> None:
    arrays = _arrays(run)
    _check(arrays)
    places: list[dict[str, Any]] = []
    at = 0
    for name, array in arrays.items():
        at = -(-at // _ALIGNMENT) * _ALIGNMENT
        places.append({"name": name, "shape": array.shape, "at": at, "crc": zlib.crc32(array.data)})
        at += array.nbytes
    header = json.dumps(
        {
            "version": VERSION,
            "embedder": run.embedder,
            "seed": run.seed,
            "offset": run.offset,
            "facts": dict(run.facts),
            "bytes": at,
            "arrays": places,
        }
    ).encode()
    file.write(_PREAMBLE.pack(_MAGIC, len(header), zlib.crc32(header)))
    file.write(header)
    start = _body_start(len(header))
    for place, array in zip(places, arrays.values(), strict=True):
        file.write(bytes(start + place["at"] - file.tell()))
        file.write(array.data)


def _arrays(run: TasteRun) -> dict[str, NDArray[Any]]:
    """Every array of the run in the type the file keeps it in; the events, ragged in memory, as three."""
    shares = [share for event in run.evidence_events for share in event]
    made: dict[str, Any] = {
        "event_starts": np.cumsum([0, *(len(events) for events in run.evidence_events)]),
        "event_ids": np.array([event for event, _ in shares], np.int64),
        "event_shares": np.array([share for _, share in shares], np.float64),
        "factors_shared": run.factors.shared,
        "factors_own": run.factors.own,
        "factors_world": run.factors.world,
    }
    found = {name: made[name] if name in made else getattr(run, name) for name in (*_TYPES, *_OPTIONAL)}
    types = {**_TYPES, **_OPTIONAL}
    return {n: np.ascontiguousarray(array, types[n]) for n, array in found.items() if array is not None}


def _body_start(header_bytes: int) -> int:
    return -(-(_PREAMBLE.size + header_bytes) // _ALIGNMENT) * _ALIGNMENT


def _read(mapped: mmap.mmap, thorough: bool) -> TasteRun:
    if len(mapped) < _PREAMBLE.size:
        raise _Damaged("it ends too early")
    magic, length, crc = _PREAMBLE.unpack(mapped[: _PREAMBLE.size])
    head = mapped[_PREAMBLE.size : _PREAMBLE.size + length]
    if magic != _MAGIC or zlib.crc32(head) != crc:
        raise _Damaged("its beginning is not what was written")
    header = json.loads(head)
    if header["version"] != VERSION:
        raise RunFault("The trained taste was written by another version of RecDesk.")
    start = _body_start(length)
    if len(mapped) < start + header["bytes"]:
        raise _Damaged("it ends too early")
    arrays = {place["name"]: _array(mapped, start, place, thorough) for place in header["arrays"]}
    _check(arrays)
    return TasteRun(
        offset=float(header["offset"]),
        embedder=header["embedder"],
        seed=int(header["seed"]),
        facts=header["facts"],
        evidence_events=_events(
            arrays.pop("event_starts"), arrays.pop("event_ids"), arrays.pop("event_shares")
        ),
        factors=Factors(*(arrays.pop(f"factors_{part}") for part in ("shared", "own", "world"))),
        **arrays,
    )


def _array(mapped: mmap.mmap, start: int, place: Mapping[str, Any], thorough: bool) -> NDArray[Any]:
    name = place["name"]
    shape = tuple(place["shape"])
    kind = np.dtype({**_TYPES, **_OPTIONAL}[name])
    array = np.frombuffer(mapped, kind, int(np.prod(shape)), start + place["at"]).reshape(shape)
    if (thorough or name not in _LARGE) and zlib.crc32(array.data) != place["crc"]:
        raise _Damaged(f"its part “{name}” has changed since")
    return array


def _events(
    starts: NDArray[np.int64], ids: NDArray[np.int64], shares: NDArray[np.float64]
) -> tuple[tuple[tuple[int, float], ...], ...]:
    flat = tuple(zip(ids.tolist(), shares.tolist(), strict=True))
    bounds = starts.tolist()
    return tuple(flat[first:last] for first, last in pairwise(bounds))


def _check(arrays: Mapping[str, NDArray[Any]]) -> None:
    """What every reader of a run relies on."""
    if missing := _TYPES.keys() - arrays.keys():
        raise _Damaged(f"its part “{min(missing)}” is missing")
    ids, rows = arrays["work_ids"], arrays["evidence_rows"]
    n, m = len(ids), len(rows)
    if any(len(arrays[name]) != n for name in _PER_WORK & arrays.keys()):
        raise _Damaged("its parts differ in length")
    if len(arrays["lasting"]) != m or len(arrays["current"]) != m or len(arrays["event_starts"]) != m + 1:
        raise _Damaged("its evidence differs in length")
    if len(arrays.get("leaned", arrays["lasting"])) != m:
        raise _Damaged("its evidence differs in length")
    if there := _PEOPLE & arrays.keys():
        shapes = {"told": (m, 2), "together": (m, -(-n // 8))}
        if there != _PEOPLE or any(arrays[name].shape != shape for name, shape in shapes.items()):
            raise _Damaged("its part about other people is not whole")
        if arrays["says"].shape != arrays["hears"].shape:
            raise _Damaged("its part about other people differs in width")
    if n and not bool((ids[1:] > ids[:-1]).all()):
        raise _Damaged("its works are not in order")
    if ("kin" in arrays) != ("kin_ranks" in arrays) or len(arrays.get("kin", ())) != len(
        arrays.get("kin_ranks", ())
    ):
        raise _Damaged("its kinship differs in length")
    if m and (int(rows.min()) < 0 or int(rows.max()) >= n):
        raise _Damaged("its evidence names a work that is not there")
