from lib import Client, array, integer, some_text, some_word, start_server

#: Bytes after the reply are sent right behind it, if there are any.
QUIET_SECONDS = 0.03
INCLUDED = (
    "Both indexes are included: `LRANGE key 0 1` gives two elements. A slice of Python leaves out its end, so add 1 to it: "
    "`elements[start : stop + 1]`."
)
WHAT_THERE_IS = (
    "An index beyond the end is no mistake: the reply has the elements that there are. A slice does that by itself, while `elements[index]` "
    "raises an IndexError if there is no such element."
)
NOTHING = (
    "Where there is nothing to give, the reply is an empty array: send `b\"*0\\r\\n\"`. A list that does not exist is like one without "
    "elements."
)


def pushed(client: Client) -> tuple[str, list[str]]:
    """The key and the elements of a new list."""
    key = some_word()
    elements = [f"a-{some_word()}", f"b-{some_text()}", f"c {some_word()}", f"d-{some_word()}", f"e-{some_text()}"]
    client.ask("RPUSH", key, *elements, expect=integer(5))
    return key, elements


def test_the_first_two() -> None:
    """LRANGE key 0 1 gives the first two elements"""
    start_server()
    client = Client()
    key, elements = pushed(client)
    client.ask("LRANGE", key, "0", "1", expect=array(*elements[:2]), if_wrong=INCLUDED, quiet_seconds=QUIET_SECONDS)


def test_other_parts() -> None:
    """The whole list, a part in the middle, and one element"""
    start_server()
    client = Client()
    key, elements = pushed(client)
    client.ask("LRANGE", key, "0", "4", expect=array(*elements), if_wrong=INCLUDED)
    client.ask("LRANGE", key, "1", "3", expect=array(*elements[1:4]), if_wrong=INCLUDED)
    client.ask("LRANGE", key, "2", "2", expect=array(elements[2]), if_wrong=INCLUDED)


def test_beyond_the_end() -> None:
    """A part that goes beyond the end has the elements that there are"""
    start_server()
    client = Client()
    key, elements = pushed(client)
    client.ask("LRANGE", key, "3", "99", expect=array(*elements[3:]), if_wrong=WHAT_THERE_IS, if_silent=WHAT_THERE_IS)


def test_a_list_that_does_not_exist() -> None:
    """A list that does not exist gives an empty array"""
    start_server()
    Client().ask("LRANGE", some_word(), "0", "1", expect=array(), if_wrong=NOTHING, if_silent=NOTHING)


def test_nothing_in_between() -> None:
    """A part that begins beyond the end, or after its own end, is empty"""
    start_server()
    client = Client()
    key, _ = pushed(client)
    client.ask("LRANGE", key, "5", "7", expect=array(), if_wrong=NOTHING, if_silent=NOTHING)
    client.ask("LRANGE", key, "3", "1", expect=array(), if_wrong=NOTHING, if_silent=NOTHING)
