"""Which of the learner's files belong to a fixture of wider scope, and stay until it ends. Runs in the launcher.

A file belongs to the fixture in whose setup it came, whoever made it: the test's code or a program.
"""

from __future__ import annotations

import os
from typing import Any

from runner import contract, files, sweep

FOLDERS = (contract.WORK, "/tmp", "/dev/shm", "/dev/mqueue")

Answer = tuple[dict[str, Any], list[int]]


class Holds:
    def __init__(self, folders: tuple[str, ...] = FOLDERS) -> None:
        self._folders = folders
        self._held: dict[int, set[str]] = {}
        #: What was there before the setup of a fixture, if that was not nothing.
        self._before: dict[int, set[str]] = {}
        #: What the suite itself has written since the last test; what of that was not there before; and the folders that it gives to
        #: programs.
        self._written: set[str] = set()
        self._made: set[str] = set()
        self._given: set[str] = set()

    def mark(self, order: dict[str, Any]) -> Answer:
        self._before[order["scope"]] = sweep.everything(self._folders)
        return {}, []

    def hold(self, order: dict[str, Any]) -> Answer:
        found = sweep.everything(self._folders) - self._before.pop(order["scope"], set())
        self._held[order["scope"]] = found - self._of(set(self._held))
        for told in (self._written, self._made, self._given):
            told -= found
        return {}, []

    def write(self, order: dict[str, Any]) -> Answer:
        self._note(order["path"])
        return files.write(order)

    def make_folder(self, order: dict[str, Any]) -> Answer:
        path = self._note(order["path"])
        if path in self._made:
            self._given.add(path)
        return files.make_folder(order)

    def clear(self, scopes: set[int], known_only: bool, test_runs: bool) -> None:
        """Removes what belongs to none of these fixtures: all of it, or only what is known to belong to others or to the test."""
        kept, ended = self._of(scopes), self._of(set(self._held) - scopes)
        self._held = {scope: held for scope, held in self._held.items() if scope in scopes}
        if known_only:
            sweep.remove((ended if test_runs else ended | self._written) - kept, self._folders)
        else:
            sweep.remove_everything(self._folders, frozenset(kept))
        if not test_runs:
            for path in self._given:
                sweep.remove_tree(path)
            for told in (self._written, self._made, self._given):
                told.clear()
            self._before.clear()

    def _of(self, scopes: set[int]) -> set[str]:
        return set[str]().union(*(held for scope, held in self._held.items() if scope in scopes))

    def _note(self, path: str) -> str:
        """The path will be written, and the folders that it lacks will be made. Returns it in full."""
        whole = at = os.path.normpath(os.path.join(contract.WORK, path))
        while at != "/" and at not in self._folders and not os.path.lexists(at):
            self._made.add(at)
            at = os.path.dirname(at)
        self._written |= {whole} | self._made
        return whole
