"""What the suites of the streams share."""

from __future__ import annotations

from lib.client import Client
from lib.resp import Reply, bulk, entry
from lib.words import some_word


def fill(client: Client, key: str, *ids: str) -> list[Reply]:
    """Adds an entry with a random field for each id, and returns the entries as XRANGE gives them."""
    entries: list[Reply] = []
    for id in ids:
        words = some_word(), some_word()
        client.ask("XADD", key, id, *words, expect=bulk(id))
        entries.append(entry(id, *words))
    return entries
