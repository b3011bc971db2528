"""What the operating system must bring: the libraries Qt loads, Python's venv module, fonts.

Libraries are found by loading them, which is what Qt will do; package names are Debian's, verified by running
PySide6 in a bare Debian 12. As root with apt the packages are installed, otherwise the exact command is said.
"""

from __future__ import annotations

import ctypes
import importlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from checkout_venv import Fault, last_line, say

# Debian package -> the library in it that Qt loads. Debian 13 renamed libglib2.0-0; its apt knows both.
OFFSCREEN = {
    "libglib2.0-0": "libglib-2.0.so.0",
    "libgl1": "libGL.so.1",
    "libegl1": "libEGL.so.1",
    "libdbus-1-3": "libdbus-1.so.3",
    "libfontconfig1": "libfontconfig.so.1",
    "libxkbcommon0": "libxkbcommon.so.0",
}
X11 = {
    "libxcb-cursor0": "libxcb-cursor.so.0",
    "libxkbcommon-x11-0": "libxkbcommon-x11.so.0",
    "libxcb-icccm4": "libxcb-icccm.so.4",
    "libxcb-keysyms1": "libxcb-keysyms.so.1",
    "libxcb-shape0": "libxcb-shape.so.0",
}
WAYLAND = {"libwayland-cursor0": "libwayland-cursor.so.0"}
DISPLAYS = {"WAYLAND_DISPLAY": WAYLAND, "DISPLAY": X11}

CJK_FONTS = "fonts-noto-cjk"
CJK_NAMES = (
    "cjk",
    "wqy",
    "unifont",
    "ipag",
    "ipam",
    "takao",
    "uming",
    "ukai",
    "nanum",
    "sourcehan",
    "fallback",
)
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")


def loads(library: str) -> bool:
    """Whether the dynamic loader finds the library, in the way it will for Qt."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


class Plan:
    """What this command needs of the system: a window on the session's display, Qt without one, or neither
    (printed recommendations need no Qt at all)."""

    def __init__(self, *, window: bool, offscreen: bool, loads: Callable[[str], bool] = loads) -> None:
        self.window = window and sys.platform == "linux"
        libraries: dict[str, str] = {}
        if sys.platform == "linux" and (window or offscreen):
            libraries |= OFFSCREEN
        if self.window:
            # Qt tries one way to the display after the other, so one that works is enough.
            ways = [libs for name, libs in DISPLAYS.items() if os.environ.get(name)]
            libraries |= min(ways, key=lambda libs: len(missing_packages(libs, loads)), default={})
        self.missing = missing_packages(libraries, loads)

    def provide_libraries(self) -> None:
        if self.missing:
            provide(self.missing, "Qt, which draws RecDesk's window, needs")

    def provide_venv_module(self) -> None:
        """Debian's python3 leaves venv and ensurepip to a package of their own."""
        if not venv_module_is_there():
            provide([venv_package()], "Python's own environments need")

    def suggest_fonts(self) -> None:
        """Titles in Chinese, Japanese and Korean are empty boxes without a font. Never a reason to stop."""
        if not self.window or has_cjk_font():
            return
        try:
            provide([CJK_FONTS], "Titles in Chinese, Japanese and Korean need")
        except Fault as fault:
            say(f"{fault} (RecDesk works without.)")

    def describe(self) -> list[str]:
        packages = list(self.missing)
        if not venv_module_is_there():
            packages.append(venv_package())
        return [f"system packages: {install_command(packages) if packages else 'nothing is missing'}"]


def missing_packages(libraries: dict[str, str], loads: Callable[[str], bool]) -> list[str]:
    return [package for package, library in libraries.items() if not loads(library)]


def venv_module_is_there() -> bool:
    return all(importlib.util.find_spec(name) for name in ("venv", "ensurepip"))


def venv_package() -> str:
    return f"python{sys.version_info.major}.{sys.version_info.minor}-venv"


def install_command(packages: Iterable[str]) -> str:
    """For the person to copy. Without apt only the names can be said: other systems name them differently."""
    if shutil.which("apt-get"):
        sudo = "" if is_root() else "sudo "
        return f"{sudo}apt-get install -y --no-install-recommends {' '.join(packages)}"
    return f"your package manager's counterpart of Debian's {' '.join(packages)}"


def is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def provide(packages: list[str], why: str) -> None:
    """Installs the packages, or raises the Fault that says how the person can."""
    if not (is_root() and shutil.which("apt-get")):
        raise Fault(f"{why} what is not installed; please run: {install_command(packages)}")
    say(f"{why} {' '.join(packages)}; installing.")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages]
    # The lists of a fresh machine are empty or old: look for new ones only when the first try says so.
    for command in (install, ["apt-get", "update", "-q"], install):
        done = subprocess.run(command, env=environment, capture_output=True, text=True, errors="replace")
        if command is install and done.returncode == 0:
            importlib.invalidate_caches()
            return
    raise Fault(f"apt-get could not install {' '.join(packages)}: {last_line(done.stderr or done.stdout)}")


def has_cjk_font(folders: Iterable[str] = FONT_FOLDERS) -> bool:
    """By file name: fontconfig's own tool is often not installed where its library is."""
    files = (file for folder in folders for file in Path(folder).expanduser().rglob("*.[to]t[fc]"))
    return any(name in file.name.lower().replace("-", "") for file in files for name in CJK_NAMES)
