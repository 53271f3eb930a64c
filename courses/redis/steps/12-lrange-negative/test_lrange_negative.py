from lib import Client, array, integer, some_word, start_server

FROM_THE_END = (
    "An index below zero counts from the end: -1 is the last element. Add the length of the list to it first. After that it is an "
    "ordinary index, and `elements[start : stop + 1]` is right again."
)
BEFORE_THE_BEGINNING = (
    "This list has five elements, so -7 lies before its beginning. Added to the length it is -2, which a slice would count from the end once "
    "more. As the first index it means 0. As the second one it means that there is nothing to give."
)
NOTHING = "A list that does not exist is like one without elements, whatever the indexes are: send `b\"*0\\r\\n\"`."


def pushed(client: Client) -> tuple[str, list[str]]:
    """The key and the elements of a new list."""
    key = some_word()
    elements = [f"{letter}-{some_word()}" for letter in "abcde"]
    client.ask("RPUSH", key, *elements, expect=integer(5))
    return key, elements


def test_the_whole_list() -> None:
    """LRANGE key 0 -1 gives the whole list"""
    start_server()
    client = Client()
    key, elements = pushed(client)
    client.ask("LRANGE", key, "0", "-1", expect=array(*elements), if_wrong=FROM_THE_END)


def test_the_last_two() -> None:
    """LRANGE key -2 -1 gives the last two elements"""
    start_server()
    client = Client()
    key, elements = pushed(client)
    client.ask("LRANGE", key, "-2", "-1", expect=array(*elements[3:]), if_wrong=FROM_THE_END)


def test_both_kinds_of_index() -> None:
    """One index may count from the beginning and the other from the end"""
    start_server()
    client = Client()
    key, elements = pushed(client)
    client.ask("LRANGE", key, "1", "-2", expect=array(*elements[1:4]), if_wrong=FROM_THE_END)
    client.ask("LRANGE", key, "-4", "2", expect=array(*elements[1:3]), if_wrong=FROM_THE_END)


def test_a_first_index_before_the_beginning() -> None:
    """A first index before the beginning means the first element"""
    start_server()
    client = Client()
    key, elements = pushed(client)
    client.ask("LRANGE", key, "-7", "1", expect=array(*elements[:2]), if_wrong=BEFORE_THE_BEGINNING)


def test_a_second_index_before_the_beginning() -> None:
    """A second index before the beginning means that the part is empty"""
    start_server()
    client = Client()
    key, _ = pushed(client)
    client.ask("LRANGE", key, "0", "-7", expect=array(), if_wrong=BEFORE_THE_BEGINNING)


def test_a_list_that_does_not_exist() -> None:
    """A list that does not exist gives an empty array"""
    start_server()
    Client().ask("LRANGE", some_word(), "0", "-1", expect=array(), if_wrong=NOTHING, if_silent=NOTHING)
