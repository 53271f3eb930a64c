import time

from codealong import rng

from lib import NULL_ARRAY, Client, array, fill, simple, some_word, start_server, stream

#: The time of BLOCK where the wait ends earlier: longer than any test.
LONG_MS = "8000"
#: How long a client waits before something happens, and how late its reply may come then.
WAIT_SECONDS, LATE_SECONDS = 0.2, 0.5
#: How much earlier than asked for a clock of whole milliseconds may end a wait.
EARLY_SECONDS = 0.01
AT_ONCE = "If there are entries after the id already, the reply is sent at once. Look for them before you wait."
NOTHING_YET = "There is nothing after this id yet, so nothing is sent. The client waits until an entry is added, or until its time is over."
SERVE_OTHERS = (
    "While one client waits, the others must be served. Do not hold a lock while you wait: `condition.wait()` gives it back in the meantime. With asyncio, `await` "
    "what you wait for."
)
WAKE_UP = (
    "An entry that is added ends the wait at once. Let XADD wake those who wait, with `condition.notify_all()`, after it has stored the entry. "
    "A `time.sleep` for the whole time cannot be woken."
)
IN_ITS_FORM = "The reply after a wait has the same form as without one, and holds the entries after the given id."
TOO_EARLY = (
    "The number after BLOCK counts milliseconds: 1000 of them are a second. Until they are over, nothing is sent unless an entry is added."
)
TOO_LATE = (
    'When the time is over, the null array is sent: `b"*-1\\r\\n"`. The number after BLOCK counts milliseconds, and Python\'s clocks count '
    "seconds: divide by 1000."
)
EITHER_CASE = " The option may also be in lower case: convert it with `word.upper()` before you compare."
WAKE_ALL = "Reading takes nothing away: one entry ends the wait of all clients that wait for this stream. `notify()` wakes one of them, `notify_all()` all."
ANY_OF_THEM = "The first stream that has something new ends the wait. The others, which have nothing, are left out of the reply."
WAIT_ON = "This entry is in another stream. A client that was woken and finds nothing new goes on waiting."
TIME_LEFT = (
    "A client that was woken and finds nothing new waits for the rest of its time only. Compute the end once, before the loop, and wait each time for what is left."
)


def milliseconds() -> int:
    return rng.randrange(300, 400)


def test_something_is_there_already() -> None:
    """Where there are entries already, the reply comes at once"""
    start_server()
    client, key = Client(), some_word()
    at = rng.randrange(100, 1000)
    entries = fill(client, key, f"{at}-0", f"{at}-1")
    client.ask("XREAD", "BLOCK", LONG_MS, "STREAMS", key, f"{at}-0", expect=array(stream(key, entries[1])), if_wrong=IN_ITS_FORM, if_silent=AT_ONCE)


def test_others_are_served_meanwhile() -> None:
    """While one client waits, another one is served"""
    start_server()
    reader, other, key = Client(), Client(), some_word()
    reader.send("XREAD", "BLOCK", LONG_MS, "STREAMS", key, "0-0")
    reader.silent(WAIT_SECONDS, if_spoke=NOTHING_YET)
    other.ask("PING", expect=simple("PONG"), if_silent=SERVE_OTHERS)
    fill(other, f"b-{key}", "1-1")


def test_an_entry_ends_the_wait() -> None:
    """An entry that another client adds ends the wait"""
    start_server()
    reader, writer, key = Client(), Client(), some_word()
    at = rng.randrange(100, 1000)
    fill(writer, key, f"{at}-0")
    reader.send("XREAD", "BLOCK", LONG_MS, "STREAMS", key, f"{at}-0")
    reader.silent(WAIT_SECONDS, if_spoke=NOTHING_YET)
    entries = fill(writer, key, f"{at + 1}-0")
    reader.expect(array(stream(key, *entries)), if_wrong=IN_ITS_FORM, if_silent=WAKE_UP, within=LATE_SECONDS)


