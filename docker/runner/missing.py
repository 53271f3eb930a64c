"""Tells of what the learner has not written yet: the name that a test asked for, or the whole module."""

from __future__ import annotations

import re

from codealong import Raised
from codealong._show import bounded

#: What Python says when a name is looked up in a module, in a class of it, or in an object of such a class.
NO_NAME = re.compile(r"(?:module |type object )?'([^']+)'(?: object)? has no attribute '([^']+)'")
NO_MODULE = re.compile(r"No module named '([^']+)'")


def missing(error: Raised) -> dict[str, str | None] | None:
    """The place and the name that is missing there; the name is None for a module. None for any other exception.

    The look-up is our own, so no line of the learner's takes part in it. An exception of their code has a line.
    """
    if error.location is not None:
        return None
    if error.type == "AttributeError":
        found = NO_NAME.match(error.message)
        return None if found is None else {"place": bounded(found[1]), "name": bounded(found[2])}
    found = NO_MODULE.match(error.message) if error.type == "ModuleNotFoundError" else None
    return None if found is None else {"place": bounded(found[1]), "name": None}
