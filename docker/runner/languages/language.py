"""Everything that the runner must know about a language: how a program starts, and how its stacks are read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple, Protocol

from runner import contract


class Frame(NamedTuple):
    """A place in a stack as the program wrote it. Hostile: all of it may be made up."""

    path: str
    line: int
    name: str


class Language(Protocol):
    #: Its name in a job, and in a course's `course.json`.
    runtime: str
    #: Added to the environment in which every program starts.
    environment: Mapping[str, str]
    #: Added to that for a test's program at a terminal: without it what it says of its errors could not be read.
    terminal_environment: Mapping[str, str]
    #: Makes a thread write its stack to `contract.STACK_FD`.
    stack_signal: int

    def start(self, entry: contract.Entry) -> list[str]:
        """The command that starts the program, without the arguments of a test."""
        ...

    def typed(self, entry: contract.Entry) -> list[str]:
        """The command that a learner would type for that."""
        ...

    def caller(self) -> list[str]:
        """Starts a process that calls the learner's functions: orders on descriptor 3, answers on descriptor 4. Raises OSError."""
        ...

    def is_whole(self, text: bytes) -> bool:
        """Whether a stack ends here. Nothing marks the end, so more text may still come."""
        ...

    def crash_in(self, text: bytes) -> bytes | None:
        """For a program that a signal ended: the part of the text that reports its crash; None if it reports none."""
        ...

    def frames(self, text: str) -> Iterator[Frame]:
        """The frames of the first stack in the text, from the innermost to the outermost."""
        ...