def test_the_time_is_over() -> None:
    """When its time is over, the client gets the null array"""
    start_server()
    client, key = Client(), some_word()
    wait_ms = milliseconds()
    began = time.monotonic()
    client.send("XREAD", "BLOCK", str(wait_ms), "STREAMS", key, "0-0")
    client.silent(wait_ms / 1000 - EARLY_SECONDS, if_spoke=TOO_EARLY, since=began)
    client.expect(NULL_ARRAY, if_wrong=TOO_LATE, if_silent=TOO_LATE, within=LATE_SECONDS)


def test_block_in_lower_case() -> None:
    """The option may be written in lower case"""
    start_server()
    client, key = Client(), some_word()
    wait_ms = milliseconds()
    began = time.monotonic()
    client.send("xread", "block", str(wait_ms), "streams", key, "0-0")
    client.silent(wait_ms / 1000 - EARLY_SECONDS, if_spoke=TOO_EARLY + EITHER_CASE, since=began)
    client.expect(NULL_ARRAY, if_wrong=TOO_LATE + EITHER_CASE, if_silent=TOO_LATE + EITHER_CASE, within=LATE_SECONDS)


def test_two_clients_wait() -> None:
    """One entry ends the wait of two clients"""
    start_server()
    readers, writer, key = (Client(), Client()), Client(), some_word()
    for reader in readers:
        reader.send("XREAD", "BLOCK", LONG_MS, "STREAMS", key, "0-0")
        reader.silent(WAIT_SECONDS / 2, if_spoke=NOTHING_YET)
    entries = fill(writer, key, f"{rng.randrange(100, 1000)}-0")
    for reader in readers:
        reader.expect(array(stream(key, *entries)), if_wrong=IN_ITS_FORM, if_silent=WAKE_ALL, within=LATE_SECONDS)


def test_a_client_waits_for_two_streams() -> None:
    """A client that waits for two streams gets the first one with something new"""
    start_server()
    reader, writer, one, other = Client(), Client(), f"a-{some_word()}", f"b-{some_word()}"
    reader.send("XREAD", "BLOCK", LONG_MS, "STREAMS", one, other, "0-0", "0-0")
    reader.silent(WAIT_SECONDS, if_spoke=NOTHING_YET)
    entries = fill(writer, other, f"{rng.randrange(100, 1000)}-0")
    reader.expect(array(stream(other, *entries)), if_wrong=ANY_OF_THEM, if_silent=ANY_OF_THEM, within=LATE_SECONDS)


def test_an_entry_in_another_stream() -> None:
    """An entry in another stream does not end the wait"""
    start_server()
    reader, writer, one, other = Client(), Client(), f"a-{some_word()}", f"b-{some_word()}"
    reader.send("XREAD", "BLOCK", LONG_MS, "STREAMS", one, "0-0")
    reader.silent(WAIT_SECONDS, if_spoke=NOTHING_YET)
    fill(writer, other, "1-1")
    reader.silent(WAIT_SECONDS, if_spoke=WAIT_ON)
    entries = fill(writer, one, f"{rng.randrange(100, 1000)}-0")
    reader.expect(array(stream(one, *entries)), if_wrong=IN_ITS_FORM, if_silent=WAIT_ON, within=LATE_SECONDS)


def test_another_entry_does_not_make_it_longer() -> None:
    """An entry in another stream does not make the wait longer"""
    start_server()
    reader, writer, one, other = Client(), Client(), f"a-{some_word()}", f"b-{some_word()}"
    began = time.monotonic()
    reader.send("XREAD", "BLOCK", "1000", "STREAMS", one, "0-0")
    reader.silent(0.7, if_spoke=WAIT_ON, since=began)
    fill(writer, other, "1-1")
    reader.expect(NULL_ARRAY, if_wrong=WAIT_ON, if_silent=TIME_LEFT, within=0.3 + LATE_SECONDS)
