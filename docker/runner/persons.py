"""What a job says of a person who takes part in its run."""

from __future__ import annotations

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
    #: The id of the only test that is run; None for all.
    only: str | None = None
