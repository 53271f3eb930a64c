from lib import Client, simple, start_server

#: Bytes after the reply are sent right behind it, if there are any.
QUIET_SECONDS = 0.03


def test_ping_is_answered() -> None:
    """PING is answered with +PONG"""
    start_server()
    Client().ask("PING", expect=simple("PONG"), quiet_seconds=QUIET_SECONDS)
