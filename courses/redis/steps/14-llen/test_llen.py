from codealong import rng

from lib import Client, integer, some_word, start_server

COUNT = "LLEN gives the number of elements that are in the list: `len(elements)`, as an integer."
NONE_IS_ZERO = "A list that does not exist has no elements, and \"How many?\" is answered with a number: send `b\":0\\r\\n\"`."
AT_ANY_TIME = (
    "The length is that of the list at this moment, whichever client and whichever command have added the elements. Count the elements "
    "when LLEN comes."
)


def test_the_length_of_a_list() -> None:
    """LLEN gives the number of elements"""
    start_server()
    client = Client()
    key, length = some_word(), rng.randint(3, 8)
    client.ask("RPUSH", key, *(some_word() for _ in range(length)), expect=integer(length))
    client.ask("LLEN", key, expect=integer(length), if_wrong=COUNT)


def test_a_list_that_does_not_exist() -> None:
    """A list that does not exist has the length 0"""
    start_server()
    Client().ask("LLEN", some_word(), expect=integer(0), if_wrong=NONE_IS_ZERO, if_silent=NONE_IS_ZERO)


def test_the_list_grows() -> None:
    """One client adds at both ends, and another one reads the length"""
    start_server()
    writer, reader = Client(), Client()
    key = some_word()
    writer.ask("RPUSH", key, some_word(), some_word(), expect=integer(2))
    reader.ask("LLEN", key, expect=integer(2), if_wrong=AT_ANY_TIME)
    writer.ask("LPUSH", key, some_word(), expect=integer(3))
    reader.ask("LLEN", key, expect=integer(3), if_wrong=AT_ANY_TIME)
