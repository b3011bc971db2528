"""The command line: whatever a person can do in the window, scripted, on the same profile."""

from __future__ import annotations

from recdesk.cli.door import main

__all__ = ["main"]
