from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator

import numpy as np
import pytest
import torch

from recdesk.domain.faults import Cancelled, UserFault
from recdesk.learning import Embedder, embedder_id, model_folder
from recdesk.learning import model_id as model_id_module
from recdesk.learning.device import pick_device, repeatable
from recdesk.learning.encoder import batches

TEXTS = [
    "jazz",
    "三体 流浪地球",
    "",
    "A long description of a film about rivers and glass. " * 30,
    "موسم الهجرة",
]


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return Embedder()


def test_the_id_names_the_model_and_its_very_weights(embedder: Embedder) -> None:
    weights = (model_folder() / "model.safetensors").read_bytes()
    assert embedder_id() == f"all-MiniLM-L6-v2/{hashlib.sha256(weights).hexdigest()[:12]}"
    assert embedder.id == embedder_id()


def test_asking_for_the_id_loads_neither_torch_nor_numpy() -> None:
    code = (
        "import sys; from recdesk.learning.model_id import embedder_id; embedder_id();"
        "print(sorted({'torch', 'sentence_transformers', 'transformers'} & set(sys.modules)))"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"


def test_a_missing_model_is_said_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model_id_module, "_PACKAGE", "no_such_model_package")
    with pytest.raises(UserFault, match="not installed"):
        model_folder()


@pytest.mark.slow
def test_vectors_are_those_of_sentence_transformers(embedder: Embedder) -> None:
    from sentence_transformers import SentenceTransformer

    theirs = SentenceTransformer(str(model_folder()), device="cpu").encode(
        TEXTS, normalize_embeddings=True, show_progress_bar=False
    )
    ours = embedder.encode(TEXTS)
    assert ours.dtype == np.float32
    assert ours.shape == (len(TEXTS), 384)
    assert np.allclose(np.linalg.norm(ours, axis=1), 1.0, atol=1e-5)
    assert (ours * theirs).sum(1).min() > 0.9999


def test_cancel_is_heard_before_the_next_batch(embedder: Embedder) -> None:
    said = []
    answers: Iterator[bool] = iter([False, True])
    with pytest.raises(Cancelled):
        embedder.encode(["a few words"] * 300, say=said.append, stop=lambda: next(answers))
    assert [progress.done for progress in said] == [64]


def test_no_texts_are_no_vectors(embedder: Embedder) -> None:
    assert embedder.encode([]).shape == (0, 384)


def test_batches_hold_every_text_once_and_no_batch_is_long() -> None:
    lengths = [7, 5000, 0, 300, 300, 12] * 50
    dealt = list(batches(lengths))
    assert sorted(row for batch in dealt for row in batch) == list(range(len(lengths)))
    widest = [min(256, 2 + max(lengths[row] for row in batch) // 3) for batch in dealt]
    assert max(len(batch) * width for batch, width in zip(dealt, widest)) <= 2048


def test_a_device_that_is_absent_is_not_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RECDESK_DEVICE", raising=False)
    assert pick_device("cpu").type == "cpu"
    best = "cuda" if torch.cuda.is_available() else "mps" if torch.backends.mps.is_available() else "cpu"
    assert pick_device().type == best
    assert pick_device("a device of the future").type == best
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    assert pick_device().type == "cuda"
    monkeypatch.setenv("RECDESK_DEVICE", "cpu")
    assert pick_device().type == "cpu"


def test_inside_repeatable_the_threads_are_fixed_and_outside_as_before() -> None:
    before = torch.get_num_threads(), os.environ.get("OMP_NUM_THREADS")
    with pytest.raises(ZeroDivisionError), repeatable(3):
        assert torch.get_num_threads() == 3
        assert torch.are_deterministic_algorithms_enabled()
        _ = 1 / 0
    assert (torch.get_num_threads(), os.environ.get("OMP_NUM_THREADS")) == before
    assert not torch.are_deterministic_algorithms_enabled()
