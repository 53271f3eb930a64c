from codealong import rng

from lib import OK, Client, bulk, simple, some_word, start_server

#: Bytes after the reply are sent right behind it, if there are any.
QUIET_SECONDS = 0.03
THE_ID = "XADD is answered with the id of the new entry, as a bulk string. The id is the word that comes after the key."
ITS_OWN_ID = "Each entry has an id of its own. Answer with the one that came with this command."
ANY_FIELDS = (
    "After the key and the id there may be any even number of words: a field, its value, the next field, its value. "
    "Take all words that are left, as in `key, id, *fields = words`."
)
A_STREAM = (
    "What XADD has made is a stream. If your program keeps it in a Python list, make it a class of its own, so that TYPE can tell it from "
    "what RPUSH has made."
)
BESIDE_IT = "XADD changes nothing but its own stream."
TWO_STREAMS = "Each key has a stream of its own, and two streams may have entries with the same id."


def test_xadd_gives_the_id() -> None:
    """XADD is answered with the id of the entry"""
    start_server()
    id = f"{rng.randrange(1000, 10**12)}-{rng.randrange(10)}"
    words = some_word(), some_word()
    Client().ask("XADD", some_word(), id, *words, expect=bulk(id), if_wrong=THE_ID, if_silent=THE_ID, quiet_seconds=QUIET_SECONDS)


def test_a_second_entry() -> None:
    """A second entry is added to the same stream"""
    start_server()
    client = Client()
    key, time = some_word(), rng.randrange(100, 1000)
    for id in (f"{time}-1", f"{time}-2", f"{time + 1}-0"):
        client.ask("XADD", key, id, some_word(), some_word(), expect=bulk(id), if_wrong=ITS_OWN_ID, if_silent=ITS_OWN_ID)


def test_several_fields() -> None:
    """An entry may have several fields"""
    start_server()
    client = Client()
    key, time = some_word(), rng.randrange(100, 1000)
    for number, fields in enumerate((2, 3, 5)):
        words = [some_word() for _ in range(2 * fields)]
        client.ask("XADD", key, f"{time}-{number}", *words, expect=bulk(f"{time}-{number}"), if_wrong=THE_ID, if_silent=ANY_FIELDS)


def test_type_of_a_stream() -> None:
    """A stream has the type stream"""
    start_server()
    client = Client()
    key = some_word()
    client.ask("XADD", key, "1-1", some_word(), some_word(), expect=bulk("1-1"))
    client.ask("TYPE", key, expect=simple("stream"), if_wrong=A_STREAM, if_silent=A_STREAM)


def test_other_keys_stay_as_they_are() -> None:
    """A text beside a stream stays a text"""
    start_server()
    client = Client()
    text, stream, value = f"a-{some_word()}", f"b-{some_word()}", some_word()
    client.ask("SET", text, value, expect=OK)
    client.ask("XADD", stream, "1-1", some_word(), some_word(), expect=bulk("1-1"))
    client.ask("TYPE", text, expect=simple("string"), if_wrong=BESIDE_IT)
    client.ask("GET", text, expect=bulk(value), if_wrong=BESIDE_IT)


def test_two_streams() -> None:
    """Two streams may have entries with the same id"""
    start_server()
    client = Client()
    id = f"{rng.randrange(100, 1000)}-{rng.randrange(10)}"
    for key in (f"a-{some_word()}", f"b-{some_word()}"):
        client.ask("XADD", key, id, some_word(), some_word(), expect=bulk(id), if_wrong=TWO_STREAMS)
