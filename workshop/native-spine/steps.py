M = "main.py"
begin(8)
edit(M, '"""A Redis server: it keeps values, some of them for a limited time, and answers PING, ECHO, SET and GET."""',
 '"""A Redis server: it keeps texts, some of them for a limited time, and lists."""')
edit(M, "from typing import BinaryIO, NamedTuple", "from typing import BinaryIO, NamedTuple, TypeVar")
edit(M, "PORT = 6379\n", 'PORT = 6379\n\nT = TypeVar("T")\n')
edit(M, '''
class Entry(NamedTuple):
    value: bytes
''', '''
class CommandError(Exception):
    """What is wrong with a command. The client reads it as the reply."""


class Entry(NamedTuple):
    #: Bytes, or a list of bytes.
    value: object
''')
edit(M, "            connection.sendall(answer(command))", "            connection.sendall(reply_to(command))")
before(M, "def answer(command: list[bytes]) -> bytes:", '''
def reply_to(command: list[bytes]) -> bytes:
    try:
        return answer(command)
    except CommandError as problem:
        return error(str(problem))
''')
case("RPUSH", "push(*args)", "GET")
edit(M, '            return b"-ERR unknown command\\r\\n"', '            return error("ERR unknown command")')
edit(M, '''
    entry = store.get(key)
    if entry is None or time.monotonic() >= entry.until:
        return bulk_string(None)
    return bulk_string(entry.value)
''', '''
    return bulk_string(value_at(key, bytes))


def push(key: bytes, element: bytes) -> bytes:
    store[key] = Entry([element], math.inf)
    return integer(1)


def value_at(key: bytes, kind: type[T]) -> T | None:
    """The value of a key, or None if there is none. It must be of this kind."""
    entry = store.get(key)
    if entry is None or time.monotonic() >= entry.until:
        return None
    if not isinstance(entry.value, kind):
        raise CommandError("WRONGTYPE Operation against a key holding the wrong kind of value")
    return entry.value
''')
before(M, 'if __name__ == "__main__":', '''
def integer(number: int) -> bytes:
    return b":%d\\r\\n" % number


def error(text: str) -> bytes:
    return f"-{text}\\r\\n".encode()
''')

begin(9)
edit(M, "store: dict[bytes, Entry] = {}", "store: dict[bytes, Entry] = {}\n#: Held by the client whose command is carried out.\nlock = threading.Lock()")
edit(M, '''
def reply_to(command: list[bytes]) -> bytes:
    try:
        return answer(command)
    except CommandError as problem:
        return error(str(problem))
''', '''
def reply_to(command: list[bytes]) -> bytes:
    """Carries out one command at a time: two clients may push to the same list."""
    with lock:
        try:
            return answer(command)
        except CommandError as problem:
            return error(str(problem))
''')
edit(M, '''
    store[key] = Entry([element], math.inf)
    return integer(1)
''', '''
    elements = list_at(key)
    elements.append(element)
    store[key] = Entry(elements, math.inf)
    return integer(len(elements))


def list_at(key: bytes) -> list[bytes]:
    """The elements of a list. A key that is not there is an empty list."""
    return value_at(key, list) or []
''')

begin(10)
edit(M, '''
def push(key: bytes, element: bytes) -> bytes:
    elements = list_at(key)
    elements.append(element)
''', '''
def push(key: bytes, *new: bytes) -> bytes:
    elements = list_at(key)
    elements.extend(new)
''')

begin(11)
case("LRANGE", "get_range(*args)", "RPUSH")
before(M, "def list_at(", '''
def get_range(key: bytes, start: bytes, stop: bytes) -> bytes:
    """The elements from start to stop, both included."""
    chosen = list_at(key)[int(start) : int(stop) + 1]
    return array([bulk_string(element) for element in chosen])
''')
before(M, "def error(text", '''
def array(replies: list[bytes]) -> bytes:
    """Its elements are complete replies, of any kind."""
    return b"*%d\\r\\n" % len(replies) + b"".join(replies)
''')

begin(12)
edit(M, '''
    chosen = list_at(key)[int(start) : int(stop) + 1]
''', '''
    elements = list_at(key)
    first, last = position(start, elements), position(stop, elements)
    chosen = elements[max(first, 0) : max(last + 1, 0)]
''')
before(M, "def list_at(", '''
def position(index: bytes, elements: list[bytes]) -> int:
    """An index below zero counts from the end; the result may still be below zero, if it counts too far."""
    number = int(index)
    return number if number >= 0 else len(elements) + number
''')

