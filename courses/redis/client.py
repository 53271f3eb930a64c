"""A client for your Redis, to try it by hand: type a command, such as PING, and press Enter.

It sends what `redis-cli` would send and prints the reply as `redis-cli` prints it. `quit` or Ctrl-D ends it.
"""

from __future__ import annotations

import socket
import sys
import time
from typing import BinaryIO, Union

try:
    import readline  # noqa: F401  # lines can be edited, and the arrow keys bring back earlier ones
except ImportError:
    pass

HOST, PORT = "127.0.0.1", 6379
PROMPT = f"{HOST}:{PORT}> "
#: For the program to listen, and for a reply.
LISTEN_SECONDS, REPLY_SECONDS = 5.0, 5.0
#: Of a reply: lines are shorter, and lists do not go deeper.
LINE_MAX, BULK_MAX, LIST_MAX, DEPTH_MAX = 64 * 1024, 16 * 1024 * 1024, 10_000, 8
ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "a": "\a"}
SHOWN = {ord("\n"): "\\n", ord("\r"): "\\r", ord("\t"): "\\t", ord("\a"): "\\a", ord("\b"): "\\b", ord('"'): '\\"', ord("\\"): "\\\\"}

Reply = Union[None, int, bytes, "Line", "list[Reply]"]


class Line:
    """A reply of one line: a status, or an error."""

    def __init__(self, text: str) -> None:
        self.text = text


class Trouble(Exception):
    """What went wrong, in words for the learner. The connection is of no more use."""


class Connection:
    def __init__(self, sock: socket.socket) -> None:
        self.sock = sock
        self.reader: BinaryIO = sock.makefile("rb")

    def close(self) -> None:
        self.reader.close()
        self.sock.close()


def connect() -> Connection:
    """Waits for a few seconds until the program listens. Raises Trouble."""
    give_up = time.monotonic() + LISTEN_SECONDS
    while True:
        try:
            sock = socket.create_connection((HOST, PORT), timeout=REPLY_SECONDS)
        except OSError as error:
            if time.monotonic() < give_up:
                time.sleep(0.1)
                continue
            raise Trouble(f"Nobody listens on port {PORT} ({error.strerror or error}). Is your program running?") from None
        return Connection(sock)


def words(line: str) -> list[bytes]:
    """The words of a command. Quotes keep blanks together, as in redis-cli. Raises ValueError."""
    found: list[bytes] = []
    at = 0
    while True:
        while at < len(line) and line[at].isspace():
            at += 1
        if at == len(line):
            return found
        word, at = quoted(line, at + 1, line[at]) if line[at] in "\"'" else plain(line, at)
        found.append(word)


def plain(line: str, at: int) -> tuple[bytes, int]:
    end = at
    while end < len(line) and not line[end].isspace():
        end += 1
    return encoded(line[at:end]), end


def quoted(line: str, at: int, mark: str) -> tuple[bytes, int]:
    """Between double quotes a backslash begins an escape; between single ones it is only needed before a quote."""
    word = b""
    while at < len(line) and line[at] != mark:
        if line[at] == "\\" and at + 1 < len(line) and (mark == '"' or line[at + 1] == mark):
            byte = line[at + 2 : at + 4]
            if mark == '"' and line[at + 1] == "x" and len(byte) == 2 and all(one in "0123456789abcdefABCDEF" for one in byte):
                word, at = word + bytes([int(byte, 16)]), at + 4
                continue
            word += encoded(ESCAPES.get(line[at + 1], line[at + 1]) if mark == '"' else line[at + 1])
            at += 2
            continue
        word, at = word + encoded(line[at]), at + 1
    if at == len(line) or (at + 1 < len(line) and not line[at + 1].isspace()):
        raise ValueError("unbalanced quotes")
    return word, at + 1


def encoded(text: str) -> bytes:
    """What was typed may be no text: such bytes go on as they are."""
    return text.encode("utf-8", "surrogateescape")


def request(command: list[bytes]) -> bytes:
    return b"*%d\r\n" % len(command) + b"".join(b"$%d\r\n%s\r\n" % (len(word), word) for word in command)


def read_line(reader: BinaryIO) -> bytes:
    line = reader.readline(LINE_MAX)
    if not line:
        raise Trouble("Your program closed the connection.")
    if not line.endswith(b"\r\n"):
        raise Trouble(f"This is no reply of Redis, since no \\r\\n ends it: {shown(line[:200])}")
    return line[:-2]


