import time

from codealong import rng
from lib import NULL, OK, Client, bulk, integer, some_word, start_server

#: How much later than it was asked for a key may go.
LATE_SECONDS = 0.5
FROM_ZERO = "A key that is not there counts as 0, and INCR adds 1: the reply is `b\":1\\r\\n\"`. Look the key up with `store.get(key)`, which does not mind if it is missing."
STORED_TOO = "The first INCR also stores its number, 1, and the next one counts on from there."
FROM_ZERO_AGAIN = (
    "The time of this key was over, so it is not there any more and counts as 0. INCR has to look at the clock before it takes "
    "the value, just as GET does."
)
NO_END = (
    "The key had gone, so INCR stored a new number, which stays for good. The time when the old value ended belongs to the "
    "old value: do not take it over."
)


def test_a_missing_key_counts_as_0() -> None:
    """INCR of a key that was never set gives 1"""
    start_server()
    Client().ask("INCR", some_word(), expect=integer(1), if_wrong=FROM_ZERO, if_silent=FROM_ZERO)


def test_the_first_number_is_stored() -> None:
    """INCR stores its first number, too, and counts on"""
    start_server()
    client = Client()
    key = some_word()
    client.ask("INCR", key, expect=integer(1), if_wrong=FROM_ZERO)
    client.ask("INCR", key, expect=integer(2), if_wrong=STORED_TOO)
    client.ask("GET", key, expect=bulk("2"), if_wrong=STORED_TOO)


def test_a_key_whose_time_is_over_counts_as_0() -> None:
    """A key whose time is over counts as 0 again, and the new number stays"""
    start_server()
    client = Client()
    earlier, later, number = f"a-{some_word()}", f"b-{some_word()}", str(rng.randrange(11, 90))
    client.ask("SET", earlier, number, "PX", "50", expect=OK)
    client.ask("SET", later, number, "PX", "50", expect=OK)
    time.sleep(0.05)
    client.ask_until("GET", earlier, expect=NULL, seconds=LATE_SECONDS)
    time.sleep(0.05)  # the second key was set a moment after the first
    client.ask("INCR", later, expect=integer(1), if_wrong=FROM_ZERO_AGAIN)
    client.ask("GET", later, expect=bulk("1"), if_wrong=NO_END)
