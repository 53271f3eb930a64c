from codealong import rng

from lib import Client, bulk, error, some_word, start_server
from lib.resp import Reply

NOT_GREATER = error("ERR The ID specified in XADD is equal or smaller than the target stream top item")
AT_ZERO = (
    "The `*` stands for a number that your program chooses, and a time that is new begins with 0. Answer with the complete id."
)
ONE_MORE = "The last entry has the same time, so the number is one more than that of the last entry."
FROM_THE_START = "The time is a new one, so the number begins with 0 again. It is not counted across different times."
NOT_0_0 = (
    "`0-0` is never allowed, so the first number at time 0 is 1. If your program takes `0-0` for the last id of an empty stream, that comes by itself: "
    "the same time, and one more."
)
GO_ON = (
    "The client chose the last number itself. The next one is one more than that: take it from the last id, do not count the entries."
)
ITS_OWN = "Each stream has a last id of its own: keep it with the stream, not in one variable for all."
STILL_IN_ORDER = "This time is smaller than that of the last entry. Choose the number first, and then check the complete id as before."


def add(client: Client, key: str, id: str, reply: Reply, advice: str | None = None) -> None:
    """Adds an entry with random fields."""
    client.ask("XADD", key, id, some_word(), some_word(), expect=reply, if_wrong=advice, if_silent=advice)


def test_a_new_time() -> None:
    """The first entry of a time gets the number 0"""
    start_server()
    time = rng.randrange(100, 1000)
    add(Client(), some_word(), f"{time}-*", bulk(f"{time}-0"), AT_ZERO)


def test_the_same_time() -> None:
    """The next entry of the same time gets the next number"""
    start_server()
    client, key = Client(), some_word()
    time = rng.randrange(100, 1000)
    add(client, key, f"{time}-*", bulk(f"{time}-0"), AT_ZERO)
    add(client, key, f"{time}-*", bulk(f"{time}-1"), ONE_MORE)
    add(client, key, f"{time}-*", bulk(f"{time}-2"), ONE_MORE)


def test_a_later_time() -> None:
    """A later time begins with the number 0 again"""
    start_server()
    client, key = Client(), some_word()
    time = rng.randrange(100, 1000)
    add(client, key, f"{time}-*", bulk(f"{time}-0"), AT_ZERO)
    add(client, key, f"{time}-*", bulk(f"{time}-1"), ONE_MORE)
    add(client, key, f"{time + 1}-*", bulk(f"{time + 1}-0"), FROM_THE_START)


def test_time_zero() -> None:
    """The first entry of time 0 is 0-1"""
    start_server()
    client, key = Client(), some_word()
    add(client, key, "0-*", bulk("0-1"), NOT_0_0)
    add(client, key, "0-*", bulk("0-2"), ONE_MORE)


def test_after_a_number_of_the_client() -> None:
    """After a number that the client chose, the next one is one more"""
    start_server()
    client, key = Client(), some_word()
    time, number = rng.randrange(100, 1000), rng.randrange(11, 99)
    add(client, key, f"{time}-{number}", bulk(f"{time}-{number}"))
    add(client, key, f"{time}-*", bulk(f"{time}-{number + 1}"), GO_ON)


def test_two_streams() -> None:
    """Two streams number their entries independently"""
    start_server()
    client, one, other = Client(), f"a-{some_word()}", f"b-{some_word()}"
    time = rng.randrange(100, 1000)
    add(client, one, f"{time}-*", bulk(f"{time}-0"), AT_ZERO)
    add(client, other, f"{time}-*", bulk(f"{time}-0"), ITS_OWN)
    add(client, one, f"{time}-*", bulk(f"{time}-1"), ITS_OWN)


def test_a_time_that_is_over() -> None:
    """A time smaller than the last one is refused"""
    start_server()
    client, key = Client(), some_word()
    time = rng.randrange(100, 1000)
    add(client, key, f"{time}-*", bulk(f"{time}-0"), AT_ZERO)
    add(client, key, f"{time - 1}-*", NOT_GREATER, STILL_IN_ORDER)
