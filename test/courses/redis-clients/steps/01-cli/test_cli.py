import time

from lib.clients import redis_cli, start_server

EXPIRY_MS = 1000


def test_answers_ping_and_echo() -> None:
    """redis-cli gets its PONG, and its words back"""
    start_server()
    assert redis_cli("PING") == b"PONG\n"
    assert redis_cli("ECHO", "two words") == b"two words\n"


def test_keeps_values() -> None:
    """redis-cli gets back what it set: words, letters of all kinds, nothing at all"""
    start_server()
    for value in ("one", "several words  in a row", "Grüße, 世界, 🦀", "", "-1", "+OK\\r\\n", "*3", "$-1"):
        assert redis_cli("SET", "key", value) == b"OK\n"
        assert redis_cli("GET", "key") == value.encode() + b"\n"
    assert redis_cli("GET", "another key") == b"\n", "A key that was never set is nil."


def test_keeps_bytes() -> None:
    """redis-cli -x: any byte, line ends and zeros included"""
    start_server()
    value = bytes(range(256)) + b"\r\n$3\r\nend\r\n" + bytes(5000)
    assert redis_cli("-x", "SET", "bytes", input=value) == b"OK\n"
    assert redis_cli("GET", "bytes") == value + b"\n"


def test_lets_a_value_expire() -> None:
    """SET with PX: there at first, gone afterwards, and a new SET takes the expiry away"""
    start_server()
    assert redis_cli("SET", "short", "lived", "PX", str(EXPIRY_MS)) == b"OK\n"
    assert redis_cli("SET", "kept", "once", "px", str(EXPIRY_MS)) == b"OK\n"
    assert redis_cli("GET", "short") == b"lived\n"
    assert redis_cli("SET", "kept", "for good") == b"OK\n"
    time.sleep(EXPIRY_MS / 1000 + 0.2)
    assert redis_cli("GET", "short") == b"\n"
    assert redis_cli("GET", "kept") == b"for good\n"


def test_takes_commands_line_by_line() -> None:
    """redis-cli with its commands on stdin asks for COMMAND DOCS first, and goes on whatever the answer"""
    start_server()
    replies = redis_cli(input=b'PING\nSET a "b c"\nGET a\nNO-SUCH-COMMAND x\nGET a\n')
    kept = [line for line in replies.splitlines() if line]
    assert kept[:3] + kept[4:] == [b"PONG", b"OK", b"b c", b"b c"]
    assert kept[3].startswith(b"ERR unknown command")


def test_says_that_it_does_not_know_a_command() -> None:
    """A command that the program does not know is an error, and the program goes on"""
    start_server()
    assert redis_cli("NO-SUCH-COMMAND").startswith(b"ERR unknown command")
    assert redis_cli("PING") == b"PONG\n"
