"""When an environment counts as ready, and which build of torch is asked for."""

import sys
from pathlib import Path

import pytest

from tests.packaging.conftest import Checkout

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the fake environment is a shell script")


@pytest.fixture
def ready(checkout: Checkout) -> Checkout:
    checkout.fake_python()
    assert checkout.bootstrap("test").returncode == 0
    assert is_ready(checkout)
    return checkout


def is_ready(checkout: Checkout, extra: str = "") -> bool:
    import checkout_venv

    return bool(checkout_venv.CheckoutVenv(checkout.root, extra).is_ready())


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def test_a_new_version_in_the_constraints_asks_for_an_install(ready: Checkout) -> None:
    edit(ready.root / "packaging" / "constraints.txt", "torch==2.13.0", "torch==2.14.0")
    assert not is_ready(ready)


def test_a_new_dependency_asks_for_an_install(ready: Checkout) -> None:
    edit(ready.root / "pyproject.toml", '"orjson>=3.10",', '"orjson>=3.10",\n  "six",')
    assert not is_ready(ready)


def test_a_changed_linter_setting_asks_for_nothing(ready: Checkout) -> None:
    edit(ready.root / "pyproject.toml", "line-length = 110", "line-length = 100")
    assert is_ready(ready)


def test_a_moved_checkout_asks_for_an_install(ready: Checkout, tmp_path: Path) -> None:
    moved = Checkout(ready.root.rename(tmp_path / "elsewhere"), ready.environment)
    assert not is_ready(moved)


def test_an_environment_without_its_python_asks_for_an_install(ready: Checkout) -> None:
    (ready.venv / "bin" / "python").unlink()
    assert not is_ready(ready)


def test_a_torn_stamp_asks_for_an_install(ready: Checkout) -> None:
    stamp = ready.venv / "recdesk-stamp.json"
    for torn in ('{"digest": "', "[]", ""):
        stamp.write_text(torn, "utf-8")
        assert not is_ready(ready)


@pytest.mark.parametrize(
    ("tool", "found"),
    [
        ("echo 'GPU 0: NVIDIA GeForce RTX 4070 (UUID: GPU-1)'", True),
        ("echo 'No devices were found'", False),
        ("echo 'NVIDIA-SMI has failed'; exit 9", False),
    ],
)
def test_a_gpu_counts_when_its_driver_lists_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tool: str, found: bool
) -> None:
    import checkout_venv

    script = tmp_path / "nvidia-smi"
    script.write_text(f"#!/bin/sh\n{tool}\n", "utf-8")
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    assert checkout_venv.has_nvidia_gpu(driver=tmp_path / "no-driver") is found
    wanted = ["torch==2.13.0"] if found else ["torch==2.13.0+cpu", "torch==2.13.0"]
    monkeypatch.setattr(checkout_venv, "has_nvidia_gpu", lambda: found)
    assert checkout_venv.CheckoutVenv(tmp_path, "").torch_choices() == wanted


def test_a_gpu_counts_when_the_driver_has_a_folder_for_it(tmp_path: Path) -> None:
    import checkout_venv

    (tmp_path / "0000:01:00.0").mkdir()
    assert checkout_venv.has_nvidia_gpu(driver=tmp_path)


def test_a_full_disk_is_said_before_anything_is_downloaded(
    checkout: Checkout, monkeypatch: pytest.MonkeyPatch
) -> None:
    import checkout_venv

    monkeypatch.setattr(checkout_venv, "NEEDED_GB", 1_000_000)
    with pytest.raises(checkout_venv.Fault, match=r"has [\d.]+ GB free and RecDesk needs 1000000 GB"):
        checkout_venv.CheckoutVenv(checkout.root, "").build()
    assert not checkout.venv.exists()


def test_the_sentence_of_a_failed_install_is_the_error_and_not_the_advice(checkout: Checkout) -> None:
    import checkout_venv

    said = "ERROR: Could not find a version\n  ModuleNotFoundError: No module named 'x'\nhint: See above.\n"
    fault = checkout_venv.CheckoutVenv(checkout.root, "").fault_of(said)
    assert str(fault).startswith("pip could not install RecDesk: No module named 'x' (all it said: ")
