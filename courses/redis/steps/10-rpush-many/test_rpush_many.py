from codealong import rng

from lib import Client, integer, some_word, start_server

ALL_OF_THEM = (
    "Every word after the key is an element of its own. `elements.extend(words)` adds each of them; `append` would add the "
    "whole list of them as a single element."
)
WHOLE_LENGTH = "The reply is the length of the whole list: what was in it before, and what this command has added."
TWICE = "The same text may be in a list more than once, and each time counts. A Python list does that; a set does not."


def test_three_elements_at_once() -> None:
    """RPUSH adds three elements to a new list"""
    start_server()
    Client().ask("RPUSH", some_word(), *some_elements(3), expect=integer(3), if_wrong=ALL_OF_THEM, if_silent=ALL_OF_THEM)


def test_two_more() -> None:
    """Two more make five: the reply is the length of the whole list"""
    start_server()
    client = Client()
    key = some_word()
    client.ask("RPUSH", key, *some_elements(3), expect=integer(3), if_wrong=ALL_OF_THEM)
    client.ask("RPUSH", key, *some_elements(2), expect=integer(5), if_wrong=WHOLE_LENGTH)


def test_any_number_of_elements() -> None:
    """One element, many elements, and one again"""
    start_server()
    client = Client()
    key, many = some_word(), rng.randint(5, 9)
    client.ask("RPUSH", key, some_word(), expect=integer(1), if_wrong=WHOLE_LENGTH)
    client.send("RPUSH", key, *some_elements(many))
    only_new_ones = client.peek(integer(1 + many)) == integer(many)
    client.expect(integer(1 + many), if_wrong=WHOLE_LENGTH if only_new_ones else ALL_OF_THEM)
    client.ask("RPUSH", key, some_word(), expect=integer(2 + many), if_wrong=WHOLE_LENGTH)


def test_the_same_element_again() -> None:
    """The same word three times makes three elements"""
    start_server()
    word = some_word()
    Client().ask("RPUSH", some_word(), word, word, word, expect=integer(3), if_wrong=TWICE)


def some_elements(count: int) -> list[str]:
    return [some_word() for _ in range(count)]
