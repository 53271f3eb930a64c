import time

from codealong import rng
from lib import NULL, OK, Client, array, error, integer, simple, some_word, start_server

QUEUED = simple("QUEUED")
#: For a server to notice that a client has left.
LEFT_SECONDS = 0.2
THEIR_OWN = (
    "Each client has a transaction of its own: its own queue, and its own note that it is in one. Make both where a client is "
    "served, once for each client: a list directly below `class`, or at the top of the file, exists once for all of them."
)
WHEN_EXEC_COMES = (
    "The queue holds commands, and no values. They are run when this client's EXEC comes, with what is in the store at that "
    "moment."
)
STILL_IN_IT = (
    "Another client has given its own transaction up. This client is still in its transaction, with its whole queue: DISCARD "
    "ends only the transaction of the client that sends it."
)
IT_LEFT = (
    "The client that began the transaction has left, and its transaction went with it. A new client begins outside of any: keep "
    "nothing about transactions that outlives the connection."
)
NEVER_RUN = "The client left before its EXEC, so the commands in its queue are never run."


def test_two_transactions_side_by_side() -> None:
    """Two clients have a transaction each, and run them one after the other"""
    start_server()
    one, other = Client(), Client()
    key, number = some_word(), rng.randrange(11, 90)
    one.ask("MULTI", expect=OK)
    one.ask("SET", key, str(number), expect=QUEUED)
    one.ask("INCR", key, expect=QUEUED)
    other.ask("MULTI", expect=OK, if_wrong=THEIR_OWN, if_silent=THEIR_OWN)
    other.ask("INCR", key, expect=QUEUED, if_wrong=THEIR_OWN)
    one.ask("EXEC", expect=array(OK, integer(number + 1)), if_wrong=THEIR_OWN)
    right = array(integer(number + 2))
    other.send("EXEC")
    other.expect(right, if_wrong=WHEN_EXEC_COMES if other.peek(right) == array(integer(1)) else THEIR_OWN)


def test_queues_that_are_filled_in_turns() -> None:
    """Three clients fill their queues in turns, and each gets its own replies"""
    start_server()
    clients = [Client() for _ in range(3)]
    keys = [f"{letter}-{some_word()}" for letter in "abc"]
    for client in clients:
        client.ask("MULTI", expect=OK)
    for _ in range(2):
        for client, key in zip(clients, keys):
            client.ask("INCR", key, expect=QUEUED)
    for client in reversed(clients):
        client.ask("EXEC", expect=array(integer(1), integer(2)), if_wrong=THEIR_OWN)


def test_discard_of_another_client() -> None:
    """When one client gives its transaction up, the one of another client goes on"""
    start_server()
    one, other = Client(), Client()
    given_up, key = f"a-{some_word()}", f"b-{some_word()}"
    for client, its_key in ((one, given_up), (other, key)):
        client.ask("MULTI", expect=OK)
        client.ask("INCR", its_key, expect=QUEUED)
    one.ask("DISCARD", expect=OK)
    other.ask("INCR", key, expect=QUEUED, if_wrong=STILL_IN_IT)
    other.ask("EXEC", expect=array(integer(1), integer(2)), if_wrong=STILL_IN_IT)
    one.ask("GET", given_up, expect=NULL, if_wrong=THEIR_OWN)


def test_a_client_that_leaves() -> None:
    """A client that leaves before its EXEC has changed nothing"""
    start_server()
    one = Client()
    key = some_word()
    one.ask("MULTI", expect=OK)
    one.ask("INCR", key, expect=QUEUED)
    one.leave()
    # By then the server has closed its side, too, and the next client may get the same number of a descriptor.
    time.sleep(LEFT_SECONDS)
    other = Client()
    other.ask("EXEC", expect=error("ERR EXEC without MULTI"), if_wrong=IT_LEFT)
    other.ask("GET", key, expect=NULL, if_wrong=NEVER_RUN)
    other.ask("MULTI", expect=OK, if_wrong=IT_LEFT)
    other.ask("EXEC", expect=array(), if_wrong=IT_LEFT)
