"""What confines a process, seen by itself: its limits, its filter, and what the kernel answers to calls that are not on our list.

Grader and launcher both look, since programs have what the launcher has.
"""

from __future__ import annotations

import resource
from typing import Any

from runner.allowed_calls import ULIMIT_NUMBERS
from runner.tried_calls import REFUSED


def of_process(status: dict[str, str], calls: dict[str, str]) -> dict[str, Any]:
    """In the form of the facts. A limit is None if there is none. `calls`: what `tried_calls.some` found."""
    return {
        "ulimits": {name: _ulimit(number) for name, number in ULIMIT_NUMBERS.items()},
        "no_new_privileges": status.get("NoNewPrivs") == "1",
        "seccomp": int(status.get("Seccomp", "0")),
        "calls": calls,
    }


def joined(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """What holds for both processes: of each thing the weaker one."""
    return {
        "ulimits": {name: _higher(most, other["ulimits"][name]) for name, most in one["ulimits"].items()},
        "no_new_privileges": one["no_new_privileges"] and other["no_new_privileges"],
        "seccomp": min(one["seccomp"], other["seccomp"]),
        "calls": {name: answer if answer not in REFUSED else other["calls"][name] for name, answer in one["calls"].items()},
    }


def status() -> dict[str, str]:
    with open("/proc/self/status") as file:
        rows = (line.split(":", 1) for line in file)
        return {row[0]: row[1].strip() for row in rows if len(row) == 2}


def _ulimit(number: int) -> int | None:
    hard = resource.getrlimit(number)[1]
    return None if hard == resource.RLIM_INFINITY else hard


def _higher(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else max(one, other)
