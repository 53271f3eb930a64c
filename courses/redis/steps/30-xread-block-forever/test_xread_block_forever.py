import time

from codealong import rng

from lib import NULL_ARRAY, Client, array, fill, some_word, start_server, stream

#: A client waits for longer than the second that a program might have as its own limit. Where that is not the subject, it waits shortly.
LONG_SECONDS, SHORT_SECONDS = 1.2, 0.2
#: How late a reply may come.
LATE_SECONDS = 0.5
#: How much earlier than asked for a clock of whole milliseconds may end a wait.
EARLY_SECONDS = 0.01
NO_END = (
    "With `BLOCK 0` the wait has no end: nothing is sent until an entry is added. Let 0 become `None` where you read the option: "
    "`condition.wait(None)` waits until it is woken."
)
WAKE_UP = (
    "An entry that is added ends the wait at once, also with `BLOCK 0`. Look at what your program does after it was woken: it has to search for entries once more, "
    "and there is no time that could be over."
)
AT_ONCE = "If there are entries after the id already, `BLOCK 0` does not wait: the reply is sent at once."
STILL_ENDS = 'Only 0 means that there is no end. With another number, the null array (`b"*-1\\r\\n"`) is sent when so many milliseconds are over.'


def test_it_waits_for_more_than_a_second() -> None:
    """With BLOCK 0 a client waits until an entry is added"""
    start_server()
    reader, writer, key = Client(), Client(), some_word()
    at = rng.randrange(100, 1000)
    fill(writer, key, f"{at}-0")
    reader.send("XREAD", "BLOCK", "0", "STREAMS", key, f"{at}-0")
    reader.silent(LONG_SECONDS, if_spoke=NO_END)
    entries = fill(writer, key, f"{at}-1")
    reader.expect(array(stream(key, *entries)), if_wrong=WAKE_UP, if_silent=WAKE_UP, within=LATE_SECONDS)


def test_two_clients_wait() -> None:
    """One entry ends the wait of two clients"""
    start_server()
    readers, writer, key = (Client(), Client()), Client(), some_word()
    for reader in readers:
        reader.send("XREAD", "BLOCK", "0", "STREAMS", key, "0-0")
        reader.silent(SHORT_SECONDS, if_spoke=NO_END)
    entries = fill(writer, key, f"{rng.randrange(100, 1000)}-0")
    for reader in readers:
        reader.expect(array(stream(key, *entries)), if_wrong=WAKE_UP, if_silent=WAKE_UP, within=LATE_SECONDS)


def test_a_client_waits_for_two_streams() -> None:
    """A client may wait for two streams without an end"""
    start_server()
    reader, writer, one, other = Client(), Client(), f"a-{some_word()}", f"b-{some_word()}"
    reader.send("XREAD", "BLOCK", "0", "STREAMS", one, other, "0-0", "0-0")
    reader.silent(SHORT_SECONDS, if_spoke=NO_END)
    entries = fill(writer, other, f"{rng.randrange(100, 1000)}-0")
    reader.expect(array(stream(other, *entries)), if_wrong=WAKE_UP, if_silent=WAKE_UP, within=LATE_SECONDS)


def test_something_is_there_already() -> None:
    """Where there are entries already, the reply comes at once"""
    start_server()
    client, key = Client(), some_word()
    entries = fill(client, key, f"{rng.randrange(100, 1000)}-0")
    client.ask("XREAD", "BLOCK", "0", "STREAMS", key, "0-0", expect=array(stream(key, *entries)), if_wrong=AT_ONCE, if_silent=AT_ONCE)


def test_other_times_still_end() -> None:
    """With another number, the wait still ends"""
    start_server()
    client, key = Client(), some_word()
    wait_ms = rng.randrange(200, 300)
    began = time.monotonic()
    client.send("XREAD", "BLOCK", str(wait_ms), "STREAMS", key, "0-0")
    client.silent(wait_ms / 1000 - EARLY_SECONDS, if_spoke=STILL_ENDS, since=began)
    client.expect(NULL_ARRAY, if_wrong=STILL_ENDS, if_silent=STILL_ENDS, within=LATE_SECONDS)
