import time

from lib.redis_client import RedisClient, start_server

PAUSE_SECONDS = 0.1


def test_each_ping_on_one_connection_is_answered() -> None:
    """Four PINGs on one connection are all answered"""
    start_server()
    client = RedisClient()
    for _ in range(4):
        client.send("PING")
        client.expect_simple_string("PONG")


def test_pings_after_a_pause_are_answered() -> None:
    """A client that pauses between its PINGs is still answered"""
    start_server()
    client = RedisClient()
    client.send("PING")
    client.expect_simple_string("PONG")
    for _ in range(2):
        time.sleep(PAUSE_SECONDS)
        client.send("PING")
        client.expect_simple_string("PONG")
