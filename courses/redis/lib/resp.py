"""How a command travels to the server, and how a person would type it."""

from __future__ import annotations

import shlex


def encode_command(*words: str) -> bytes:
    """An array of bulk strings: `PING` becomes `*1\\r\\n$4\\r\\nPING\\r\\n`."""
    parts = [word.encode() for word in words]
    return b"*%d\r\n" % len(parts) + b"".join(b"$%d\r\n%s\r\n" % (len(part), part) for part in parts)


def as_typed(commands: list[tuple[str, ...]]) -> str:
    """What sends the last of these from a terminal; if all are the same, then also over one connection."""
    words = commands[-1]
    repeat = ["-r", str(len(commands))] if len(commands) > 1 and set(commands) == {words} else []
    return shlex.join(["redis-cli", *repeat, *words])