begin(13)
case("LPUSH", "push_left(*args)", "RPUSH")
before(M, "def get_range(", '''
def push_left(key: bytes, *new: bytes) -> bytes:
    """Each element goes to the front, so that the last one comes first."""
    elements = list_at(key)
    for element in new:
        elements.insert(0, element)
    store[key] = Entry(elements, math.inf)
    return integer(len(elements))
''')

begin(14)
case("LLEN", "get_length(*args)", "LRANGE")
before(M, "def list_at(", '''
def get_length(key: bytes) -> bytes:
    return integer(len(list_at(key)))
''')

begin(15)
case("LPOP", "pop(*args)", "LLEN")
before(M, "def list_at(", '''
def pop(key: bytes) -> bytes:
    return bulk_string(take_first(key))


def take_first(key: bytes) -> bytes | None:
    """Removes the first element. With its last element, a list goes too."""
    elements = list_at(key)
    if not elements:
        return None
    element = elements.pop(0)
    if not elements:
        del store[key]
    return element
''')

begin(16)
edit(M, '''
def pop(key: bytes) -> bytes:
    return bulk_string(take_first(key))
''', '''
def pop(key: bytes, count: bytes | None = None) -> bytes:
    """With a count, the reply is an array, even of one element."""
    if count is None:
        return bulk_string(take_first(key))
    length = len(list_at(key))
    if length == 0:
        return NULL_ARRAY
    return array([bulk_string(take_first(key)) for _ in range(min(int(count), length))])
''')
edit(M, 'PORT = 6379\n', 'PORT = 6379\nNULL_ARRAY = b"*-1\\r\\n"\n')

begin(17)
edit(M, "import threading\nimport time\nfrom typing", "import threading\nimport time\nfrom collections.abc import Callable\nfrom contextlib import suppress\nfrom functools import partial\nfrom typing")
edit(M, '''
class Entry(NamedTuple):
''', '''
class Wait(NamedTuple):
    """In place of a reply: the client waits until `attempt` has one."""

    attempt: Callable[[], bytes | None]


class Waiter:
    """A client that waits, in its thread, for its reply."""

    def __init__(self, wait: Wait, connection: socket.socket) -> None:
        self.attempt = wait.attempt
        self.connection = connection
        self.reply: bytes | None = None
        self.served = threading.Condition(lock)

    def try_again(self) -> None:
        if self.reply is None:
            with suppress(CommandError):  # the key has a value of another kind now
                self.reply = b"" if has_gone(self.connection) else self.attempt()
        if self.reply is not None:
            self.served.notify()


class Entry(NamedTuple):
''')
edit(M, "lock = threading.Lock()", "lock = threading.Lock()\n#: The client that waits longest comes first.\nwaiters: list[Waiter] = []")
edit(M, "    with connection, connection.makefile(\"rb\") as stream:", "    with suppress(ConnectionError), connection, connection.makefile(\"rb\") as stream:")
edit(M, "connection.sendall(reply_to(command))", "connection.sendall(reply_to(command, connection))")
edit(M, '''
def reply_to(command: list[bytes]) -> bytes:
    """Carries out one command at a time: two clients may push to the same list."""
    with lock:
        try:
            return answer(command)
        except CommandError as problem:
            return error(str(problem))


def answer(command: list[bytes]) -> bytes:
''', '''
def reply_to(command: list[bytes], connection: socket.socket) -> bytes:
    """Carries out one command at a time: two clients may push to the same list."""
    with lock:
        try:
            reply = answer(command)
        except CommandError as problem:
            return error(str(problem))
        if isinstance(reply, Wait):
            return wait_for(reply, connection)
        serve_waiters()
        return reply


def wait_for(wait: Wait, connection: socket.socket) -> bytes:
    """Waits without the lock, so that other clients can go on."""
    waiter = Waiter(wait, connection)
    waiters.append(waiter)
    waiter.served.wait()
    waiters.remove(waiter)
    return NULL_ARRAY if waiter.reply is None else waiter.reply


def serve_waiters() -> None:
    """After each command: it may have brought what they wait for."""
    for waiter in waiters:
        waiter.try_again()


def has_gone(connection: socket.socket) -> bool:
    """Looks at what comes next, without reading it: nothing, if the client has closed the connection."""
    try:
        return connection.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) == b""
    except BlockingIOError:
        return False
    except ConnectionError:
        return True


def answer(command: list[bytes]) -> bytes | Wait:
''')
case("BLPOP", "pop_or_wait(*args)", "LPOP")
before(M, "def take_first(", '''
def pop_or_wait(key: bytes, _: bytes) -> bytes | Wait:
    """BLPOP waits as long as it takes."""
    attempt = partial(pop_with_key, key)
    return attempt() or Wait(attempt)


def pop_with_key(key: bytes) -> bytes | None:
    element = take_first(key)
    return None if element is None else array([bulk_string(key), bulk_string(element)])
''')

