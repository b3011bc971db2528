"""What can go wrong that is not our bug.

Every exception in RecDesk is either a `UserFault` (the world is not as we need it: a full disk, a file we
cannot read) or a bug, which is logged whole and shown as one sentence.
"""

from __future__ import annotations


class UserFault(Exception):
    """A fault the person can do something about.

    `say` is one plain sentence: what happened and where (file, row). `do_next` is one plain sentence: what
    to do about it. Neither contains a traceback, a class name or an exit code.
    """

    def __init__(self, say: str, do_next: str = "") -> None:
        super().__init__(say)
        self.say = say
        self.do_next = do_next

    def __str__(self) -> str:
        return f"{self.say} {self.do_next}".strip()


class Cancelled(Exception):
    """The person pressed Cancel. What was finished before stays; nothing is half-written."""
