"""A run on disk: the same lists after a restart, and no half of anything."""

from __future__ import annotations

import errno
import json
import os
import stat
import struct
import time
import zlib
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recdesk.domain.factors import Factors
from recdesk.domain.faults import UserFault
from recdesk.domain.taste import Dials, Request, TasteRun
from recdesk.ranking import Ranker, load_run, save_run
from recdesk.ranking.runfile import FILE_NAME
from tests.ranking.made_runs import empty_run, made_run

RUN = made_run(120, 12, factors=8, width=16)
PREAMBLE = struct.Struct("<8sII")


def assert_equal(one: TasteRun, other: TasteRun) -> None:
    for field in fields(TasteRun):
        ours, theirs = getattr(one, field.name), getattr(other, field.name)
        if isinstance(ours, Factors):
            for part in ("shared", "own", "world"):
                assert np.array_equal(getattr(ours, part), getattr(theirs, part)), part
        elif isinstance(ours, np.ndarray):
            assert ours.dtype == theirs.dtype and np.array_equal(ours, theirs), field.name
        else:
            assert ours == theirs, field.name


def test_a_run_comes_back_as_it_was_saved(tmp_path: Path) -> None:
    whole = replace(
        RUN, genres=None, reach=np.ones(120, np.int8), usual=RUN.known, facts={"note": "ä", "days": 1.5}
    )
    for run in (RUN, whole, empty_run(), made_run(50, 0, width=16)):
        save_run(run, tmp_path / "runs" / "7")
        assert_equal(load_run(tmp_path / "runs" / "7", thorough=True), run)


def test_a_run_read_back_gives_the_same_lists(tmp_path: Path) -> None:
    save_run(RUN, tmp_path)
    turned = Dials(0.3, 0.4, 0.2, 0.5)
    assert Ranker(load_run(tmp_path)).arrange(turned, Request()) == Ranker(RUN).arrange(turned, Request())


def test_arrays_are_mapped_and_cannot_be_written(tmp_path: Path) -> None:
    save_run(RUN, tmp_path)
    run = load_run(tmp_path)
    assert not run.vectors.flags.writeable and not run.vectors.flags.owndata
    assert all(getattr(run, name).ctypes.data % 64 == 0 for name in ("vectors", "prior"))
    assert all(part.ctypes.data % 64 == 0 for part in (run.factors.shared, run.factors.own))


def test_only_the_person_can_read_it(tmp_path: Path) -> None:
    file = save_run(RUN, tmp_path / "run")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_a_run_in_use_may_be_replaced(tmp_path: Path) -> None:
    save_run(RUN, tmp_path)
    ranker = Ranker(load_run(tmp_path))
    before = ranker.arrange(Dials(diversity=0.5), Request())
    save_run(made_run(300, 5, seed=1, width=16), tmp_path)
    assert ranker.arrange(Dials(diversity=0.5), Request()) == before
    assert len(load_run(tmp_path).work_ids) == 300


def test_no_run_yet_is_a_plain_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserFault, match="no trained taste") as fault:
        load_run(tmp_path / "nothing")
    assert "recdesk train" in fault.value.do_next


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.floats(0.0, 0.9999))
def test_a_run_cut_short_anywhere_is_never_loaded(tmp_path: Path, share: float) -> None:
    file = save_run(RUN, tmp_path)
    whole = file.read_bytes()
    file.write_bytes(whole[: int(share * len(whole))])
    with pytest.raises(UserFault, match="damaged"):
        load_run(tmp_path)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.floats(0.0, 0.9999), st.integers(1, 255))
def test_a_changed_byte_is_found_by_a_thorough_look(tmp_path: Path, share: float, flip: int) -> None:
    file = save_run(RUN, tmp_path)
    changed = bytearray(file.read_bytes())
    changed[int(share * len(changed))] ^= flip
    file.write_bytes(changed)
    try:
        assert_equal(load_run(tmp_path, thorough=True), RUN)  # the byte was in the padding
    except UserFault as fault:
        assert "damaged" in fault.say and "Train again" in fault.do_next


def rewritten(file: Path, change: Callable[[dict], None]) -> None:
    """The same file with another, rightly summed, header of the same length."""
    whole = file.read_bytes()
    magic, length, _ = PREAMBLE.unpack(whole[: PREAMBLE.size])
    header = json.loads(whole[PREAMBLE.size : PREAMBLE.size + length])
    change(header)
    head = json.dumps(header).encode().ljust(length)
    assert len(head) == length
    file.write_bytes(PREAMBLE.pack(magic, length, zlib.crc32(head)) + head + whole[PREAMBLE.size + length :])


def test_a_run_of_another_version_asks_for_training(tmp_path: Path) -> None:
    rewritten(save_run(RUN, tmp_path), lambda header: header.update(version=1))
    with pytest.raises(UserFault, match="another version of RecDesk"):
        load_run(tmp_path)


def test_a_run_without_one_of_its_parts_is_damaged(tmp_path: Path) -> None:
    rewritten(save_run(RUN, tmp_path), lambda header: header["arrays"].pop(5))
    with pytest.raises(UserFault, match="part “prior” is missing"):
        load_run(tmp_path)


def test_a_full_disk_leaves_the_old_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save_run(RUN, tmp_path)

    def full(fd: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UserFault, match="No space left on device"):
        save_run(made_run(300, 5, width=16), tmp_path)
    assert_equal(load_run(tmp_path), RUN)
    assert [file.name for file in tmp_path.iterdir()] == [FILE_NAME]


def test_what_a_killed_training_left_is_swept_away(tmp_path: Path) -> None:
    old, young = tmp_path / f"{FILE_NAME}.1.part", tmp_path / f"{FILE_NAME}.2.part"
    for left in (old, young):
        left.write_bytes(b"half a run")
    os.utime(old, (time.time() - 7200, time.time() - 7200))
    save_run(RUN, tmp_path)
    assert not old.exists() and young.exists()  # the young one may still be written


def test_a_run_whose_parts_do_not_fit_is_not_saved(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="differ in length"):
        save_run(replace(RUN, prior=RUN.prior[:-1]), tmp_path)
    assert list(tmp_path.iterdir()) == []
