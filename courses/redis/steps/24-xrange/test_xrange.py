from codealong import rng

from lib import Client, array, bulk, entry, fill, some_word, start_server

#: Bytes after the reply are sent right behind it, if there are any.
QUIET_SECONDS = 0.03
ITS_FORM = (
    "The reply is an array of entries. Each entry is an array of two elements: its id, as a bulk string, and one array with all of its fields and values, each of which counts as an element."
)
BOTH_INCLUDED = "Both ends belong to the range: `start <= id <= end`. The entries come in the order of their ids."
ALL_WORDS = "An entry's second element is an array of all words that came after the id, in their order: two for each field."
AS_NUMBERS = "Compare numbers, not texts: as a text, `10` comes before `9`. Split an id at the `-`, and turn both parts into numbers with `int`."
TIME_ALONE = (
    "A time alone means all of that time: as the start it stands for `time-0`, as the end for the greatest possible number, `2**64 - 1`."
)
NOTHING = 'Where there are no entries, the reply is an empty array: `b"*0\\r\\n"`. That is also the answer for a key that does not exist.'


def test_one_entry() -> None:
    """XRANGE gives an entry with its id and its field"""
    start_server()
    client, key = Client(), some_word()
    time = rng.randrange(100, 1000)
    wanted = array(*fill(client, key, f"{time}-{rng.randrange(10)}"))
    advice = ITS_FORM
    client.ask("XRANGE", key, f"{time - 1}-0", f"{time + 1}-0", expect=wanted, if_wrong=advice, if_silent=advice, quiet_seconds=QUIET_SECONDS)


def test_both_ends_are_included() -> None:
    """Both ends of the range are included"""
    start_server()
    client, key = Client(), some_word()
    time = rng.randrange(100, 1000)
    entries = fill(client, key, f"{time}-1", f"{time}-2", f"{time + 1}-0", f"{time + 5}-3")
    client.ask("XRANGE", key, f"{time}-1", f"{time + 5}-3", expect=array(*entries), if_wrong=BOTH_INCLUDED)


def test_the_middle_of_a_stream() -> None:
    """A range in the middle leaves out what lies before and after it"""
    start_server()
    client, key = Client(), some_word()
    time = rng.randrange(100, 1000)
    entries = fill(client, key, f"{time}-1", f"{time + 1}-4", f"{time + 1}-5", f"{time + 2}-0", f"{time + 3}-0")
    client.ask("XRANGE", key, f"{time + 1}-4", f"{time + 2}-0", expect=array(*entries[1:4]), if_wrong=BOTH_INCLUDED)
    client.ask("XRANGE", key, f"{time}-7", f"{time + 1}-4", expect=array(entries[1]), if_wrong=BOTH_INCLUDED)


def test_several_fields() -> None:
    """An entry is given with all of its fields, in their order"""
    start_server()
    client, key = Client(), some_word()
    time = rng.randrange(100, 1000)
    words = [some_word() for _ in range(6)]
    words[4] = words[0]
    client.ask("XADD", key, f"{time}-0", *words, expect=bulk(f"{time}-0"))
    client.ask("XRANGE", key, f"{time}-0", f"{time}-9", expect=array(entry(f"{time}-0", *words)), if_wrong=ALL_WORDS)


def test_ids_are_numbers() -> None:
    """Ids are compared as numbers: 10-0 comes after 9-5"""
    start_server()
    client, key = Client(), some_word()
    entries = fill(client, key, "9-5", "10-0", "10-9", "10-11", "100-2")
    client.ask("XRANGE", key, "9-5", "10-10", expect=array(*entries[:3]), if_wrong=AS_NUMBERS)
    client.ask("XRANGE", key, "10-9", "100-2", expect=array(*entries[2:]), if_wrong=AS_NUMBERS)


def test_a_time_alone() -> None:
    """A time alone means all entries of that time"""
    start_server()
    client, key = Client(), some_word()
    time = rng.randrange(100, 1000)
    last = f"{time + 1}-{rng.randrange(10**6, 10**12)}"
    entries = fill(client, key, f"{time}-0", f"{time + 1}-0", last, f"{time + 2}-0")
    client.ask("XRANGE", key, f"{time}", f"{time + 1}", expect=array(*entries[:3]), if_wrong=TIME_ALONE, if_silent=TIME_ALONE)
    client.ask("XRANGE", key, f"{time + 1}", f"{time + 1}-0", expect=array(entries[1]), if_wrong=TIME_ALONE, if_silent=TIME_ALONE)


def test_nothing_in_the_range() -> None:
    """Where there are no entries, the reply is an empty array"""
    start_server()
    client, key = Client(), f"a-{some_word()}"
    time = rng.randrange(100, 1000)
    fill(client, key, f"{time}-0", f"{time + 9}-0")
    client.ask("XRANGE", key, f"{time + 1}-0", f"{time + 8}-5", expect=array(), if_wrong=NOTHING, if_silent=NOTHING)
    client.ask("XRANGE", f"b-{some_word()}", "1-0", "5-0", expect=array(), if_wrong=NOTHING, if_silent=NOTHING)