begin(18)
edit(M, '''
    attempt: Callable[[], bytes | None]


class Waiter:
''', '''
    attempt: Callable[[], bytes | None]
    #: None: as long as it takes.
    seconds: float | None


class Waiter:
''')
edit(M, "    waiter.served.wait()", "    waiter.served.wait(wait.seconds)")
edit(M, '''
def pop_or_wait(key: bytes, _: bytes) -> bytes | Wait:
    """BLPOP waits as long as it takes."""
    attempt = partial(pop_with_key, key)
    return attempt() or Wait(attempt)
''', '''
def pop_or_wait(key: bytes, seconds: bytes) -> bytes | Wait:
    """BLPOP waits at most so long, or with 0 as long as it takes."""
    attempt = partial(pop_with_key, key)
    return attempt() or Wait(attempt, float(seconds) or None)
''')

begin(19)
exec(pathlib.Path(__file__).with_name("split.py").read_text())

S = "streams.py"
begin(20)
edit(M, '"""A Redis server: it keeps texts, some of them for a limited time, and lists."""', '"""A Redis server: it keeps texts, lists and streams."""')
edit("store.py", "    #: Bytes, or a list of bytes.", "    #: Bytes, a list of bytes, or a stream.")
edit("commands.py", "import lists\nimport strings\n", "import lists\nimport streams\nimport strings\n")
edit("commands.py", 'list: b"list"}', 'list: b"list", dict: b"stream"}')
edit("commands.py", "    b\"BLPOP\": lists.pop_or_wait,\n", "    b\"BLPOP\": lists.pop_or_wait,\n    b\"XADD\": streams.add,\n")
files[S] = '''"""The commands for streams."""

import math

from resp import bulk_string
from store import Entry, store, value_at

#: The entries in their order: an id, and the words that are kept under it.
Stream = dict[bytes, tuple[bytes, ...]]


def add(key: bytes, entry_id: bytes, *words: bytes) -> bytes:
    stream = stream_at(key)
    stream[entry_id] = words
    store[key] = Entry(stream, math.inf)
    return bulk_string(entry_id)


def stream_at(key: bytes) -> Stream:
    """A key that is not there is a stream without entries."""
    return value_at(key, dict) or {}
'''

begin(21)
edit(S, "import math\n\nfrom resp import bulk_string\n", "import math\nfrom typing import NamedTuple\n\nfrom resp import CommandError, bulk_string\n")
edit(S, "from store import Entry, store, value_at\n\n", "from store import Entry, store, value_at\n\n\n")
edit(S, '''
#: The entries in their order: an id, and the words that are kept under it.
Stream = dict[bytes, tuple[bytes, ...]]


def add(key: bytes, entry_id: bytes, *words: bytes) -> bytes:
    stream = stream_at(key)
    stream[entry_id] = words
    store[key] = Entry(stream, math.inf)
    return bulk_string(entry_id)
''', '''
class Id(NamedTuple):
    """Ids are compared as tuples are: first by their milliseconds."""

    milliseconds: int
    sequence: int

    def reply(self) -> bytes:
        return bulk_string(b"%d-%d" % self)


SMALLEST = Id(0, 0)

#: The entries in their order: an id, and the words that are kept under it.
Stream = dict[Id, tuple[bytes, ...]]


def add(key: bytes, text: bytes, *words: bytes) -> bytes:
    stream = stream_at(key)
    entry_id = read_id(text)
    check_order(entry_id, last_id(stream))
    stream[entry_id] = words
    store[key] = Entry(stream, math.inf)
    return entry_id.reply()


def read_id(text: bytes) -> Id:
    milliseconds, _, sequence = text.partition(b"-")
    return Id(int(milliseconds), int(sequence or 0))


def check_order(entry_id: Id, last: Id) -> None:
    if entry_id == SMALLEST:
        raise CommandError("ERR The ID specified in XADD must be greater than 0-0")
    if entry_id <= last:
        raise CommandError("ERR The ID specified in XADD is equal or smaller than the target stream top item")


def last_id(stream: Stream) -> Id:
    return next(reversed(stream), SMALLEST)
''')

