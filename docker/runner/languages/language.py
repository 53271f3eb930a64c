"""What the runner has to know of a language: how a program is started, and how it tells where it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple, Protocol

from runner import contract


class Frame(NamedTuple):
    """A place in a stack as the program wrote it. Hostile: nothing of it is known to be true."""

    path: str
    line: int
    name: str


class Language(Protocol):
    #: Its name in a job, and in a course's `course.json`.
    runtime: str
    #: Added to the environment in which every program starts.
    environment: Mapping[str, str]
    #: Makes a thread write its stack to `contract.STACK_FD`.
    stack_signal: int

    def start(self, entry: contract.Entry) -> list[str]:
        """The command that starts the program, without the arguments of a test."""
        ...

    def typed(self, entry: contract.Entry) -> list[str]:
        """What a learner would type for that."""
        ...

    def caller(self) -> list[str]:
        """Starts a process that calls the learner's functions: orders on descriptor 3, answers on descriptor 4. Raises OSError."""
        ...

    def is_whole(self, text: bytes) -> bool:
        """Whether a stack ends here. Nothing marks the end, so more text may still come."""
        ...

    def crash_in(self, text: bytes) -> bytes | None:
        """From where a program that a signal has ended tells of its crash; None when it tells of none."""
        ...

    def frames(self, text: str) -> Iterator[Frame]:
        """Of the first stack in the text, from the innermost frame to the outermost."""
        ...
