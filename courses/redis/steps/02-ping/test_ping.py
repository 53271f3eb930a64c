from lib.redis_client import RedisClient, start_server

#: Bytes after the reply are sent right behind it, if there are any.
QUIET_SECONDS = 0.03


def test_ping_is_answered() -> None:
    """PING is answered with +PONG"""
    start_server()
    client = RedisClient()
    client.send("PING")
    client.expect_simple_string("PONG", quiet_seconds=QUIET_SECONDS)
