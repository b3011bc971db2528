"""The child process: reads one command a line, runs one job at a time, writes reports.

Never Qt. Torch is loaded by the jobs that need it. The protocol is described in ARCHITECTURE.md.
"""

from __future__ import annotations

from recdesk.worker.process import main

__all__ = ["main"]
