from codealong import rng
from lib import OK, Client, bulk, integer, some_word, start_server

#: Bytes after the reply are sent right behind it, if there are any.
QUIET_SECONDS = 0.03
BEGINS = "MULTI begins a transaction, and its answer is the same as that of SET: `b\"+OK\\r\\n\"`."
EACH_ITS_OWN = "Each client may begin a transaction of its own, at any time. Answer every one of them with `b\"+OK\\r\\n\"`."
OTHERS_GO_ON = (
    "Another client has begun a transaction, which has nothing to do with this one. Take no lock in MULTI, and keep what you "
    "remember about a transaction with the client that began it."
)


def test_multi_is_answered() -> None:
    """MULTI is answered with +OK"""
    start_server()
    Client().ask("MULTI", expect=OK, if_wrong=BEGINS, if_silent=BEGINS, quiet_seconds=QUIET_SECONDS)


def test_two_clients_begin_a_transaction() -> None:
    """Two clients may both begin a transaction"""
    start_server()
    for client in (Client(), Client()):
        client.ask("MULTI", expect=OK, if_wrong=EACH_ITS_OWN, if_silent=OTHERS_GO_ON)


def test_another_client_goes_on() -> None:
    """While one client has a transaction open, another one is answered as always"""
    start_server()
    one, other = Client(), Client()
    key, number = some_word(), rng.randrange(11, 90)
    one.ask("MULTI", expect=OK, if_wrong=BEGINS)
    other.ask("SET", key, str(number), expect=OK, if_wrong=OTHERS_GO_ON, if_silent=OTHERS_GO_ON)
    other.ask("GET", key, expect=bulk(str(number)), if_wrong=OTHERS_GO_ON, if_silent=OTHERS_GO_ON)
    other.ask("INCR", key, expect=integer(number + 1), if_wrong=OTHERS_GO_ON, if_silent=OTHERS_GO_ON)
