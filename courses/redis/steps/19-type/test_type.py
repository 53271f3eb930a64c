import time

from lib import OK, Client, integer, simple, some_word, start_server

#: Bytes after the reply are sent right behind it, if there are any.
QUIET_SECONDS = 0.03
#: How much later than it was asked for a key may go.
LATE_SECONDS = 0.5
NOTHING = 'A key that holds nothing has a type as well: `none`, as a simple string. Send `b"+none\\r\\n"`.'
A_TEXT = "What SET has stored is a text. Its type is called `string`, whatever Python calls it."
A_LIST = "What RPUSH has stored is a list. Look at the value itself, with `isinstance(value, list)`, and send its type."
ITS_OWN = "Each key has a type of its own, which is that of its value now. Look up the value of the key that is asked for."
TOO_LATE = (
    "A key whose time is over holds nothing. `GET` compares that time with the clock before it looks at the value, and `TYPE` must do "
    "the same: let both call one function that finds the value of a key."
)


def test_nothing() -> None:
    """A key that was never set has the type none"""
    start_server()
    Client().ask("TYPE", some_word(), expect=simple("none"), if_wrong=NOTHING, if_silent=NOTHING, quiet_seconds=QUIET_SECONDS)


def test_a_text() -> None:
    """What SET has stored has the type string"""
    start_server()
    client = Client()
    key = some_word()
    client.ask("SET", key, some_word(), expect=OK)
    client.ask("TYPE", key, expect=simple("string"), if_wrong=A_TEXT, quiet_seconds=QUIET_SECONDS)


def test_a_list() -> None:
    """What RPUSH has stored has the type list"""
    start_server()
    client = Client()
    key = some_word()
    client.ask("RPUSH", key, some_word(), expect=integer(1))
    client.ask("TYPE", key, expect=simple("list"), if_wrong=A_LIST, if_silent=A_LIST, quiet_seconds=QUIET_SECONDS)


def test_each_key_has_its_own_type() -> None:
    """Two keys each have their own type"""
    start_server()
    client = Client()
    text, many = f"a-{some_word()}", f"b-{some_word()}"
    client.ask("SET", text, some_word(), expect=OK)
    client.ask("RPUSH", many, some_word(), some_word(), expect=integer(2))
    client.ask("TYPE", text, expect=simple("string"), if_wrong=ITS_OWN)
    client.ask("TYPE", many, expect=simple("list"), if_wrong=ITS_OWN)


def test_a_key_whose_time_is_over() -> None:
    """A key whose time is over has the type none"""
    start_server()
    client = Client()
    key = some_word()
    client.ask("SET", key, some_word(), "PX", "50", expect=OK)
    time.sleep(0.05)
    client.ask_until("TYPE", key, expect=simple("none"), seconds=LATE_SECONDS, if_wrong=TOO_LATE)
