"""Lets a test import the modules beside it, as pytest by itself does, although steps with files of the same names share one run."""

from __future__ import annotations

import os
import sys
from types import ModuleType
from typing import Any

from runner import contract

SUITE = f"{contract.GRADER}/suite"


class Beside:
    """At any moment, the modules beside the tests of one folder can be imported by their bare names."""

    def __init__(self) -> None:
        self._folder: str | None = None
        #: The modules of each folder while the tests of another one run.
        self._away: dict[str, dict[str, ModuleType]] = {}

    def enter(self, file: object) -> None:
        """The next thing to run comes from this file of the suite."""
        folder = os.path.dirname(str(file))
        if folder == self._folder:
            return
        self._leave()
        self._folder = folder
        if folder != SUITE:
            sys.path.insert(0, folder)
        sys.modules.update(self._away.pop(folder, {}))
        conftest = _loaded(f"{folder}/conftest.py")
        if conftest is not None:
            sys.modules["conftest"] = conftest

    def _leave(self) -> None:
        folder = self._folder
        if folder is None:
            return
        if folder in sys.path:
            sys.path.remove(folder)
        own = {name: found for name, found in sys.modules.items() if _is_beside(name, found, folder)}
        for name in own:
            del sys.modules[name]
        self._away[folder] = own


def _is_beside(name: str, found: Any, folder: str) -> bool:
    """Whether the module was imported by its bare name. pytest gives the tests themselves longer ones."""
    file = getattr(found, "__file__", None)
    if not isinstance(file, str) or not file.startswith(f"{folder}/") or folder == SUITE:
        return False
    path = file.removeprefix(f"{folder}/").removesuffix(".py").removesuffix("/__init__")
    return name == path.replace("/", ".")


def _loaded(file: str) -> ModuleType | None:
    """The module that pytest has made of this file, if it has."""
    found = (module for module in list(sys.modules.values()) if getattr(module, "__file__", None) == file)
    return next(found, None)