def read_reply(reader: BinaryIO, depth: int = 0) -> Reply:
    line = read_line(reader)
    kind, rest = line[:1], line[1:]
    if kind in (b"+", b"-"):
        return Line(("(error) " if kind == b"-" else "") + rest.decode("utf-8", "backslashreplace"))
    if kind == b":":
        return whole(line, -(2**63), 2**63 - 1)
    if kind == b"$":
        return read_bulk(reader, whole(line, -1, BULK_MAX))
    if kind == b"*" and depth < DEPTH_MAX:
        count = whole(line, -1, LIST_MAX)
        return None if count == -1 else [read_reply(reader, depth + 1) for _ in range(count)]
    raise Trouble(f"This is not a Redis reply: {shown(line[:200])}")


def whole(line: bytes, least: int, most: int) -> int:
    try:
        number = int(line[1:])
    except ValueError:
        number = most + 1
    if not least <= number <= most:
        raise Trouble(f"A number must follow the {line[:1].decode()}: {shown(line[:200])}")
    return number


def read_bulk(reader: BinaryIO, size: int) -> bytes | None:
    if size == -1:
        return None
    data = reader.read(size + 2)
    if len(data) < size + 2:
        raise Trouble("Your program closed the connection in the middle of its reply.")
    if data[size:] != b"\r\n":
        raise Trouble(f"The reply announced {size} bytes, but \\r\\n does not follow them: {shown(data[:200])}")
    return data[:size]


def told(reply: Reply, indent: str = "") -> str:
    """The reply as redis-cli prints it."""
    if reply is None:
        return "(nil)"
    if isinstance(reply, Line):
        return "".join(one if one.isprintable() else repr(one)[1:-1] for one in reply.text)
    if isinstance(reply, int):
        return f"(integer) {reply}"
    if isinstance(reply, bytes):
        return shown(reply)
    if not reply:
        return "(empty array)"
    width = len(str(len(reply)))
    inner = indent + " " * (width + 2)
    lines = [f"{number:>{width}}) {told(one, inner)}" for number, one in enumerate(reply, 1)]
    return f"\n{indent}".join(lines)


def shown(data: bytes) -> str:
    """In quotes, and nothing but ASCII, so that a value cannot change the terminal."""
    return '"' + "".join(SHOWN.get(byte) or (chr(byte) if 32 <= byte < 127 else f"\\x{byte:02x}") for byte in data) + '"'


def may_wait(command: list[bytes]) -> bool:
    name, *rest = (word.upper() for word in command)
    return name == b"BLPOP" or (name == b"XREAD" and b"BLOCK" in rest)


def ask(connection: Connection, command: list[bytes]) -> str:
    """Raises Trouble. The server may keep a command that waits for something as long as it likes."""
    if may_wait(command):
        print("(waiting for the reply; Ctrl-C ends this)", flush=True)
    connection.sock.settimeout(None if may_wait(command) else REPLY_SECONDS)
    try:
        connection.sock.sendall(request(command))
        return told(read_reply(connection.reader))
    except TimeoutError:
        raise Trouble(f"No reply came for {REPLY_SECONDS:g} seconds.") from None
    except OSError as error:
        raise Trouble(f"The connection was cut ({error.strerror or error}).") from None


def typed(prompt: str) -> list[bytes] | None:
    """The next command; empty for an empty line, None at the end."""
    try:
        return words(input(prompt))
    except EOFError:
        if prompt:
            print()
        return None
    except KeyboardInterrupt:
        print()
        return None
    except ValueError as error:
        print(f"Invalid argument(s): {error}")
        return []


def main() -> int:
    prompt = PROMPT if sys.stdin.isatty() else ""
    connection: Connection | None = None
    code = 0
    while True:
        try:
            connection = connection or connect()
        except Trouble as trouble:
            print(trouble)
            return 1
        except KeyboardInterrupt:
            return 130
        command = typed(prompt)
        if command is None or (command and command[0].lower() in (b"quit", b"exit")):
            return code
        if not command:
            continue
        try:
            print(ask(connection, command))
        except KeyboardInterrupt:
            print()
            code = 130
        except Trouble as trouble:
            print(trouble)
            code = 1
        else:
            code = 0
            continue
        # What was not read of this reply would be taken for the next one.
        connection.close()
        connection = None


if __name__ == "__main__":
    sys.exit(main())
