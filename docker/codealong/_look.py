"""Finds where a program is when the test has waited for it in vain."""

from __future__ import annotations

from typing import Any

from codealong import _state
from codealong._failure import Failed


def gave_up(code: str, args: dict[str, Any], **words: Any) -> Failed:
    """The failure of a wait that is over. It first looks at the living programs, to learn the line where each one is."""
    state = _state.current()
    state.backend.look([handle for handle in state.seen if handle.code is None])
    return Failed(code, args, **words)
