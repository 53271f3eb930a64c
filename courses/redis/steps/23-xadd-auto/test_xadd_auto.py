import re
import time

from codealong import fail, rng

from lib import Client, bulk, some_word, start_server
from lib.resp import Bulk, Error, Reply

#: What such an id looks like. The test cannot know the true one in advance.
SOME_ID = bulk("1526919030474-0")
AN_ID = re.compile(rb"(\d{1,19})-(\d{1,19})")
#: How far the time in an id may be from the test's clock, which may be set while the test runs.
APART_MS = 2_000
AT_ONCE = 50
UNITS = ((1000, "seconds"), (1 / 1000, "microseconds"), (1 / 1_000_000, "nanoseconds"))
COMPLETE = (
    "With `*`, your program makes both parts of the id: the milliseconds since 1970, a `-`, and the sequence number. Answer with this id, "
    "as a bulk string."
)
MILLISECONDS = "`time.time()` counts seconds since 1970, with a fraction. Multiply by 1000 first, and take `int` of the result."
SINCE_1970 = "Take the time from `time.time()`, which counts from 1970: `int(time.time() * 1000)`. Other clocks of Python count from another moment."
FROM_0 = "A new stream has no entry of this time yet, so the sequence number is 0."
GREATER = (
    "Entries that come within the same millisecond have the same time, so their sequence numbers must differ: if the last entry has this time, take its "
    "number plus one, as for `5-*`."
)
AHEAD = (
    "The last id is ahead of the clock, so the time now is too small for a new id. Take the time of the last id in its place, and the next sequence number. "
    "`max` gives the greater one of the two times."
)


def test_the_time_now() -> None:
    """The id is made of the time now and the sequence number 0"""
    start_server()
    client, key = Client(), some_word()
    before = int(time.time() * 1000)
    client.send("XADD", key, "*", some_word(), some_word())
    reply = client.take(SOME_ID, if_wrong=COMPLETE, if_silent=COMPLETE)
    milliseconds, number = parts(client, reply)
    check_time(client, key, milliseconds, before, int(time.time() * 1000))
    if number != 0:
        client.complain(f"The stream was new, but the sequence number of its first id is {number}.", advice=FROM_0)


def test_many_at_once() -> None:
    """Of 50 entries that are added at once, each gets a greater id than the one before"""
    start_server()
    client, key = Client(), some_word()
    client.send_together(*[("XADD", key, "*", some_word(), some_word())] * AT_ONCE)
    last = (0, 0)
    for _ in range(AT_ONCE):
        reply = client.peek(SOME_ID)
        if isinstance(reply, Error):
            fail(
                f"{AT_ONCE} entries were added at once with `*`, but one of them was refused.",
                request=tried(key),
                actual=f'"-{reply.text}\\r\\n"',
                advice=GREATER,
            )
        new = parts(client, client.take(SOME_ID))
        if new <= last:
            same = "the same id as" if new == last else "a smaller id than"
            fail(f"{AT_ONCE} entries were added at once with `*`, and one of them got {same} the one before it.", request=tried(key), advice=GREATER)
        last = new


def test_ahead_of_the_clock() -> None:
    """After an id that is ahead of the clock, the ids go on from there"""
    start_server()
    client, key = Client(), some_word()
    future, number = 9_000_000_000_000 + rng.randrange(10**11), rng.randrange(10)
    client.ask("XADD", key, f"{future}-{number}", some_word(), some_word(), expect=bulk(f"{future}-{number}"))
    for more in (1, 2):
        reply = bulk(f"{future}-{number + more}")
        client.ask("XADD", key, "*", some_word(), some_word(), expect=reply, if_wrong=AHEAD, if_silent=AHEAD)


def parts(client: Client, reply: Reply) -> tuple[int, int]:
    """The two numbers of the id in the reply that was taken last."""
    found = AN_ID.fullmatch(reply.data or b"") if isinstance(reply, Bulk) else None
    if found is None:
        client.complain("The reply to XADD with `*` is not an id.", expected='an id such as "$15\\r\\n1526919030474-0\\r\\n"', advice=COMPLETE)
    return int(found[1]), int(found[2])


def check_time(client: Client, key: str, milliseconds: int, before: int, after: int) -> None:
    """A usual mistake is told without the id, which would be another one in each run."""
    if before - APART_MS <= milliseconds <= after + APART_MS:
        return
    for factor, unit in UNITS:
        if before - APART_MS <= milliseconds * factor <= after + APART_MS:
            fail(f"The time in the id counts {unit}, but it should count milliseconds.", request=tried(key), advice=MILLISECONDS)
    client.complain("The time in the id is not the time now, in milliseconds since 1970.", advice=SINCE_1970)


def tried(key: str) -> str:
    return f"redis-cli XADD {key} '*' field value"
