from codealong import rng

from lib import Client, array, fill, some_word, start_server

#: Bytes after the reply are sent right behind it, if there are any.
QUIET_SECONDS = 0.03
FROM_THE_FIRST = (
    "`-` stands for the smallest possible id, `0-0`. Look for the whole word `-` before you split an id at its `-`, and take the pair `(0, 0)` for it."
)
THE_END_COUNTS = "The range begins with the first entry, but it still ends with the id that was given as its end."
TIME_ALONE = "A time alone as the end means all of that time, as before."
NOTHING = 'Where there are no entries, the reply is an empty array: `b"*0\\r\\n"`.'


def test_from_the_first_entry() -> None:
    """A range that begins with - begins with the first entry"""
    start_server()
    client, key = Client(), some_word()
    time = rng.randrange(100, 1000)
    entries = fill(client, key, f"{time}-3", f"{time + 1}-0", f"{time + 1}-4")
    wanted = array(*entries)
    advice = FROM_THE_FIRST
    client.ask("XRANGE", key, "-", f"{time + 1}-4", expect=wanted, if_wrong=advice, if_silent=advice, quiet_seconds=QUIET_SECONDS)


def test_the_end_still_counts() -> None:
    """It ends with the id that is given"""
    start_server()
    client, key = Client(), some_word()
    time = rng.randrange(100, 1000)
    entries = fill(client, key, f"{time}-3", f"{time + 1}-0", f"{time + 1}-4", f"{time + 2}-0")
    client.ask("XRANGE", key, "-", f"{time + 1}-0", expect=array(*entries[:2]), if_wrong=THE_END_COUNTS, if_silent=FROM_THE_FIRST)


def test_the_first_possible_entry() -> None:
    """The entry 0-1 belongs to it"""
    start_server()
    client, key = Client(), some_word()
    entries = fill(client, key, "0-1", "0-2", f"{rng.randrange(100, 1000)}-0")
    client.ask("XRANGE", key, "-", "0-2", expect=array(*entries[:2]), if_wrong=FROM_THE_FIRST, if_silent=FROM_THE_FIRST)


def test_up_to_a_time_alone() -> None:
    """The end may be a time alone"""
    start_server()
    client, key = Client(), some_word()
    time = rng.randrange(100, 1000)
    entries = fill(client, key, f"{time}-3", f"{time + 1}-0", f"{time + 1}-7", f"{time + 2}-0")
    client.ask("XRANGE", key, "-", f"{time + 1}", expect=array(*entries[:3]), if_wrong=TIME_ALONE, if_silent=FROM_THE_FIRST)


def test_nothing_up_to_there() -> None:
    """Where there are no entries, the reply is an empty array"""
    start_server()
    client, key = Client(), f"a-{some_word()}"
    time = rng.randrange(100, 1000)
    fill(client, key, f"{time}-3")
    client.ask("XRANGE", key, "-", f"{time}-2", expect=array(), if_wrong=NOTHING, if_silent=NOTHING)
    client.ask("XRANGE", f"b-{some_word()}", "-", "5-0", expect=array(), if_wrong=NOTHING, if_silent=NOTHING)
