"""The door. No argument, or only files: the window. `worker`: the child process. Anything else: the command
line.

Imports nothing at the top that takes time: each of the three faces has its own, and none needs the others'.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from recdesk.domain.profile import profile_folder


def main(argv: Sequence[str] | None = None) -> int:
    """Run RecDesk with these arguments (default: the program's own) and return its exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    folder, rest = _split_profile(words)
    if rest[:1] == ["worker"]:
        from recdesk.worker import main as serve

        return serve(profile_folder(folder))
    sample = rest[:2] == ["window", "--sample"]
    files = rest[2:] if sample else rest[1:] if rest[:1] == ["window"] else rest
    if sample or rest[:1] == ["window"] or all(map(_is_file, rest)):
        import gc

        gc.disable()  # what is imported stays: collecting meanwhile costs the first frame 7 ms (see tidying)
        from recdesk.ui.app import run_window

        return run_window(profile_folder(folder), [Path(file) for file in files], demo=sample)
    try:
        from recdesk.cli import main as command_line  # half a second in which Ctrl+C may come
    except KeyboardInterrupt:
        sys.stderr.write("recdesk: Stopped. Nothing was begun.\n")
        return 2
    return command_line(words)


def _split_profile(words: Sequence[str]) -> tuple[str | None, list[str]]:
    """The folder of a leading --profile, and the words behind it."""
    if words[:1] == ["--profile"] and len(words) > 1:
        return words[1], list(words[2:])
    if words and words[0].startswith("--profile="):
        return words[0].removeprefix("--profile="), list(words[1:])
    return None, list(words)


def _is_file(word: str) -> bool:
    """Whether a word names something to import ("open with"). A bare word is a command even if a file of
    that name lies here: `./demo` names the file."""
    looks_like_path = any(mark in word for mark in (".", "/", os.sep))
    return looks_like_path and not word.startswith("-") and Path(word).exists()


if __name__ == "__main__":
    sys.exit(main())
