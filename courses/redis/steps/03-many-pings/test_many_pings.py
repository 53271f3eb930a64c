import time

from lib import Client, simple, start_server

PAUSE_SECONDS = 0.1


def test_each_ping_on_one_connection_is_answered() -> None:
    """Four PINGs on one connection are all answered"""
    start_server()
    client = Client()
    for _ in range(4):
        client.ask("PING", expect=simple("PONG"))


def test_pings_after_a_pause_are_answered() -> None:
    """A client that pauses between its PINGs is still answered"""
    start_server()
    client = Client()
    client.ask("PING", expect=simple("PONG"))
    for _ in range(2):
        time.sleep(PAUSE_SECONDS)
        client.ask("PING", expect=simple("PONG"))
