from codealong import rng

from lib import NULL_ARRAY, Client, array, bulk, integer, some_word, start_server

#: Bytes after the reply are sent right behind it, if there are any.
QUIET_SECONDS = 0.03
AN_ARRAY = (
    "With a number, LPOP gives so many elements from the beginning of the list, as an array. Look whether a third word came with the command."
)
REMOVED = "All elements that LPOP gives are removed from the list, and no others."
ONE_IN_AN_ARRAY = (
    "The client has sent a number, so it gets an array, even of one element. Without a number it gets a bulk string."
)
WHAT_THERE_IS = (
    "If the list has fewer elements than that, the reply has those that there are. Take `min(count, len(elements))` elements, or a slice."
)
NO_LIST = "With a number, and without a list, the reply is the null array: send `b\"*-1\\r\\n\"`."


def pushed(client: Client, letters: str) -> tuple[str, list[str]]:
    """The key and the elements of a new list."""
    key = some_word()
    elements = [f"{letter}-{some_word()}" for letter in letters]
    client.ask("RPUSH", key, *elements, expect=integer(len(elements)))
    return key, elements


def test_several_elements() -> None:
    """LPOP with a number gives so many elements, as an array"""
    start_server()
    client = Client()
    key, elements = pushed(client, "abcde")
    count = rng.choice((2, 3))
    client.ask("LPOP", key, str(count), expect=array(*elements[:count]), if_wrong=AN_ARRAY, quiet_seconds=QUIET_SECONDS)


def test_the_rest_stays() -> None:
    """The rest of the list stays as it was"""
    start_server()
    client = Client()
    key, elements = pushed(client, "abcde")
    count = rng.choice((2, 3))
    client.ask("LPOP", key, str(count), expect=array(*elements[:count]), if_wrong=AN_ARRAY)
    client.ask("LRANGE", key, "0", "-1", expect=array(*elements[count:]), if_wrong=REMOVED)


def test_one_element() -> None:
    """With the number 1 it is still an array, and without a number a bulk string"""
    start_server()
    client = Client()
    key, elements = pushed(client, "abc")
    client.ask("LPOP", key, "1", expect=array(elements[0]), if_wrong=ONE_IN_AN_ARRAY)
    client.ask("LPOP", key, expect=bulk(elements[1]), if_wrong=ONE_IN_AN_ARRAY)


def test_more_than_there_are() -> None:
    """A number that is too large gives all elements"""
    start_server()
    client = Client()
    key, elements = pushed(client, "abc")
    client.ask("LPOP", key, "9", expect=array(*elements), if_wrong=WHAT_THERE_IS, if_silent=WHAT_THERE_IS)
    client.ask("LLEN", key, expect=integer(0), if_wrong=REMOVED)


def test_a_list_that_does_not_exist() -> None:
    """A list that does not exist gives a null array"""
    start_server()
    Client().ask("LPOP", some_word(), "2", expect=NULL_ARRAY, if_wrong=NO_LIST, if_silent=NO_LIST)
