"""What a job says of a person who takes part in its run."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Interactive:
    """A person runs the program (interactive.py), at a terminal or by pipes."""

    tty: bool
    columns: int
    rows: int
    #: The path of the course's client, the only file of the suite then; None without one.
    client: str | None


@dataclass(frozen=True)
class Debug:
    """A person debugs the programs (debugging.py). The run's clock may stand still for so long in all."""

    still_seconds: float
    #: The only test that is run, by its name in the editor (`meant`); None for all.
    only: str | None = None


def meant(tests: Sequence[str], only: str) -> Collection[str]:
    """The tests that a name of the editor's stands for: that test, else all its sets of parameters, else the test whose part it is."""
    if only in tests:
        return (only,)
    return [test for test in tests if test.startswith(f"{only}[") or only.startswith(f"{test}[")]