begin(22)
edit(S, '''
    entry_id = read_id(text)
    check_order(entry_id, last_id(stream))
''', '''
    last = last_id(stream)
    entry_id = new_id(text, last)
    check_order(entry_id, last)
''')
before(S, "def read_id(", '''
def new_id(text: bytes, last: Id) -> Id:
    """Of `5-*` only the milliseconds are given."""
    milliseconds, _, sequence = text.partition(b"-")
    if sequence == b"*":
        return next_id(int(milliseconds), last)
    return read_id(text)


def next_id(milliseconds: int, last: Id) -> Id:
    """Counts on within a millisecond. As 0-0 is the last id of an empty stream, its first one may be 0-1."""
    return Id(milliseconds, last.sequence + 1 if milliseconds == last.milliseconds else 0)
''')

begin(23)
edit(S, "import math\nfrom typing", "import math\nimport time\nfrom typing")
edit(S, '''
    """Of `5-*` only the milliseconds are given."""
    milliseconds, _,''', '''
    """Of `5-*` only the milliseconds are given, of `*` nothing. A clock may go back, ids may not."""
    if text == b"*":
        return next_id(max(time.time_ns() // 1_000_000, last.milliseconds), last)
    milliseconds, _,''')

begin(24)
edit("commands.py", "    b\"XADD\": streams.add,\n", "    b\"XADD\": streams.add,\n    b\"XRANGE\": streams.get_range,\n")
edit(S, "from resp import CommandError, bulk_string", "from resp import CommandError, array, bulk_string")
edit(S, "SMALLEST = Id(0, 0)", "SMALLEST = Id(0, 0)\nLARGEST_NUMBER = 2**64 - 1")
edit(S, '''
def read_id(text: bytes) -> Id:
    milliseconds, _, sequence = text.partition(b"-")
    return Id(int(milliseconds), int(sequence or 0))
''', '''
def get_range(key: bytes, start: bytes, end: bytes) -> bytes:
    """The entries from start to end, both included."""
    first, last = read_id(start), read_id(end, LARGEST_NUMBER)
    entries = [entry(at, words) for at, words in stream_at(key).items() if first <= at <= last]
    return array(entries)


def entry(entry_id: Id, words: tuple[bytes, ...]) -> bytes:
    return array([entry_id.reply(), array([bulk_string(word) for word in words])])


def read_id(text: bytes, if_missing: int = 0) -> Id:
    """The sequence number may be missing."""
    milliseconds, _, sequence = text.partition(b"-")
    return Id(int(milliseconds), int(sequence or if_missing))
''')

begin(25)
edit(S, "    first, last = read_id(start), read_id(end, LARGEST_NUMBER)", "    first, last = range_id(start), range_id(end, LARGEST_NUMBER)")
before(S, "def entry(", '''
def range_id(text: bytes, if_missing: int = 0) -> Id:
    if text == b"-":
        return SMALLEST
    return read_id(text, if_missing)
''')

begin(26)
edit(S, "LARGEST_NUMBER = 2**64 - 1", "LARGEST_NUMBER = 2**64 - 1\nLARGEST = Id(LARGEST_NUMBER, LARGEST_NUMBER)")
edit(S, '''
        return SMALLEST
    return read_id(text, if_missing)
''', '''
        return SMALLEST
    if text == b"+":
        return LARGEST
    return read_id(text, if_missing)
''')

begin(27)
edit("commands.py", "    b\"XRANGE\": streams.get_range,\n", "    b\"XRANGE\": streams.get_range,\n    b\"XREAD\": streams.read,\n")
edit(S, "from resp import CommandError, array", "from resp import NULL_ARRAY, CommandError, array")
before(S, "def entry(", '''
def read(_: bytes, key: bytes, after: bytes) -> bytes:
    """`XREAD STREAMS key id`."""
    news = news_of(key, read_id(after))
    return NULL_ARRAY if news is None else array([news])


def news_of(key: bytes, after: Id) -> bytes | None:
    """The key and its entries after this id, if there are any."""
    entries = [entry(at, words) for at, words in stream_at(key).items() if at > after]
    return array([bulk_string(key), array(entries)]) if entries else None
''')

