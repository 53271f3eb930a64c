from codealong import rng

from lib import Client, bulk, error, some_word, start_server
from lib.resp import Reply

NOT_GREATER = error("ERR The ID specified in XADD is equal or smaller than the target stream top item")
ZERO = error("ERR The ID specified in XADD must be greater than 0-0")
COMPARE = (
    "Compare the id with the last one of this stream before you add the entry: the time first, and the number behind the `-` only if the times are equal. "
    "If it is not greater, send the error and add nothing."
)
TIME_FIRST = (
    "The time counts first: with a greater time, the number behind the `-` may be anything. Tuples of two numbers are compared in this way, "
    "`(5, 9) < (6, 0)`."
)
AS_NUMBERS = (
    "Compare numbers, not texts: as a text, `10` comes before `9`. Split the id at the `-`, and turn both parts into numbers with `int`."
)
NEVER_ZERO = "`0-0` is not allowed in any stream and has an error of its own. Check that first, before you look at the last id."
FIRST_IS_0_1 = "`0-1` is greater than `0-0`, so it is the first id that is allowed."
NOT_ADDED = (
    "This id is smaller than that of the last entry which was added. A refused entry changes nothing: keep the id as the last one only when its "
    "entry has been added."
)
ITS_OWN = "Each stream has a last id of its own: keep it with the stream, not in one variable for all."


def add(client: Client, key: str, id: str, reply: Reply | None = None, advice: str = COMPARE) -> None:
    """Adds an entry with random fields. Without a `reply`, it must be taken."""
    reply = bulk(id) if reply is None else reply
    client.ask("XADD", key, id, some_word(), some_word(), expect=reply, if_wrong=advice, if_silent=advice)


def test_the_same_id() -> None:
    """The id of the last entry is refused"""
    start_server()
    client, key = Client(), some_word()
    id = f"{rng.randrange(100, 1000)}-{rng.randrange(10)}"
    add(client, key, id)
    add(client, key, id, NOT_GREATER)


def test_a_smaller_number() -> None:
    """At the same time, a smaller sequence number is refused"""
    start_server()
    client, key = Client(), some_word()
    time = rng.randrange(100, 1000)
    add(client, key, f"{time}-5")
    add(client, key, f"{time}-{rng.randrange(5)}", NOT_GREATER)


def test_a_smaller_time() -> None:
    """A smaller time is refused, even with a greater sequence number"""
    start_server()
    client, key = Client(), some_word()
    time = rng.randrange(200, 1000)
    add(client, key, f"{time}-3")
    add(client, key, f"{time - rng.randrange(1, 100)}-7", NOT_GREATER)


def test_a_greater_time() -> None:
    """A greater time is taken, even with a smaller sequence number"""
    start_server()
    client, key = Client(), some_word()
    time = rng.randrange(100, 900)
    add(client, key, f"{time}-5")
    add(client, key, f"{time + rng.randrange(1, 100)}-2", advice=TIME_FIRST)


def test_zero_in_a_new_stream() -> None:
    """0-0 is refused with its own error, and 0-1 is taken"""
    start_server()
    client, key = Client(), some_word()
    add(client, key, "0-0", ZERO, NEVER_ZERO)
    add(client, key, "0-1", advice=FIRST_IS_0_1)


def test_zero_after_other_entries() -> None:
    """0-0 has its own error also in a stream with entries"""
    start_server()
    client, key = Client(), some_word()
    add(client, key, f"{rng.randrange(100, 1000)}-1")
    add(client, key, "0-0", ZERO, NEVER_ZERO)


def test_ids_are_numbers() -> None:
    """Ids are compared as numbers: 10-0 is greater than 9-1"""
    start_server()
    client, key = Client(), some_word()
    for id in ("9-1", "10-0", "10-9", "10-10", f"{rng.randrange(100, 1000)}-0"):
        add(client, key, id, advice=AS_NUMBERS)


def test_a_refused_id_is_not_remembered() -> None:
    """A refused entry changes nothing"""
    start_server()
    client, key = Client(), some_word()
    time = rng.randrange(100, 1000)
    add(client, key, f"{time}-5")
    add(client, key, f"{time - 1}-5", NOT_GREATER)
    add(client, key, f"{time}-3", NOT_GREATER, NOT_ADDED)


def test_each_stream_has_its_own_last_id() -> None:
    """Each stream has its own last id"""
    start_server()
    client, one, other = Client(), f"a-{some_word()}", f"b-{some_word()}"
    time = rng.randrange(100, 1000)
    add(client, one, f"{time}-3")
    add(client, other, f"{time - 1}-1", advice=ITS_OWN)
    add(client, one, f"{time}-2", NOT_GREATER, ITS_OWN)
