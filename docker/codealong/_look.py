"""Where is the program that the test has waited for in vain?"""

from __future__ import annotations

from typing import Any

from codealong import _state
from codealong._failure import Failed


def gave_up(code: str, args: dict[str, Any], **words: Any) -> Failed:
    """The failure of a wait that was long enough. The living programs are looked at first, for the line where they are."""
    state = _state.current()
    state.backend.look([handle for handle in state.handles if handle.code is None])
    return Failed(code, args, **words)
