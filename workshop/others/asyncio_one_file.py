# All 42 steps with asyncio in one file: a protocol with a parser of its own, futures for whoever waits.
import asyncio
import bisect
import collections
import itertools
import time

NOTHING = object()  # no reply yet
DB = {}  # key -> [kind, value, end or None]
BLOCKED = collections.OrderedDict()  # number -> (client, keys, try_function, timer)
numbers = itertools.count()


class Nil:
    def __init__(self, text):
        self.text = text


NIL, NIL_ARRAY = Nil(b"$-1\r\n"), Nil(b"*-1\r\n")


class Status(str):
    pass


class Oops(Exception):
    pass


def encode(value):
    if isinstance(value, Nil):
        return value.text
    if isinstance(value, Status):
        return f"+{value}\r\n".encode()
    if isinstance(value, Oops):
        return f"-{value}\r\n".encode()
    if isinstance(value, bool):
        raise TypeError(value)
    if isinstance(value, int):
        return f":{value}\r\n".encode()
    if isinstance(value, bytes):
        return f"${len(value)}\r\n".encode() + value + b"\r\n"
    if isinstance(value, (list, tuple)):
        return f"*{len(value)}\r\n".encode() + b"".join(map(encode, value))
    raise TypeError(value)


def fetch(key, kind):
    item = DB.get(key)
    if item and item[2] is not None and item[2] <= time.time_ns():
        del DB[key]
        item = None
    if not item:
        return None
    if kind and item[0] != kind:
        raise Oops("WRONGTYPE Operation against a key holding the wrong kind of value")
    return item[1] if kind else item[0]


def c_ping(*words):
    return words[0] if words else Status("PONG")


def c_echo(word):
    return word


def c_set(key, value, *options):
    end = None
    options = iter(options)
    for option in options:
        if option.lower() == b"px":
            end = time.time_ns() + int(next(options)) * 1_000_000
        elif option.lower() == b"ex":
            end = time.time_ns() + int(next(options)) * 1_000_000_000
        else:
            raise Oops("ERR syntax error")
    DB[key] = ["string", value, end]
    return Status("OK")


def c_get(key):
    value = fetch(key, "string")
    return NIL if value is None else value


def c_type(key):
    return Status(fetch(key, None) or "none")


def c_incr(key):
    value = fetch(key, "string")
    if value is None:
        DB[key] = ["string", b"0", None]
        value = b"0"
    try:
        number = int(value)
        if str(number).encode() != value or abs(number) >= 2**63:
            raise ValueError
    except ValueError:
        raise Oops("ERR value is not an integer or out of range") from None
    DB[key][1] = str(number + 1).encode()
    return number + 1


def to_push(key):
    if fetch(key, "list") is None:
        DB[key] = ["list", collections.deque(), None]
    return DB[key][1]


def c_rpush(key, *new):
    to_push(key).extend(new)
    return len(DB[key][1])


def c_lpush(key, *new):
    to_push(key).extendleft(new)
    return len(DB[key][1])


def c_llen(key):
    return len(fetch(key, "list") or ())


def c_lrange(key, start, stop):
    elements = list(fetch(key, "list") or ())
    start, stop = int(start), int(stop)
    if start < 0:
        start = max(0, start + len(elements))
    if stop < 0:
        stop += len(elements)
    return [elements[at] for at in range(start, min(stop + 1, len(elements)))]


def c_lpop(key, count=None):
    elements = fetch(key, "list")
    if elements is None:
        return NIL if count is None else NIL_ARRAY
    taken = [elements.popleft() for _ in range(min(len(elements), 1 if count is None else int(count)))]
    if not elements:
        del DB[key]
    return taken[0] if count is None else taken


def c_blpop(*words):
    *keys, seconds = words

    def attempt():
        for key in keys:
            if fetch(key, "list"):
                return [key, c_lpop(key)]
        return NOTHING

    return attempt, float(seconds)


def number_of(text, low):
    if text == b"-":
        return (0, 0)
    if text == b"+":
        return (2**64, 0)
    ms, dash, n = text.partition(b"-")
    return (int(ms), int(n) if dash else 0 if low else 2**64)


def c_xadd(key, text, *words):
    stream = fetch(key, "stream")
    last = stream[-1][0] if stream else (0, 0)
    if text == b"*":
        ms = max(int(time.time() * 1000), last[0])
        new = (ms, last[1] + 1 if ms == last[0] else 0)
    elif text.endswith(b"-*"):
        ms = int(text[:-2])
        new = (ms, last[1] + 1 if ms == last[0] else 0)
    else:
        new = number_of(text, True)
    if new == (0, 0):
        raise Oops("ERR The ID specified in XADD must be greater than 0-0")
    if new <= last:
        raise Oops("ERR The ID specified in XADD is equal or smaller than the target stream top item")
    if stream is None:
        stream = []
        DB[key] = ["stream", stream, None]
    stream.append((new, words))
    return name_of(new)


