from codealong import rng
from lib import NULL, OK, Client, array, bulk, error, integer, simple, some_word, start_server

#: Bytes after the reply are sent right behind it, if there are any.
QUIET_SECONDS = 0.03
QUEUED = simple("QUEUED")
WITHOUT_MULTI = error("ERR EXEC without MULTI")
THE_REPLIES = (
    "EXEC runs the queued commands in the order in which they came, the first one first. Its reply is an array: `*`, their "
    "number, `\\r\\n`, and then the reply to each command, exactly as it would have been sent without a transaction."
)
STILL_IN_IT = (
    "When EXEC runs the queue, this client must no longer be in a transaction. Otherwise each command is put into the queue again, and a "
    "loop over that queue never ends. Take the queue into a variable of its own, put `None` in its place, and then run it."
)
IT_IS_STORED = "EXEC has run the commands, so what they stored is there for every client, as after any SET or INCR."
IT_IS_OVER = (
    "EXEC has ended the transaction: what this client sends now is no longer queued, but run at once, until it sends MULTI "
    "again."
)
FROM_AN_EMPTY_QUEUE = (
    "EXEC runs only what was queued since the last MULTI. Empty the queue when you have run it, or begin with a new one at each "
    "MULTI."
)
AS_ALWAYS = (
    "Each element of the array is the reply to one command, byte for byte as it would have been sent without a "
    "transaction. Join the replies and put nothing around them."
)


def test_exec_answers_with_all_replies() -> None:
    """EXEC runs the queued commands and answers with an array of their replies"""
    start_server()
    client = Client()
    key, number = some_word(), rng.randrange(11, 90)
    client.ask("MULTI", expect=OK)
    client.ask("SET", key, str(number), expect=QUEUED)
    client.ask("INCR", key, expect=QUEUED)
    client.send("EXEC")
    right = array(OK, integer(number + 1))
    queued_again = QUEUED in (getattr(client.peek(right, if_silent=STILL_IN_IT, if_wrong=THE_REPLIES), "items", None) or ())
    client.expect(right, if_wrong=STILL_IN_IT if queued_again else THE_REPLIES, if_silent=STILL_IN_IT, quiet_seconds=QUIET_SECONDS)


def test_what_it_stores_is_there_for_everybody() -> None:
    """After EXEC another client gets the value"""
    start_server()
    one, other = Client(), Client()
    key, number = some_word(), rng.randrange(11, 90)
    one.ask("MULTI", expect=OK)
    one.ask("SET", key, str(number), expect=QUEUED)
    one.ask("INCR", key, expect=QUEUED)
    one.ask("EXEC", expect=array(OK, integer(number + 1)), if_wrong=THE_REPLIES)
    other.ask("GET", key, expect=bulk(str(number + 1)), if_wrong=IT_IS_STORED)


def test_after_exec_the_client_is_in_no_transaction() -> None:
    """After EXEC the client's commands are run at once again"""
    start_server()
    client = Client()
    key, value = some_word(), some_word()
    client.ask("MULTI", expect=OK)
    client.ask("SET", key, value, expect=QUEUED)
    client.ask("EXEC", expect=array(OK), if_wrong=THE_REPLIES)
    client.ask("GET", key, expect=bulk(value), if_wrong=IT_IS_OVER)
    client.ask("EXEC", expect=WITHOUT_MULTI, if_wrong=IT_IS_OVER)


def test_a_second_transaction_has_its_own_queue() -> None:
    """A second transaction runs only its own commands"""
    start_server()
    client = Client()
    key = some_word()
    for number in (1, 2):
        client.ask("MULTI", expect=OK)
        client.ask("INCR", key, expect=QUEUED)
        client.ask("EXEC", expect=array(integer(number)), if_wrong=FROM_AN_EMPTY_QUEUE)


def test_replies_of_many_kinds() -> None:
    """The array holds replies of many kinds, in the order of the commands"""
    start_server()
    client = Client()
    numbers, key, value, one, two = f"a-{some_word()}", f"b-{some_word()}", some_word(), some_word(), some_word()
    replies = {
        ("RPUSH", numbers, one, two): integer(2),
        ("LRANGE", numbers, "0", "-1"): array(one, two),
        ("SET", key, value): OK,
        ("GET", key): bulk(value),
        ("GET", f"c-{some_word()}"): NULL,
    }
    client.ask("MULTI", expect=OK)
    for command in replies:
        client.ask(*command, expect=QUEUED)
    client.ask("EXEC", expect=array(*replies.values()), if_wrong=AS_ALWAYS, if_silent=AS_ALWAYS)
