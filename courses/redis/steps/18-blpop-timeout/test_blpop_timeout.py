import time

import pytest

from lib import NULL_ARRAY, Client, array, integer, some_word, start_server

#: So much earlier a reply may come: clocks are not exact to the millisecond.
EARLY_SECONDS = 0.05
#: So much later it may come, because machines are busy.
LATE_SECONDS = 1.5
SOON_SECONDS = 0.15
TOO_EARLY = (
    "The time is not over yet. The last word of BLPOP is a number of seconds, such as 0.5 for half a second, and it begins when the "
    "command arrives."
)
TOO_LATE = (
    "When the time is over, send `b\"*-1\\r\\n\"`. The last word of BLPOP is a number of seconds that may have a fraction: "
    "`float(b\"0.5\")` is 0.5, and 0 alone means that there is no limit. `condition.wait(seconds)` ends when this time is over."
)
NO_LIMIT = "0 still means that there is no limit: this client waits until there is an element."
IN_TIME = "The element came before the time was over, so the client gets it at once, as without a limit."
GONE = (
    "The client was told that there is nothing, so it waits no longer. Take it out of those who wait when its time is over: "
    "the element belongs to the list, or to the next client."
)
EACH_ITS_OWN = "Each client has a limit of its own. The end of one client's wait changes nothing for the others."


@pytest.mark.parametrize("limit", ["0.5", "1"])
def test_gives_up_when_the_time_is_over(limit: str) -> None:
    """BLPOP gives a null array when its time is over, and not before"""
    start_server()
    client = Client()
    begun = time.monotonic()
    client.send("BLPOP", some_word(), limit)
    client.silent(float(limit) - EARLY_SECONDS, if_spoke=TOO_EARLY, since=begun)
    client.expect(NULL_ARRAY, if_silent=TOO_LATE, within=LATE_SECONDS)


def test_an_element_comes_in_time() -> None:
    """An element that comes in time is given at once"""
    start_server()
    waiter, pusher = Client(), Client()
    key, element = some_word(), some_word()
    waiter.send("BLPOP", key, "20.5")
    waiter.silent(SOON_SECONDS, if_spoke=TOO_EARLY)
    pusher.ask("RPUSH", key, element, expect=integer(1))
    waiter.expect(array(key, element), if_wrong=IN_TIME, if_silent=IN_TIME)


def test_an_element_comes_too_late() -> None:
    """An element that comes too late stays in the list"""
    start_server()
    waiter, pusher = Client(), Client()
    key, element = some_word(), some_word()
    waiter.send("BLPOP", key, "0.2")
    waiter.expect(NULL_ARRAY, if_silent=TOO_LATE, within=LATE_SECONDS)
    pusher.ask("RPUSH", key, element, expect=integer(1), if_silent=GONE)
    waiter.silent(SOON_SECONDS, if_spoke=GONE)
    pusher.ask("LRANGE", key, "0", "-1", expect=array(element), if_wrong=GONE)
    waiter.ask("BLPOP", key, "0.2", expect=array(key, element), if_wrong=GONE)


def test_each_client_has_its_own_limit() -> None:
    """One client gives up, and the other one gets the element"""
    start_server()
    patient, hasty, pusher = Client(), Client(), Client()
    key, element = some_word(), some_word()
    patient.send("BLPOP", key, "0")
    patient.silent(SOON_SECONDS, if_spoke=NO_LIMIT)
    hasty.send("BLPOP", key, "0.2")
    hasty.expect(NULL_ARRAY, if_silent=EACH_ITS_OWN, within=LATE_SECONDS)
    patient.silent(SOON_SECONDS, if_spoke=EACH_ITS_OWN)
    pusher.ask("RPUSH", key, element, expect=integer(1))
    patient.expect(array(key, element), if_wrong=EACH_ITS_OWN, if_silent=EACH_ITS_OWN)
