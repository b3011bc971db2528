from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from recdesk.domain.faults import UserFault
from recdesk.domain.taste import TasteInput
from recdesk.domain.works import embedding_text
from recdesk.learning import SAMPLE, Embedder, Way, embedder_id, model_folder, vector_width
from recdesk.learning import embedding_room as room


class _Clock:
    """A reader whose ways take as long as they are told to, by a clock that stands still otherwise."""

    def __init__(self, seconds: dict[Way, float], noise: float) -> None:
        self.way, self.now = Way.FLOAT32, 0.0
        self._seconds, self._noise = seconds, noise

    def use(self, way: Way) -> None:
        self.way = way

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.now += self._seconds[self.way]
        vectors = np.random.default_rng(0).standard_normal((len(texts), 32))
        if self.way is not Way.FLOAT32:
            vectors = vectors + self._noise * np.random.default_rng(1).standard_normal(vectors.shape)
        return vectors.astype(np.float32)


@pytest.mark.parametrize(
    ("plain", "cut", "noise", "chosen"),
    [
        (3.0, 1.0, 0.001, Way.BFLOAT16),
        (1.0, 3.0, 0.001, Way.FLOAT32),  # a processor that only emulates it
        (1.1, 1.0, 0.001, Way.FLOAT32),  # not worth another last digit
        (3.0, 1.0, 1.0, Way.FLOAT32),  # other neighbours
    ],
)
def test_the_fastest_way_that_keeps_the_neighbours_is_taken(
    plain: float, cut: float, noise: float, chosen: Way, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = _Clock({Way.FLOAT32: plain, Way.BFLOAT16: cut}, noise)
    monkeypatch.setattr(room, "perf_counter", lambda: reader.now)
    choice = room.self_test(reader, ["text"] * SAMPLE)
    assert (choice.way, reader.way) == (chosen, chosen)
    assert choice.speed[Way.FLOAT32] == pytest.approx(SAMPLE / plain)


@pytest.mark.slow
def test_bfloat16_leaves_every_text_where_it_was(starter: TasteInput) -> None:
    texts = [embedding_text(work) for work in starter.works[:: len(starter.works) // SAMPLE][:SAMPLE]]
    embedder = Embedder("cpu")
    plain = embedder.encode(texts)
    embedder.use(Way.BFLOAT16)
    cut = embedder.encode(texts)
    assert cut.dtype == np.float32
    assert np.allclose(np.linalg.norm(cut, axis=1), 1.0, atol=1e-5)
    assert (plain * cut).sum(1).min() > 0.999
    assert room.overlap(plain, cut) >= room.ALIKE
    with pytest.raises(ValueError, match="cut"):
        embedder.use(Way.FLOAT32)


@pytest.mark.slow
def test_a_model_from_a_folder_has_an_id_of_its_own_and_reads(tmp_path: Path) -> None:
    folder = tmp_path / "my model"
    shutil.copytree(model_folder(), folder)
    assert vector_width(folder) == 384
    name, _, digest = embedder_id(folder).partition("/")
    assert (name, digest) == ("my model", embedder_id().partition("/")[2])
    assert Embedder("cpu", folder).encode(["jazz"]).shape == (1, 384)


def test_a_folder_without_a_model_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(UserFault, match="no text model in"):
        embedder_id(tmp_path)
    (tmp_path / "modules.json").write_text(json.dumps([]))
    (tmp_path / "model.safetensors").write_bytes(b"weights")
    with pytest.raises(UserFault, match="how long its vectors are"):
        vector_width(tmp_path)
    (tmp_path / "modules.json").write_text("{")
    with pytest.raises(UserFault, match="cannot be read"):
        vector_width(tmp_path)


def test_a_folder_whose_weights_are_spoiled_is_said_plainly(tmp_path: Path) -> None:
    folder = tmp_path / "spoiled"
    shutil.copytree(model_folder(), folder)
    (folder / "model.safetensors").write_bytes(b"no weights")
    with pytest.raises(UserFault, match="cannot be loaded"):
        Embedder("cpu", folder)
