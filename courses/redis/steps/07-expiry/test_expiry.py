import time

from lib import NULL, OK, Client, bulk, some_word, start_server

#: A busy machine may need longer than the first of these between two commands: then the key lives longer.
LIVES_MS = (100, 2500)
#: How much later than it was asked for a key may go.
LATE_SECONDS = 0.5
AT_ONCE = (
    "Answer SET at once, and go on with what comes next. Do not wait until the time is over: store that time with "
    "the value, and let GET look at the clock."
)
TOO_EARLY = (
    "The number after PX counts milliseconds: 1000 of them are a second. Store the time when SET arrives, and let GET compare "
    "it with the time now."
)
TOO_LATE = (
    "Store with the value the time when it ends: the time now plus the milliseconds after PX, divided by 1000, because "
    "Python's clock counts seconds. GET checks that time first, and answers `b\"$-1\\r\\n\"` when it is over. "
    "Does your program see the option at all, both as `PX` and as `px`?"
)
ANY_CASE = "The option may be written `PX` or `px`. Convert it before you compare, with `option.upper()`."
NOT_THERE = (
    "A key that was never set has no value, and neither has one whose time is over. Both are answered with "
    "`b\"$-1\\r\\n\"`."
)
FOR_GOOD = "A value that was set without PX stays for good. Each key has its own time, or none: keep it with the value."


def test_a_value_is_there_before_its_time_is_over() -> None:
    """SET with PX stores the value, and GET gives it at once"""
    start_server()
    client = Client()
    for lives_ms in LIVES_MS:
        key, value = some_word(), some_word()
        before = time.monotonic()
        client.ask("SET", key, value, "PX", str(lives_ms), expect=OK, if_silent=AT_ONCE)
        client.send("GET", key)
        reply = client.peek(bulk(value), if_silent=AT_ONCE)
        if reply != NULL or time.monotonic() - before < lives_ms / 1000:
            client.expect(bulk(value), if_wrong=TOO_EARLY)
            return
        client.expect(NULL)  # it was the machine that was late


def test_a_value_goes_when_its_time_is_over() -> None:
    """After its time the key is gone: GET gives a null bulk string"""
    start_server()
    client = Client()
    key = some_word()
    client.ask("SET", key, some_word(), "PX", "100", expect=OK, if_silent=AT_ONCE)
    time.sleep(0.1)
    client.ask_until("GET", key, expect=NULL, seconds=LATE_SECONDS, if_wrong=TOO_LATE)


def test_a_key_that_was_never_set() -> None:
    """GET of a key that was never set gives a null bulk string, too"""
    start_server()
    Client().ask("GET", some_word(), expect=NULL, if_wrong=NOT_THERE, if_silent=NOT_THERE)


def test_the_option_in_any_case() -> None:
    """The option may be written px, and other keys stay"""
    start_server()
    client = Client()
    short, long, value = f"a-{some_word()}", f"b-{some_word()}", some_word()
    client.ask("SET", long, value, expect=OK)
    client.ask("SET", short, some_word(), "px", "50", expect=OK, if_silent=AT_ONCE)
    time.sleep(0.05)
    client.ask_until("GET", short, expect=NULL, seconds=LATE_SECONDS, if_wrong=ANY_CASE)
    client.ask("GET", long, expect=bulk(value), if_wrong=FOR_GOOD)
