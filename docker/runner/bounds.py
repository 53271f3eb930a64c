"""Keeps a record below the longest line that the host reads. Every text in it may come from the program, and each byte may take six."""

from __future__ import annotations

from typing import Any

from runner import contract

#: The host reads lines of up to 4 MB (MAX_LINE_BYTES in src/engine/client/lines.ts); a test compares.
RECORD_BYTES = 1024 * 1024
TEXT_BYTES, TEXT_BYTES_MIN = 64 * 1024, 256
GAP = "\n[…]\n"


def encode(event: contract.Event) -> bytes:
    """One line of at most RECORD_BYTES. If it would be longer, its longest texts lose their middles."""
    data = contract.encode(event)
    most = TEXT_BYTES
    while len(data) > RECORD_BYTES and most >= TEXT_BYTES_MIN:
        data = contract.encode(_shortened(event, most))
        most //= 2
    return data


def _shortened(value: Any, most: int) -> Any:
    if isinstance(value, str):
        return _middle_out(value, most)
    if isinstance(value, dict):
        return {key: _shortened(item, most) for key, item in value.items()}
    if isinstance(value, list):
        return [_shortened(item, most) for item in value]
    return value


def _middle_out(text: str, most: int) -> str:
    """At most `most` bytes of JSON, and the gap. A character takes up to twelve."""
    if len(text) * 12 <= most:
        return text
    half = most // 24
    return text if len(text) <= 2 * half else text[:half] + GAP + text[-half:]
