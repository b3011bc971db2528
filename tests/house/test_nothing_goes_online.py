"""The network guard of the test run itself: if it slept, "provably local" would prove nothing."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

ABROAD = ("192.0.2.1", 80)  # an address reserved for documentation: nobody answers there


def test_a_connection_out_of_the_machine_is_refused(nothing_left_the_machine: Path) -> None:
    with socket.socket() as plug, pytest.raises(RuntimeError, match=r"192\.0\.2\.1"):
        plug.connect(ABROAD)
    forget(nothing_left_the_machine)


def test_asking_for_a_name_on_the_network_is_refused(nothing_left_the_machine: Path) -> None:
    with pytest.raises(RuntimeError, match=r"name\.invalid"):
        socket.getaddrinfo("name.invalid", 443)
    forget(nothing_left_the_machine)


def test_a_child_process_is_guarded_and_a_swallowed_attempt_is_noted(nothing_left_the_machine: Path) -> None:
    swallow = (
        "import contextlib, socket\n"
        "with contextlib.suppress(Exception):\n"
        f"    socket.create_connection({ABROAD!r}, timeout=1)\n"
    )
    subprocess.run([sys.executable, "-c", swallow], check=True)
    assert "socket.getaddrinfo to '192.0.2.1'" in nothing_left_the_machine.read_text("utf-8")
    forget(nothing_left_the_machine)


def test_loopback_stays_allowed() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()


def forget(note: Path) -> None:
    """These attempts were made on purpose."""
    note.unlink()