begin(28)
edit(S, '''
def read(_: bytes, key: bytes, after: bytes) -> bytes:
    """`XREAD STREAMS key id`."""
    news = news_of(key, read_id(after))
    return NULL_ARRAY if news is None else array([news])
''', '''
def read(_: bytes, *names: bytes) -> bytes:
    """`XREAD STREAMS key … id …`: the keys come first, then an id for each of them."""
    return all_news(places_in(names)) or NULL_ARRAY


def places_in(names: tuple[bytes, ...]) -> list[tuple[bytes, Id]]:
    """The keys, each with the id after which it is read."""
    half = len(names) // 2
    return [(key, read_id(text)) for key, text in zip(names[:half], names[half:])]


def all_news(places: list[tuple[bytes, Id]]) -> bytes | None:
    found = [news for key, after in places if (news := news_of(key, after))]
    return array(found) if found else None
''')

begin(29)
edit(S, "import time\nfrom typing", "import time\nfrom functools import partial\nfrom typing")
edit(S, "from store import Entry, store, value_at\n", "from store import Entry, store, value_at\nfrom waiting import Wait\n")
edit(S, '''
def read(_: bytes, *names: bytes) -> bytes:
    """`XREAD STREAMS key … id …`: the keys come first, then an id for each of them."""
    return all_news(places_in(names)) or NULL_ARRAY
''', '''
def read(option: bytes, *args: bytes) -> bytes | Wait:
    """`XREAD BLOCK 1000 STREAMS key … id …`, or without BLOCK. The keys come first, then an id for each of them."""
    if option.upper() != b"BLOCK":
        return all_news(places_in(args)) or NULL_ARRAY
    milliseconds, _, *names = args
    attempt = partial(all_news, places_in(names))
    return attempt() or Wait(attempt, int(milliseconds) / 1000)
''')
edit(S, "def places_in(names: tuple[bytes, ...]) ->", "def places_in(names: Sequence[bytes]) ->")
edit(S, "import time\nfrom functools", "import time\nfrom collections.abc import Sequence\nfrom functools")

begin(30)
edit(S, "int(milliseconds) / 1000)", "int(milliseconds) / 1000 or None)")

begin(31)
edit(S, '''
    return [(key, read_id(text)) for key, text in zip(names[:half], names[half:])]
''', '''
    return [(key, place_of(key, text)) for key, text in zip(names[:half], names[half:])]


def place_of(key: bytes, text: bytes) -> Id:
    """`$` is the last id that the stream has now."""
    return last_id(stream_at(key)) if text == b"$" else read_id(text)
''')

begin(32)
edit("commands.py", '    b"GET": strings.get_value,\n', '    b"GET": strings.get_value,\n    b"INCR": strings.increment,\n')
edit("strings.py", "from resp import bulk_string", "from resp import CommandError, bulk_string, integer")
edit("strings.py", '"""The commands for texts."""', '"""The commands for texts, and for numbers, which are texts of digits."""')
files["strings.py"] += '''

def increment(key: bytes) -> bytes:
    """The value keeps the time at which it ends."""
    value = value_at(key, bytes)
    if value is None:
        raise CommandError("ERR no such key")
    number = int(value) + 1
    store[key] = store[key]._replace(value=b"%d" % number)
    return integer(number)
'''

begin(33)
edit("strings.py", '''
        raise CommandError("ERR no such key")
''', '''
        value = b"0"
        store[key] = Entry(value, math.inf)
''')
edit("strings.py", "from resp import CommandError, bulk_string, integer", "from resp import bulk_string, integer")

begin(34)
edit("strings.py", "    number = int(value) + 1", "    number = number_in(value) + 1")
edit("strings.py", "from resp import bulk_string, integer", "from resp import CommandError, bulk_string, integer")
files["strings.py"] += '''

def number_in(text: bytes) -> int:
    """Nothing but digits, with a minus sign or without. `int` alone would accept blanks and underscores, too."""
    if not re.fullmatch(rb"-?[0-9]+", text):
        raise CommandError("ERR value is not an integer or out of range")
    return int(text)
'''
edit("strings.py", "import math\nimport time", "import math\nimport re\nimport time")

C = "transactions.py"
begin(35)
edit("commands.py", "import strings\n", "import strings\nimport transactions\n")
edit("commands.py", '    b"XREAD": streams.read,\n', '    b"XREAD": streams.read,\n    b"MULTI": transactions.begin,\n')
files[C] = '''"""Transactions: commands that are carried out together."""


def begin() -> bytes:
    return b"+OK\\r\\n"
'''

