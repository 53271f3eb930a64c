"""One conversation of python3-redis with the program under test, as a program of its own: `with_python.py NAME`."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

sys.path.insert(0, "/opt/reference/python")
import redis  # noqa: E402


def answers(client: redis.Redis) -> None:
    assert client.ping() is True
    assert client.echo("Grüße, 世界") == "Grüße, 世界".encode()


def keeps(client: redis.Redis) -> None:
    assert client.set("a", "1") is True
    assert client.get("a") == b"1"
    assert client.get("never set") is None
    assert client.set(b"\x00\xff", b"\r\n\x00") is True
    assert client.get(b"\x00\xff") == b"\r\n\x00"


def expires(client: redis.Redis) -> None:
    assert client.set("short", "lived", px=1000) is True
    assert client.get("short") == b"lived"
    time.sleep(1.2)
    assert client.get("short") is None


def pipelines(client: redis.Redis) -> None:
    with client.pipeline(transaction=False) as pipeline:
        for number in range(50):
            pipeline.set(f"key {number}", number).get(f"key {number}")
        pipeline.ping().echo("end").get("never set")
        replies = pipeline.execute()
    expected = [reply for number in range(50) for reply in (True, str(number).encode())]
    assert replies == [*expected, True, b"end", None], replies


def keeps_much(client: redis.Redis) -> None:
    value = bytes(range(256)) * 400
    assert len(value) == 102_400
    assert client.set("much", value) is True
    assert client.get("much") == value
    assert client.echo(value) == value


def refuses(client: redis.Redis) -> None:
    try:
        client.execute_command("NO-SUCH-COMMAND", "x")
    except redis.ResponseError as error:
        assert "unknown command" in str(error), error
    else:
        raise AssertionError("NO-SUCH-COMMAND was not answered with an error")
    assert client.ping() is True


def shares(client: redis.Redis) -> None:
    others = [redis.Redis(single_connection_client=True, socket_timeout=5) for _ in range(10)]
    for number, other in enumerate(others):
        assert other.set(f"of {number}", number) is True
    assert [client.get(f"of {number}") for number in range(10)] == [str(number).encode() for number in range(10)]
    for other in others:
        other.close()


CONVERSATIONS: dict[str, Callable[[redis.Redis], None]] = {
    one.__name__: one for one in (answers, keeps, expires, pipelines, keeps_much, refuses, shares)
}

if __name__ == "__main__":
    with redis.Redis(socket_timeout=5) as one_client:
        CONVERSATIONS[sys.argv[1]](one_client)
    print("well")
