"""What a failing test should have reached in the learner's program, and did not.

It is only told where it says something: where the program has a branch or a function for a word of the test's request and no such
place was reached, or where the program defines what it does and never calls it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from runner import contract
from runner.branches import Branch, branches_of, words_in

#: Of one request. A program has branches for its first words: the rest is what it should do something with.
WORDS_MAX = 8
NAME_CHARACTERS = 200
#: The lines of a file that were reached.
Reached = Callable[[str], frozenset[int]]


class Unreached(NamedTuple):
    file: str
    function: str | None
    first: int
    last: int
    #: The whole function.
    whole: bool
    #: The word of the request that is meant; None if it is not about one.
    word: str | None


def event(test: str, lacking: Unreached | None) -> contract.Event:
    """What a traced run has found."""
    return {"event": "reached", "test": test, "unreached": None if lacking is None else lacking._asdict()}


def unreached(files: Mapping[str, bytes], reached: Reached, entry: str, request: str | None) -> Unreached | None:
    marks = {file: reached(file) for file in files}
    if not marks.get(entry):  # it was not traced, or not run
        return None
    branches = [branch for file, source in files.items() for branch in branches_of(file, source)]
    return _by_word(branches, marks, request) or _never_called(branches, marks, entry)


def _by_word(branches: list[Branch], marks: Mapping[str, frozenset[int]], request: str | None) -> Unreached | None:
    for at, word in enumerate(_words(request)):
        small = word.lower()
        hits = [one for one in branches if small in one.words or (small in one.called and (at == 0 or word.isupper()))]
        if hits and not any(_was_reached(one, marks) for one in hits):
            return _told(min(hits, key=lambda one: (not _is_near(one, branches, marks), one.whole)), word)
    return None


def _words(request: str | None) -> list[str]:
    return list(dict.fromkeys(words_in(request or "")))[:WORDS_MAX]


def _was_reached(one: Branch, marks: Mapping[str, frozenset[int]]) -> bool:
    return any(line in marks[one.file] for line in range(one.first, one.last + 1))


def _is_near(one: Branch, branches: list[Branch], marks: Mapping[str, frozenset[int]]) -> bool:
    """Whether the function around a branch was entered."""
    around = [two for two in branches if two.whole and (two.file, two.function) == (one.file, one.function)]
    return not one.whole and (one.function is None or any(_was_reached(two, marks) for two in around))


def _never_called(branches: list[Branch], marks: Mapping[str, frozenset[int]], entry: str) -> Unreached | None:
    """The one function from which the program would begin, where nothing of any function was reached."""
    functions = [one for one in branches if one.whole]
    if any(_was_reached(one, marks) for one in functions):
        return None
    used = {id(one): set[str]().union(*(two.names for two in functions if two is not one)) for one in functions}
    first = [one for one in functions if one.on_top and one.file == entry and one.function not in used[id(one)]]
    return _told(first[0], None) if len(first) == 1 else None


def _told(one: Branch, word: str | None) -> Unreached:
    function = one.function if one.function is None else one.function[:NAME_CHARACTERS]
    return Unreached(one.file, function, one.line or one.first, one.last, one.whole, word)
