from codealong import rng

from lib import NULL_ARRAY, Client, array, fill, some_word, start_server, stream

#: Bytes after the reply are sent right behind it, if there are any.
QUIET_SECONDS = 0.03
ITS_FORM = (
    "The reply is an array of streams, here with one element. A stream is an array of two elements: its key, and the array of its entries, "
    "which look as they do in the reply to XRANGE."
)
GREATER = "XREAD gives the entries that come after the id: `id > start`. The client has the entry with this id already."
ALL_AFTER = "XREAD gives all entries that come after the id, up to the end of the stream."
FROM_0 = "Every entry has an id that is greater than `0-0`."
NOTHING = 'If there is nothing after the id, or no such stream, the reply is the null array: `b"*-1\\r\\n"`.'
ANY_CASE = "`STREAMS` may be written in lower case. Convert the word before you compare it, with `word.upper()`."
AS_NUMBERS = "Compare numbers, not texts: as a text, `10` comes before `9`. Split an id at the `-`, and turn both parts into numbers with `int`."


def test_the_entry_after_an_id() -> None:
    """XREAD gives the entry that comes after the id"""
    start_server()
    client, key = Client(), some_word()
    time = rng.randrange(100, 1000)
    entries = fill(client, key, f"{time}-0")
    wanted = array(stream(key, *entries))
    client.ask("XREAD", "STREAMS", key, f"{time - 1}-0", expect=wanted, if_wrong=ITS_FORM, if_silent=ITS_FORM, quiet_seconds=QUIET_SECONDS)


def test_the_id_itself_is_left_out() -> None:
    """The entry with the id itself is left out"""
    start_server()
    client, key = Client(), some_word()
    time = rng.randrange(100, 1000)
    entries = fill(client, key, f"{time}-3", f"{time}-4")
    client.ask("XREAD", "STREAMS", key, f"{time}-3", expect=array(stream(key, entries[1])), if_wrong=GREATER)


def test_all_entries_after_an_id() -> None:
    """XREAD gives all entries that come after the id"""
    start_server()
    client, key = Client(), some_word()
    time = rng.randrange(100, 1000)
    entries = fill(client, key, f"{time}-0", f"{time}-1", f"{time + 1}-0", f"{time + 4}-2")
    client.ask("XREAD", "STREAMS", key, f"{time}-0", expect=array(stream(key, *entries[1:])), if_wrong=ALL_AFTER)
    client.ask("XREAD", "STREAMS", key, f"{time + 1}-5", expect=array(stream(key, entries[3])), if_wrong=ALL_AFTER)


def test_from_the_beginning() -> None:
    """After 0-0 come all entries"""
    start_server()
    client, key = Client(), some_word()
    entries = fill(client, key, "0-1", f"{rng.randrange(100, 1000)}-0", f"{rng.randrange(1000, 2000)}-0")
    client.ask("XREAD", "STREAMS", key, "0-0", expect=array(stream(key, *entries)), if_wrong=FROM_0)


def test_nothing_new() -> None:
    """If there is nothing after the id, the reply is the null array"""
    start_server()
    client, key = Client(), some_word()
    time = rng.randrange(100, 1000)
    fill(client, key, f"{time}-0")
    client.ask("XREAD", "STREAMS", key, f"{time}-0", expect=NULL_ARRAY, if_wrong=NOTHING, if_silent=NOTHING)


def test_no_such_stream() -> None:
    """If there is no such stream, the reply is the null array"""
    start_server()
    Client().ask("XREAD", "STREAMS", some_word(), "0-0", expect=NULL_ARRAY, if_wrong=NOTHING, if_silent=NOTHING)


def test_streams_in_any_case() -> None:
    """STREAMS may be written in lower case"""
    start_server()
    client, key = Client(), some_word()
    entries = fill(client, key, "1-1")
    client.ask("XREAD", "streams", key, "0-0", expect=array(stream(key, *entries)), if_wrong=ANY_CASE, if_silent=ANY_CASE)


def test_ids_are_numbers() -> None:
    """Ids are compared as numbers: 10-0 comes after 9-5"""
    start_server()
    client, key = Client(), some_word()
    entries = fill(client, key, "9-5", "10-9", "10-10")
    client.ask("XREAD", "STREAMS", key, "9-5", expect=array(stream(key, *entries[1:])), if_wrong=AS_NUMBERS)
    client.ask("XREAD", "STREAMS", key, "10-9", expect=array(stream(key, entries[2])), if_wrong=AS_NUMBERS)
