import time

from codealong import rng

from lib import NULL_ARRAY, Client, array, fill, simple, some_word, start_server, stream

#: Before an entry is added, the command that waits for it must have arrived: what `$` means depends on that.
WAIT_SECONDS = 0.3
#: How late a reply may come.
LATE_SECONDS = 0.5
#: How much earlier than asked for a clock of whole milliseconds may end a wait.
EARLY_SECONDS = 0.01
NOT_THE_OLD_ONES = (
    "`$` stands for the last id of the stream. Entries that are there when the command arrives are not sent: put the last id in the place of the `$`, "
    "and go on as before."
)
ONCE = (
    "`$` stands for the last id in the stream at the moment when the command arrives, not for the time now. Look it up once, before the loop in which you "
    "wait. If you look it up again after the wait, the new entry is the last one itself, and nothing comes after it."
)
ONLY_NEW = "Only the entry that was added during the wait is new."
EMPTY = "For a stream that does not exist yet, `$` stands for `0-0`: its first entry is new."
ITS_OWN = "Each `$` stands for the last id of its own stream. Look it up under the key that it belongs to."
MIXED = "A `$` says nothing about the other streams. An ordinary id means what it meant before, so what comes after it is sent at once."
NOTHING = 'If nothing new was added, the reply is the null array: `b"*-1\\r\\n"`. Without BLOCK it comes at once, with BLOCK after the time.'


def wait(reader: Client, other: Client, *words: str, if_spoke: str) -> None:
    """Lets the reader send a command that waits. Afterwards the program has surely read it."""
    reader.send("XREAD", *words)
    other.ask("PING", expect=simple("PONG"))
    reader.silent(WAIT_SECONDS, if_spoke=if_spoke)


def test_only_the_new_entry() -> None:
    """With $, a client gets the next entry that is added, and no older one"""
    start_server()
    reader, writer, key = Client(), Client(), some_word()
    at = rng.randrange(100, 1000)
    fill(writer, key, f"{at}-0", f"{at}-1")
    wait(reader, writer, "BLOCK", "0", "STREAMS", key, "$", if_spoke=NOT_THE_OLD_ONES)
    entries = fill(writer, key, f"{at}-2")
    reader.expect(array(stream(key, *entries)), if_wrong=ONLY_NEW, if_silent=ONCE, within=LATE_SECONDS)


def test_a_stream_that_does_not_exist() -> None:
    """For a stream that does not exist yet, $ waits for its first entry"""
    start_server()
    reader, writer, key = Client(), Client(), some_word()
    wait(reader, writer, "BLOCK", "0", "STREAMS", key, "$", if_spoke=EMPTY)
    entries = fill(writer, key, f"{rng.randrange(100, 1000)}-0")
    reader.expect(array(stream(key, *entries)), if_wrong=EMPTY, if_silent=EMPTY, within=LATE_SECONDS)


def test_each_stream_has_its_own_last_id() -> None:
    """With two streams, each $ is the last id of its own stream"""
    start_server()
    reader, writer, one, other = Client(), Client(), f"a-{some_word()}", f"b-{some_word()}"
    at = rng.randrange(100, 900)
    fill(writer, one, f"{at}-0")
    fill(writer, other, f"{at + 100}-0")
    wait(reader, writer, "BLOCK", "0", "STREAMS", one, other, "$", "$", if_spoke=ITS_OWN)
    entries = fill(writer, one, f"{at + 50}-0")
    reader.expect(array(stream(one, *entries)), if_wrong=ITS_OWN, if_silent=ITS_OWN, within=LATE_SECONDS)


def test_beside_an_ordinary_id() -> None:
    """Beside an ordinary id, $ holds nothing up"""
    start_server()
    client, one, other = Client(), f"a-{some_word()}", f"b-{some_word()}"
    at = rng.randrange(100, 1000)
    fill(client, one, f"{at}-0")
    entries = fill(client, other, f"{at}-1", f"{at}-2")
    wanted = array(stream(other, entries[1]))
    client.ask("XREAD", "BLOCK", "0", "STREAMS", one, other, "$", f"{at}-1", expect=wanted, if_wrong=MIXED, if_silent=MIXED)


def test_nothing_is_added() -> None:
    """If nothing is added, the null array comes after the time of BLOCK"""
    start_server()
    client, key = Client(), some_word()
    fill(client, key, f"{rng.randrange(100, 1000)}-0")
    wait_ms = rng.randrange(200, 300)
    began = time.monotonic()
    client.send("XREAD", "BLOCK", str(wait_ms), "STREAMS", key, "$")
    client.silent(wait_ms / 1000 - EARLY_SECONDS, if_spoke=NOT_THE_OLD_ONES, since=began)
    client.expect(NULL_ARRAY, if_wrong=NOTHING, if_silent=NOTHING, within=LATE_SECONDS)


def test_without_block() -> None:
    """Without BLOCK, $ gives the null array at once"""
    start_server()
    client, key = Client(), some_word()
    fill(client, key, f"{rng.randrange(100, 1000)}-0")
    client.ask("XREAD", "STREAMS", key, "$", expect=NULL_ARRAY, if_wrong=NOTHING, if_silent=NOTHING)
