from codealong import rng

from lib import Client, array, fill, some_word, start_server

#: Bytes after the reply are sent right behind it, if there are any.
QUIET_SECONDS = 0.03
TO_THE_LAST = "`+` stands for the greatest possible id, `(2**64 - 1, 2**64 - 1)`. Look for it where you read an id, beside the `-`."
THE_START_COUNTS = "The range ends with the last entry, but it still begins with the id that was given as its start."
IN_THE_FUTURE = (
    "`+` stands for the greatest possible id, not for the time now or another number that seems large: an id may lie in the future. "
    "Both of its numbers can be as large as `2**64 - 1`."
)
ALL = "`- +` gives the whole stream: all entries, in the order of their ids."
NOTHING = 'Where there are no entries, the reply is an empty array: `b"*0\\r\\n"`.'


def test_to_the_last_entry() -> None:
    """A range that ends with + ends with the last entry"""
    start_server()
    client, key = Client(), some_word()
    time = rng.randrange(100, 1000)
    entries = fill(client, key, f"{time}-3", f"{time + 1}-0", f"{time + 1}-4")
    wanted = array(*entries)
    advice = TO_THE_LAST
    client.ask("XRANGE", key, f"{time}-3", "+", expect=wanted, if_wrong=advice, if_silent=advice, quiet_seconds=QUIET_SECONDS)


def test_the_start_still_counts() -> None:
    """It begins with the id that is given"""
    start_server()
    client, key = Client(), some_word()
    time = rng.randrange(100, 1000)
    entries = fill(client, key, f"{time}-3", f"{time + 1}-0", f"{time + 1}-4", f"{time + 2}-0")
    client.ask("XRANGE", key, f"{time + 1}-4", "+", expect=array(*entries[2:]), if_wrong=THE_START_COUNTS, if_silent=TO_THE_LAST)
    client.ask("XRANGE", key, f"{time + 1}", "+", expect=array(*entries[1:]), if_wrong=THE_START_COUNTS, if_silent=TO_THE_LAST)


def test_entries_in_the_future() -> None:
    """An entry with a time far in the future belongs to it"""
    start_server()
    client, key = Client(), some_word()
    time = rng.randrange(100, 1000)
    entries = fill(client, key, f"{time}-0", f"{rng.randrange(10**13, 10**18)}-{rng.randrange(10**10, 10**18)}")
    client.ask("XRANGE", key, f"{time}-0", "+", expect=array(*entries), if_wrong=IN_THE_FUTURE, if_silent=TO_THE_LAST)


def test_the_whole_stream() -> None:
    """With - and +, XRANGE gives the whole stream"""
    start_server()
    client, key = Client(), some_word()
    time = rng.randrange(100, 1000)
    entries = fill(client, key, *(f"{time + number // 4}-{number}" for number in range(12)))
    client.ask("XRANGE", key, "-", "+", expect=array(*entries), if_wrong=ALL, if_silent=TO_THE_LAST)


def test_nothing_from_there() -> None:
    """Where there are no entries, the reply is an empty array"""
    start_server()
    client, key = Client(), f"a-{some_word()}"
    time = rng.randrange(100, 1000)
    fill(client, key, f"{time}-3")
    client.ask("XRANGE", key, f"{time}-4", "+", expect=array(), if_wrong=NOTHING, if_silent=NOTHING)
    client.ask("XRANGE", f"b-{some_word()}", "-", "+", expect=array(), if_wrong=NOTHING, if_silent=NOTHING)
