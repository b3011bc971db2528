"""Forbids the network to a Python process, and notes every attempt.

The test run puts this folder on PYTHONPATH, so the guard is also inside the child processes that tests start
(Python imports a module of this name by itself). It hears audit events, which C code raises as well as Python
code, so no library can slip past by having kept a reference to the real `connect`. Loopback and sockets that
are files stay allowed: they do not leave the machine.

One thing more, because it is inside every child: none gives way to the rest of the machine. The worker puts
itself behind the window, and on a busy machine a test waited minutes for its answer.
"""

from __future__ import annotations

import ipaddress
import os
import sys
import traceback


class NetworkForbidden(RuntimeError):
    """Something tried to leave the machine. It is a bug: everything RecDesk does is local."""


def stays_here(address: object) -> bool:
    """True for a socket file, for nothing at all, and for a loopback address."""
    if address is None or isinstance(address, (str, bytes)):
        return True
    host = str(address[0]) if isinstance(address, tuple) and address else ""
    return host_stays_here(host)


def host_stays_here(host: object) -> bool:
    name = host.decode("ascii", "replace") if isinstance(host, bytes) else str(host or "")
    if name in ("", "localhost"):
        return True
    try:
        return ipaddress.ip_address(name.split("%")[0]).is_loopback
    except ValueError:
        return False


def refuse(event: str, arguments: tuple[object, ...]) -> None:
    """The audit hook. Runs for every audited event, so it leaves at once when it is not about sockets."""
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        allowed, target = stays_here(arguments[1]), arguments[1]
    elif event == "socket.getaddrinfo":
        allowed, target = host_stays_here(arguments[0]), arguments[0]
    else:
        return
    if allowed:
        return
    said = f"{event} to {target!r}"
    # A library may swallow the exception; the note makes the test fail all the same.
    if note := os.environ.get("RECDESK_NETWORK_NOTE"):
        with open(note, "a", encoding="utf-8") as out:  # noqa: PTH123 - pathlib is not imported this early
            out.write(said + "\n" + "".join(traceback.format_stack(limit=8)[:-1]))
    raise NetworkForbidden(said)


if "RECDESK_NETWORK_NOTE" in os.environ:
    sys.addaudithook(refuse)
    os.nice = lambda _increment: 0