def name_of(number):
    return b"%d-%d" % number


def shown(entries):
    return [[name_of(number), list(words)] for number, words in entries]


def c_xrange(key, start, end):
    first, last = number_of(start, True), number_of(end, False)
    return shown(one for one in fetch(key, "stream") or () if first <= one[0] <= last)


def c_xread(*words):
    words = list(words)
    block = None
    while words[0].lower() != b"streams":
        if words[0].lower() == b"block":
            block = int(words[1]) / 1000
        del words[:2]
    half = len(words) // 2
    wanted = []
    for key, text in zip(words[1 : 1 + half], words[1 + half :]):
        if text == b"$":
            stream = fetch(key, "stream")
            wanted.append((key, stream[-1][0] if stream else (0, 0)))
        else:
            wanted.append((key, number_of(text, True)))

    def attempt():
        found = []
        for key, after in wanted:
            stream = fetch(key, "stream") or []
            at = bisect.bisect_right(stream, after, key=lambda one: one[0])
            if at < len(stream):
                found.append([key, shown(stream[at:])])
        return found or NOTHING

    if block is None:
        found = attempt()
        return NIL_ARRAY if found is NOTHING else found
    return attempt, block


COMMANDS = {name[2:].upper().encode(): function for name, function in list(globals().items()) if name.startswith("c_")}


class Client(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport = transport
        self.buffer = bytearray()
        self.todo = collections.deque()
        self.ticket = None
        self.queue = None
        self.broken = False

    def connection_lost(self, error):
        if self.ticket is not None:
            BLOCKED.pop(self.ticket)

    def data_received(self, data):
        self.buffer += data
        while (command := self.parse()) is not None:
            self.todo.append(command)
        self.work()

    def parse(self):
        lines = bytes(self.buffer)
        end = lines.find(b"\r\n")
        if end < 0:
            return None
        if lines[:1] != b"*":
            del self.buffer[: end + 2]
            return lines[:end].split()
        count, at, words = int(lines[1:end]), end + 2, []
        for _ in range(count):
            end = lines.find(b"\r\n", at)
            if end < 0:
                return None
            length, at = int(lines[at + 1 : end]), end + 2
            if len(lines) < at + length + 2:
                return None
            words.append(lines[at : at + length])
            at += length + 2
        del self.buffer[:at]
        return words

    def work(self):
        while self.todo and self.ticket is None:
            command = self.todo.popleft()
            if command:
                self.say(self.handle(command))
                serve_blocked()

    def say(self, reply):
        if reply is not NOTHING:
            self.transport.write(encode(reply))

    def handle(self, command):
        name = command[0].upper()
        if name == b"MULTI":
            if self.queue is not None:
                return Oops("ERR MULTI calls can not be nested")
            self.queue, self.broken = [], False
            return Status("OK")
        if name in (b"EXEC", b"DISCARD"):
            if self.queue is None:
                return Oops(f"ERR {name.decode()} without MULTI")
            queue, self.queue = self.queue, None
            if name == b"DISCARD":
                return Status("OK")
            if self.broken:
                return Oops("EXECABORT Transaction discarded because of previous errors.")
            return [run(*one) for one in queue]
        if name not in COMMANDS:
            self.broken = True
            return Oops(f"ERR unknown command '{command[0].decode()}'")
        if self.queue is not None:
            self.queue.append(command)
            return Status("QUEUED")
        reply = run(*command, blocking=True)
        if isinstance(reply, tuple):
            attempt, seconds = reply
            self.ticket = next(numbers)
            timer = asyncio.get_running_loop().call_later(seconds, self.give, NIL_ARRAY) if seconds else None
            BLOCKED[self.ticket] = (self, attempt, timer)
            return NOTHING
        return reply

    def give(self, reply):
        _, _, timer = BLOCKED.pop(self.ticket)
        if timer:
            timer.cancel()
        self.ticket = None
        self.say(reply)
        asyncio.get_running_loop().call_soon(self.work)


def run(name, *args, blocking=False):
    try:
        reply = COMMANDS[name.upper()](*args)
        if isinstance(reply, tuple):
            found = reply[0]()
            return found if found is not NOTHING else reply if blocking else NIL_ARRAY
        return reply
    except TypeError:
        return Oops(f"ERR wrong number of arguments for '{name.decode().lower()}' command")
    except Oops as problem:
        return problem


def serve_blocked():
    for client, attempt, _ in list(BLOCKED.values()):
        try:
            found = attempt()
        except Oops:
            continue
        if found is not NOTHING:
            client.give(found)


async def main():
    server = await asyncio.get_running_loop().create_server(Client, "localhost", 6379)
    await server.serve_forever()


asyncio.run(main())
