"""Lets a suite import the packages of its course, and nobody else in the grader.

A package may look like something that pytest or the standard library would take along if it were there: a plugin, an optional module.
None of it runs here unless a file of the suite imports it. Learners' programs find the packages in another way (stub.py).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from importlib.machinery import ModuleSpec, PathFinder
from importlib.metadata import Distribution, DistributionFinder, MetadataPathFinder
from types import FrameType, ModuleType

#: Twin of PACKAGES in stub.py, and of TARGET in docker/course-image/install.py. Only the image of a course with packages has it.
FOLDER = "/opt/codealong/packages"
#: Modules that import for someone else: what counts is who called them.
GO_BETWEENS = ("importlib", "pkgutil", "_pytest.outcomes", __name__)


class CoursePackages:
    """The last place that is asked for a module: names of the suite, of Python and of pytest come first."""

    def __init__(self, suite: str, folder: str = FOLDER) -> None:
        self._folder = folder
        self._allowed = (f"{suite}/", f"{folder}/")

    def find_spec(self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None) -> ModuleSpec | None:
        """A module inside a package has a path, on which Python's own finder finds it."""
        if path is not None or not self._is_asked_by_suite(sys._getframe(1)):
            return None
        return PathFinder.find_spec(name, [self._folder], target)

    def find_distributions(self, context: DistributionFinder.Context) -> Iterable[Distribution]:
        """What packages say of themselves, such as their version. pytest looks for plugins in this way, and finds none."""
        if not self._is_asked_by_suite(sys._getframe(1)):
            return []
        return MetadataPathFinder.find_distributions(DistributionFinder.Context(name=context.name, path=[self._folder]))

    def _is_asked_by_suite(self, frame: FrameType | None) -> bool:
        while frame is not None and _is_go_between(frame):
            frame = frame.f_back
        file = "" if frame is None else str(frame.f_globals.get("__file__", ""))
        return file.startswith(self._allowed)


def _is_go_between(frame: FrameType) -> bool:
    name = str(frame.f_globals.get("__name__", ""))
    return any(name == one or name.startswith(f"{one}.") for one in GO_BETWEENS)


def offer(suite: str) -> None:
    """Does nothing in an image without packages."""
    if os.path.isdir(FOLDER):
        sys.meta_path.append(CoursePackages(suite))
