from codealong import rng
from lib import NULL, OK, Client, array, bulk, error, integer, simple, some_word, start_server

QUEUED = simple("QUEUED")
GIVEN_UP = (
    "DISCARD ends the transaction and is answered with `b\"+OK\\r\\n\"`. Like MULTI and EXEC it is not queued itself."
)
NEVER_RUN = "DISCARD throws the queue away: none of its commands is run, neither now nor later."
IT_IS_OVER = "DISCARD has ended the transaction: what this client sends now is run at once, until it sends MULTI again."
NO_TRANSACTION = (
    "This client is in no transaction, so there is nothing to give up. Answer with `b\"-ERR DISCARD without MULTI\\r\\n\"`, with "
    "exactly these words."
)
NOTHING_TO_RUN = (
    "DISCARD has ended the transaction, so EXEC finds none: answer with `b\"-ERR EXEC without MULTI\\r\\n\"`."
)
FROM_AN_EMPTY_QUEUE = (
    "The commands from before the DISCARD were thrown away. Empty the queue in DISCARD, or begin with a new one at each MULTI."
)


def test_discard_gives_the_transaction_up() -> None:
    """DISCARD is answered with +OK, and the queued SET is never run"""
    start_server()
    client = Client()
    key = some_word()
    client.ask("MULTI", expect=OK)
    client.ask("SET", key, some_word(), expect=QUEUED)
    client.ask("DISCARD", expect=OK, if_wrong=GIVEN_UP, if_silent=GIVEN_UP)
    client.send("GET", key)
    client.expect(NULL, if_wrong=IT_IS_OVER if client.peek(NULL) == QUEUED else NEVER_RUN)


def test_a_value_stays() -> None:
    """A value from before the transaction stays"""
    start_server()
    client = Client()
    key, number = some_word(), rng.randrange(11, 90)
    client.ask("SET", key, str(number), expect=OK)
    client.ask("MULTI", expect=OK)
    client.ask("SET", key, some_word(), expect=QUEUED)
    client.ask("DISCARD", expect=OK, if_wrong=GIVEN_UP)
    client.ask("GET", key, expect=bulk(str(number)), if_wrong=NEVER_RUN)
    client.ask("INCR", key, expect=integer(number + 1), if_wrong=IT_IS_OVER)


def test_discard_without_multi() -> None:
    """DISCARD without MULTI is answered with the error"""
    start_server()
    client = Client()
    client.ask(
        "DISCARD", expect=error("ERR DISCARD without MULTI"), if_wrong=NO_TRANSACTION, if_silent=NO_TRANSACTION
    )
    client.ask("PING", expect=simple("PONG"))


def test_exec_after_discard() -> None:
    """EXEC after DISCARD is answered with its error"""
    start_server()
    client = Client()
    client.ask("MULTI", expect=OK)
    client.ask("DISCARD", expect=OK, if_wrong=GIVEN_UP)
    client.ask("EXEC", expect=error("ERR EXEC without MULTI"), if_wrong=NOTHING_TO_RUN, if_silent=NOTHING_TO_RUN)


def test_the_next_transaction_begins_with_an_empty_queue() -> None:
    """The next transaction runs only its own commands"""
    start_server()
    client = Client()
    given_up, key = f"a-{some_word()}", f"b-{some_word()}"
    client.ask("MULTI", expect=OK)
    client.ask("INCR", given_up, expect=QUEUED)
    client.ask("DISCARD", expect=OK, if_wrong=GIVEN_UP)
    client.ask("MULTI", expect=OK)
    client.ask("INCR", key, expect=QUEUED)
    client.ask("EXEC", expect=array(integer(1)), if_wrong=FROM_AN_EMPTY_QUEUE)
    client.ask("GET", given_up, expect=NULL, if_wrong=NEVER_RUN)
