from lib import OK, Client, array, error, start_server

#: Bytes after the reply are sent right behind it, if there are any.
QUIET_SECONDS = 0.03
WITHOUT_MULTI = error("ERR EXEC without MULTI")
EMPTY = array()
AN_EMPTY_ARRAY = (
    "The reply to EXEC is an array with one reply for each command of the transaction. There were none, so the array is empty: "
    "`b\"*0\\r\\n\"`."
)
IT_ENDS = (
    "EXEC ends the transaction: after it, this client is in none until it sends MULTI again. Note that down before you answer."
)
AGAIN = "After a transaction the client may begin the next one with MULTI, and EXEC runs it in the same way."
ITS_OWN = (
    "Another client has ended its transaction, but this client is still in its own. Keep for each client whether it is in a "
    "transaction."
)


def test_an_empty_transaction() -> None:
    """MULTI and then EXEC give an empty array"""
    start_server()
    client = Client()
    client.ask("MULTI", expect=OK)
    client.ask("EXEC", expect=EMPTY, if_wrong=AN_EMPTY_ARRAY, if_silent=AN_EMPTY_ARRAY, quiet_seconds=QUIET_SECONDS)


def test_exec_ends_the_transaction() -> None:
    """EXEC ends the transaction: a second EXEC gets the error"""
    start_server()
    client = Client()
    client.ask("MULTI", expect=OK)
    client.ask("EXEC", expect=EMPTY, if_wrong=AN_EMPTY_ARRAY)
    client.ask("EXEC", expect=WITHOUT_MULTI, if_wrong=IT_ENDS, if_silent=IT_ENDS)


def test_one_transaction_after_the_other() -> None:
    """A client may have several transactions, one after the other"""
    start_server()
    client = Client()
    for _ in range(3):
        client.ask("MULTI", expect=OK, if_wrong=AGAIN, if_silent=AGAIN)
        client.ask("EXEC", expect=EMPTY, if_wrong=AGAIN, if_silent=AGAIN)


def test_two_clients_each_end_their_own() -> None:
    """The EXEC of one client leaves the transaction of another one open"""
    start_server()
    one, other = Client(), Client()
    one.ask("MULTI", expect=OK)
    other.ask("MULTI", expect=OK)
    one.ask("EXEC", expect=EMPTY, if_wrong=AN_EMPTY_ARRAY)
    other.ask("EXEC", expect=EMPTY, if_wrong=ITS_OWN, if_silent=ITS_OWN)
    one.ask("EXEC", expect=WITHOUT_MULTI, if_wrong=ITS_OWN)
