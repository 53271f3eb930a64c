"""What a test says of an exception that should have come: by `pytest.raises`, or by `assertRaises` of unittest."""

from __future__ import annotations

import re
from typing import Any

from codealong._raised import Raised
from codealong._show import bounded, error_text
from codealong._state import State

#: The code, its args, and the values that were expected and that came.
Raising = tuple[str, dict[str, Any], dict[str, str | None]]

#: An exception of this name only says that some exception of the learner's was expected.
OURS = "Raised"
NONE_CAME = (
    re.compile(r"DID NOT RAISE (?P<wanted>.*)", re.DOTALL),
    re.compile(r"(?P<wanted>[\w., ()]+?) not raised(?: by .*)?(?: : .*)?", re.DOTALL),
)
OTHER_WORDS = (
    re.compile(
        r"Regex pattern did not match\.\s+(?:Expected regex|Regex): (?P<wanted>[^\n]*)\s+(?:Actual message|Input): (?P<came>[^\n]*)",
    ),
    re.compile(r"(?P<wanted>['\"].*['\"]) does not match (?P<came>['\"].*['\"])(?: : .*)?"),
)


def about_raising(error: BaseException, state: State) -> Raising | None:
    """None for a failure about anything else."""
    text = error_text(error)
    none = _first(NONE_CAME, text)
    if none is not None:
        wanted = _names(none["wanted"])
        return "no-exception", {"function": state.tried, "wanted": wanted}, {"actual": state.returned}
    other = _first(OTHER_WORDS, text)
    if other is None:
        return None
    came = other["came"]
    if isinstance(error.__context__, Raised) and re.match(r"\W*\w+: ", other["wanted"]):
        came = repr(error.__context__.said)  # the class is a part of what was wanted
    return "exception-words", {}, {"expected": bounded(other["wanted"]), "actual": bounded(came)}


def _first(patterns: tuple[re.Pattern[str], ...], text: str) -> re.Match[str] | None:
    return next((found for pattern in patterns if (found := pattern.fullmatch(text.strip())) is not None), None)


def _names(wanted: str) -> str | None:
    """The names of the exceptions; None when any would have done."""
    names = re.findall(r"class '([^']+)'", wanted) or [wanted.strip("() ")]
    short = [name.rsplit(".", 1)[-1] for name in names]
    return None if OURS in short else " or ".join(short)
