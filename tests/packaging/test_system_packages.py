"""What the system must bring, and the exact command that is printed when it does not."""

import os
from pathlib import Path

import pytest

QT = ["libglib2.0-0", "libgl1", "libegl1", "libdbus-1-3", "libfontconfig1", "libxkbcommon0"]
X11 = ["libxcb-cursor0", "libxkbcommon-x11-0", "libxcb-icccm4", "libxcb-keysyms1", "libxcb-shape0"]
WAYLAND = ["libwayland-cursor0"]


@pytest.fixture
def apt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An apt-get that writes down its arguments and fails while there is a file `lists-are-empty`."""
    tool = tmp_path / "apt-get"
    tool.write_text(
        f"""#!/bin/sh
echo "$@" >> {tmp_path}/asked.txt
[ "$1" = update ] && rm -f {tmp_path}/lists-are-empty
[ -e {tmp_path}/lists-are-empty ] && {{ echo "E: Unable to locate package libegl1" >&2; exit 100; }}
exit 0
""",
        "utf-8",
    )
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    return tmp_path


def be(monkeypatch: pytest.MonkeyPatch, user: int) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: user)


def asked(apt: Path) -> list[str]:
    return (apt / "asked.txt").read_text("utf-8").splitlines()


def test_a_library_counts_as_missing_when_it_cannot_be_loaded() -> None:
    import system_packages

    here = {"libc6": "libc.so.6", "libnowhere": "libnowhere.so.7"}
    assert system_packages.missing_packages(here, system_packages.loads) == ["libnowhere"]


def test_without_root_the_exact_command_is_said(apt: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import checkout_venv
    import system_packages

    be(monkeypatch, 1000)
    with pytest.raises(checkout_venv.Fault) as raised:
        system_packages.provide(["libegl1", "libgl1"], "Qt needs")
    assert str(raised.value) == (
        "Qt needs what is not installed; please run: "
        "sudo apt-get install -y --no-install-recommends libegl1 libgl1"
    )
    assert not (apt / "asked.txt").exists()


def test_without_apt_the_names_are_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import system_packages

    monkeypatch.setenv("PATH", str(tmp_path))
    assert system_packages.install_command(["libegl1"]).endswith("counterpart of Debian's libegl1")


def test_root_installs_what_is_missing(apt: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import system_packages

    be(monkeypatch, 0)
    system_packages.provide(["libegl1"], "Qt needs")
    assert asked(apt) == ["install -y -q --no-install-recommends libegl1"]


def test_a_fresh_machine_fetches_its_package_lists_first(apt: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import system_packages

    be(monkeypatch, 0)
    (apt / "lists-are-empty").touch()
    system_packages.provide(["libegl1"], "Qt needs")
    assert [line.split()[0] for line in asked(apt)] == ["install", "update", "install"]


@pytest.mark.parametrize(
    ("display", "there", "missing"),
    [
        ({"DISPLAY": ":0"}, "", {*QT, *X11}),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "", {*QT, *WAYLAND}),
        # Both ways are open: what is there already decides, and one that is complete is enough.
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, "xcb", set(QT)),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, "wayland", set(QT)),
    ],
)
def test_a_window_needs_qt_and_one_way_to_the_display(
    monkeypatch: pytest.MonkeyPatch, display: dict[str, str], there: str, missing: set[str]
) -> None:
    import system_packages

    monkeypatch.setattr("sys.platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in display.items():
        monkeypatch.setenv(name, value)
    plan = system_packages.Plan(
        window=True,
        offscreen=False,
        loads=lambda library: bool(there) and (there in library or "xkbcommon-x11" in library),
    )
    assert set(plan.missing) == missing


def test_tests_need_qt_without_a_display(monkeypatch: pytest.MonkeyPatch) -> None:
    import system_packages

    monkeypatch.setattr("sys.platform", "linux")
    assert system_packages.Plan(window=False, offscreen=True, loads=lambda library: False).missing == QT


def test_printed_recommendations_need_no_library_of_the_system() -> None:
    import system_packages

    assert system_packages.Plan(window=False, offscreen=False, loads=lambda library: False).missing == []


def test_a_missing_font_never_stops_the_program(apt: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import system_packages

    be(monkeypatch, 1000)
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr(system_packages, "has_cjk_font", lambda: False)
    system_packages.Plan(window=True, offscreen=False).suggest_fonts()


@pytest.mark.parametrize(
    ("font", "found"),
    [("NotoSansCJK-Regular.ttc", True), ("wqy-microhei.ttc", True), ("DejaVuSans.ttf", False)],
)
def test_a_font_for_chinese_japanese_and_korean_is_known_by_its_file(
    tmp_path: Path, font: str, found: bool
) -> None:
    import system_packages

    (tmp_path / "truetype").mkdir()
    (tmp_path / "truetype" / font).touch()
    assert system_packages.has_cjk_font([str(tmp_path)]) is found