begin(36)
edit("commands.py", "import strings\nimport transactions\n", "import strings\n")
edit("commands.py", '    b"XREAD": streams.read,\n    b"MULTI": transactions.begin,\n', '    b"XREAD": streams.read,\n')
files[C] = '''"""Transactions: commands that are carried out together."""

from commands import answer
from resp import error
from waiting import Wait


class Transaction:
    """Each client has its own. It is open from MULTI on."""

    def __init__(self) -> None:
        self.open = False

    def answer(self, command: list[bytes]) -> bytes | Wait:
        match command[0].upper():
            case b"MULTI":
                return self.begin()
            case b"EXEC":
                return self.execute()
        return answer(command)

    def begin(self) -> bytes:
        self.open = True
        return b"+OK\\r\\n"

    def execute(self) -> bytes:
        if not self.open:
            return error("ERR EXEC without MULTI")
        return b"+OK\\r\\n"  # the replies come in the next step
'''
edit(M, "from commands import answer\n", "")
edit(M, "from waiting import Wait", "from transactions import Transaction\nfrom waiting import Wait")
edit(M, "    with suppress(ConnectionError), connection,", "    transaction = Transaction()\n    with suppress(ConnectionError), connection,")
edit(M, "reply_to(command, connection))", "reply_to(command, transaction, connection))")
edit(M, "def reply_to(command: list[bytes], connection: socket.socket)", "def reply_to(command: list[bytes], transaction: Transaction, connection: socket.socket)")
edit(M, "            reply = answer(command)", "            reply = transaction.answer(command)")

begin(37)
edit(C, '''
            return error("ERR EXEC without MULTI")
        return b"+OK\\r\\n"  # the replies come in the next step
''', '''
            return error("ERR EXEC without MULTI")
        self.open = False
        return array([])
''')
edit(C, "from resp import error", "from resp import array, error")

begin(38)
edit(C, '''
    """Each client has its own. It is open from MULTI on."""

    def __init__(self) -> None:
        self.open = False
''', '''
    """Each client has its own. From MULTI on it keeps the commands."""

    def __init__(self) -> None:
        self.queue: list[list[bytes]] | None = None
''')
edit(C, '''
                return self.execute()
        return answer(command)
''', '''
                return self.execute()
        if self.queue is None:
            return answer(command)
        self.queue.append(command)
        return b"+QUEUED\\r\\n"
''')
edit(C, "        self.open = True", """        if self.queue is not None:
            return error("ERR MULTI calls can not be nested")
        self.queue = []""")
edit(C, "        if not self.open:", "        if self.queue is None:")
edit(C, "        self.open = False", "        self.queue = None")

begin(39)
edit(C, '''
        self.queue = None
        return array([])
''', '''
        commands, self.queue = self.queue, None
        return array([carry_out(command) for command in commands])


def carry_out(command: list[bytes]) -> bytes:
    """Nobody waits in a transaction: it is as if the time were over."""
    reply = answer(command)
    return NULL_ARRAY if isinstance(reply, Wait) else reply
''')
edit(C, "from resp import array, error", "from resp import NULL_ARRAY, array, error")

begin(40)
edit(C, '''
                return self.execute()
''', '''
                return self.execute()
            case b"DISCARD":
                return self.discard()
''')
before(C, "def carry_out(", '''
    def discard(self) -> bytes:
        if self.queue is None:
            return error("ERR DISCARD without MULTI")
        self.queue = None
        return b"+OK\\r\\n"
''')
edit(C, "for command in commands])\n\n\n    def discard", "for command in commands])\n\n    def discard")

begin(41)
edit("commands.py", '''
    function = COMMANDS.get(name.upper())
    return function(*args) if function else error("ERR unknown command")
''', '''
    function = COMMANDS.get(name.upper())
    try:
        return function(*args) if function else error("ERR unknown command")
    except CommandError as problem:
        return error(str(problem))
''')
edit("commands.py", "from resp import bulk_string", "from resp import CommandError, bulk_string")
edit("commands.py", "def answer(command: list[bytes]) -> bytes | Wait:", 'def answer(command: list[bytes]) -> bytes | Wait:\n    """An error is a reply, too: a transaction goes on after it."""')
edit(M, '''
        try:
            reply = transaction.answer(command)
        except CommandError as problem:
            return error(str(problem))
''', '''
        reply = transaction.answer(command)
''')
edit(M, "from resp import CommandError, error, read_command", "from resp import read_command")

begin(42)
edit("resp.py", '''
    if not line:
        return []
''', '''
    if not line.startswith(b"*"):
        return line.split()  # words without lengths, as redis-benchmark sends PING; none when the client has gone
''')
