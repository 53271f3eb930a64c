from codealong import rng

from lib import NULL_ARRAY, Client, array, fill, some_word, start_server, stream

#: Bytes after the reply are sent right behind it, if there are any.
QUIET_SECONDS = 0.03
KEYS_FIRST = (
    "After `STREAMS` come all keys and then all ids: of four words, the first two are keys and the last two are ids. The first id belongs to the "
    "first key, the second id to the second key."
)
ITS_OWN_ID = "Each stream is read after its own id: the first key after the first id, the second key after the second id."
THREE = "There may be any number of streams: the first half of the words after `STREAMS` are keys, the second half are ids."
IN_ORDER = "The streams come in the order of the command."
LEFT_OUT = "A stream without new entries is left out of the reply, and so is one that does not exist."
NOTHING = 'If no stream has anything new, the reply is the null array: `b"*-1\\r\\n"`.'


def names(count: int) -> list[str]:
    """Different keys."""
    return [f"{letter}-{some_word()}" for letter in "abc"[:count]]


def test_two_streams() -> None:
    """Two streams are read at once"""
    start_server()
    client, (one, other) = Client(), names(2)
    time = rng.randrange(100, 1000)
    first, second = fill(client, one, f"{time}-0"), fill(client, other, f"{time}-5", f"{time + 1}-0")
    wanted = array(stream(one, *first), stream(other, *second))
    advice = KEYS_FIRST
    client.ask("XREAD", "STREAMS", one, other, "0-0", "0-0", expect=wanted, if_wrong=advice, if_silent=advice, quiet_seconds=QUIET_SECONDS)


def test_each_stream_has_its_own_id() -> None:
    """Each stream is read after its own id"""
    start_server()
    client, (one, other) = Client(), names(2)
    time = rng.randrange(100, 1000)
    first, second = fill(client, one, f"{time}-1", f"{time}-2"), fill(client, other, f"{time}-1", f"{time + 1}-1", f"{time + 2}-1")
    wanted = array(stream(one, first[1]), stream(other, second[2]))
    client.ask("XREAD", "STREAMS", one, other, f"{time}-1", f"{time + 1}-1", expect=wanted, if_wrong=ITS_OWN_ID, if_silent=KEYS_FIRST)


def test_three_streams() -> None:
    """Three streams are read at once"""
    start_server()
    client, keys = Client(), names(3)
    time = rng.randrange(100, 1000)
    wanted = array(*(stream(key, *fill(client, key, f"{time}-{number}")) for number, key in enumerate(keys)))
    client.ask("XREAD", "STREAMS", *keys, "0-0", f"{time}-0", f"{time - 1}-0", expect=wanted, if_wrong=THREE, if_silent=THREE)


def test_in_the_order_of_the_command() -> None:
    """The streams come in the order of the command"""
    start_server()
    client, (one, other) = Client(), names(2)
    time = rng.randrange(100, 1000)
    first, second = fill(client, one, f"{time}-0"), fill(client, other, f"{time}-0")
    wanted = array(stream(other, *second), stream(one, *first))
    client.ask("XREAD", "STREAMS", other, one, "0-0", f"{time - 1}-0", expect=wanted, if_wrong=IN_ORDER, if_silent=KEYS_FIRST)


def test_a_stream_without_news() -> None:
    """A stream without new entries is left out"""
    start_server()
    client, (one, other) = Client(), names(2)
    time = rng.randrange(100, 1000)
    fill(client, one, f"{time}-0")
    second = fill(client, other, f"{time}-0")
    client.ask("XREAD", "STREAMS", one, other, f"{time}-0", "0-0", expect=array(stream(other, *second)), if_wrong=LEFT_OUT, if_silent=LEFT_OUT)


def test_a_stream_that_does_not_exist() -> None:
    """A stream that does not exist is left out"""
    start_server()
    client, (one, missing) = Client(), names(2)
    first = fill(client, one, f"{rng.randrange(100, 1000)}-0")
    client.ask("XREAD", "STREAMS", one, missing, "0-0", "0-0", expect=array(stream(one, *first)), if_wrong=LEFT_OUT, if_silent=LEFT_OUT)


def test_nothing_new_at_all() -> None:
    """If no stream has new entries, the reply is the null array"""
    start_server()
    client, (one, other) = Client(), names(2)
    time = rng.randrange(100, 1000)
    fill(client, one, f"{time}-0")
    fill(client, other, f"{time}-1")
    client.ask("XREAD", "STREAMS", one, other, f"{time}-0", f"{time}-1", expect=NULL_ARRAY, if_wrong=NOTHING, if_silent=NOTHING)
