import re
text = files[M]
parts = {}
# top-level blocks, separated by two blank lines
blocks = re.split(r"\n\n\n+", text.rstrip("\n"))
for block in blocks:
    found = re.match(r"(?:class|def) (\w+)", block)
    parts[found[1] if found else f"#{len(parts)}"] = block
def take(*names):
    return "".join("\n\n\n" + parts.pop(name) for name in names)
files["resp.py"] = ('"""The protocol: commands are read, and replies are written."""\n\nfrom typing import BinaryIO\n\nNULL_ARRAY = b"*-1\\r\\n"'
  + take("CommandError", "read_command", "read_word")
  + '\n\n\ndef simple_string(text: bytes) -> bytes:\n    return b"+%b\\r\\n" % text'
  + take("bulk_string", "integer", "array", "error") + "\n")
files["store.py"] = ('"""The keys: their values, and when these end."""\n\nimport time\nfrom typing import NamedTuple, TypeVar\n\nfrom resp import CommandError\n\nT = TypeVar("T")'
  + take("Entry") + '\n\n\nstore: dict[bytes, Entry] = {}' + take("value_at") + "\n")
files["strings.py"] = ('"""The commands for texts."""\n\nimport math\nimport time\n\nfrom resp import bulk_string\nfrom store import Entry, store, value_at'
  + take("set_value", "end_of_life", "get_value") + "\n")
files["lists.py"] = ('"""The commands for lists."""\n\nimport math\nfrom functools import partial\n\nfrom resp import NULL_ARRAY, array, bulk_string, integer\nfrom store import Entry, store, value_at\nfrom waiting import Wait'
  + take("push", "push_left", "get_range", "position", "get_length", "pop", "pop_or_wait", "pop_with_key", "take_first", "list_at") + "\n")
files["waiting.py"] = ('"""Clients that wait for a reply until another client has brought it."""\n\nimport socket\nimport threading\nfrom collections.abc import Callable\nfrom contextlib import suppress\nfrom typing import NamedTuple\n\nfrom resp import NULL_ARRAY, CommandError'
  + '\n\n#: Held by the client whose command is carried out.\nlock = threading.Lock()'
  + take("Wait", "Waiter") + '\n\n\n#: The client that waits longest comes first.\nwaiters: list[Waiter] = []'
  + take("wait_for", "serve_waiters", "has_gone") + "\n")
parts.pop("answer")
files["commands.py"] = '''"""All commands, and the functions that answer them."""

from collections.abc import Callable

import lists
import strings
from resp import bulk_string, error, simple_string
from store import value_at
from waiting import Wait

TYPES = {bytes: b"string", list: b"list"}


def answer(command: list[bytes]) -> bytes | Wait:
    name, *args = command
    function = COMMANDS.get(name.upper())
    return function(*args) if function else error("ERR unknown command")


def ping() -> bytes:
    return b"+PONG\\r\\n"


def echo(word: bytes) -> bytes:
    return bulk_string(word)


def get_type(key: bytes) -> bytes:
    value = value_at(key, object)
    return simple_string(b"none" if value is None else TYPES[type(value)])


COMMANDS: dict[bytes, Callable[..., bytes | Wait]] = {
    b"PING": ping,
    b"ECHO": echo,
    b"TYPE": get_type,
    b"SET": strings.set_value,
    b"GET": strings.get_value,
    b"RPUSH": lists.push,
    b"LPUSH": lists.push_left,
    b"LRANGE": lists.get_range,
    b"LLEN": lists.get_length,
    b"LPOP": lists.pop,
    b"BLPOP": lists.pop_or_wait,
}
'''
files[M] = ('"""A Redis server: it keeps texts, some of them for a limited time, and lists."""\n\nimport socket\nimport threading\nfrom contextlib import suppress\n\n'
  'from commands import answer\nfrom resp import CommandError, error, read_command\nfrom waiting import Wait, lock, serve_waiters, wait_for\n\nHOST = "localhost"\nPORT = 6379'
  + take("main", "serve", "reply_to") + '\n\n\nif __name__ == "__main__":\n    main()\n')
print("left:", {k: v[:60] for k, v in parts.items()})
edit("commands.py", 'TYPES = {bytes', 'TYPES: dict[type, bytes] = {bytes')
