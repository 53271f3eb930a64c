from lib import NULL, Client, array, bulk, integer, some_word, start_server

THE_FIRST = "LPOP gives the element at the left end, which is the first one: `elements.pop(0)`."
REMOVED = "LPOP also removes the element that it gives: after that, the list begins with the next one."
NOTHING = (
    "If there is no element to give, the reply is a null bulk string: send `b\"$-1\\r\\n\"`. Look whether there is one before you take it, "
    "because `pop(0)` of an empty list raises an IndexError."
)
BEGINS_AGAIN = "When its last element has been taken, a list is as if it had never been: the next RPUSH makes a new one."


def pushed(client: Client, letters: str) -> tuple[str, list[str]]:
    """The key and the elements of a new list."""
    key = some_word()
    elements = [f"{letter}-{some_word()}" for letter in letters]
    client.ask("RPUSH", key, *elements, expect=integer(len(elements)))
    return key, elements


def test_the_first_element() -> None:
    """LPOP gives the first element"""
    start_server()
    client = Client()
    key, elements = pushed(client, "abcde")
    client.ask("LPOP", key, expect=bulk(elements[0]), if_wrong=THE_FIRST)


def test_the_rest_stays() -> None:
    """The rest of the list stays as it was"""
    start_server()
    client = Client()
    key, elements = pushed(client, "abcde")
    client.ask("LPOP", key, expect=bulk(elements[0]), if_wrong=THE_FIRST)
    client.ask("LRANGE", key, "0", "-1", expect=array(*elements[1:]), if_wrong=REMOVED)


def test_a_list_that_does_not_exist() -> None:
    """A list that does not exist gives a null bulk string"""
    start_server()
    Client().ask("LPOP", some_word(), expect=NULL, if_wrong=NOTHING, if_silent=NOTHING)


def test_down_to_the_last_element() -> None:
    """After the last element there is nothing, and a new list may begin"""
    start_server()
    client = Client()
    key, elements = pushed(client, "ab")
    for element in elements:
        client.ask("LPOP", key, expect=bulk(element), if_wrong=REMOVED)
    client.ask("LPOP", key, expect=NULL, if_wrong=NOTHING, if_silent=NOTHING)
    client.ask("LLEN", key, expect=integer(0), if_wrong=BEGINS_AGAIN)
    client.ask("RPUSH", key, some_word(), expect=integer(1), if_wrong=BEGINS_AGAIN, if_silent=BEGINS_AGAIN)


def test_two_clients_share_the_work() -> None:
    """Two clients that pop in turn get different elements"""
    start_server()
    one, other = Client(), Client()
    key, elements = pushed(one, "abc")
    one.ask("LPOP", key, expect=bulk(elements[0]), if_wrong=REMOVED)
    other.ask("LPOP", key, expect=bulk(elements[1]), if_wrong=REMOVED)
    one.ask("LPOP", key, expect=bulk(elements[2]), if_wrong=REMOVED)
