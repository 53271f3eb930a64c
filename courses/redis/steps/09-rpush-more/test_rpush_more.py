from lib import Client, integer, some_word, start_server

GROWS = (
    "RPUSH adds its element to the list that is already under the key, and makes a new list only if there is none. The reply "
    "is the length of the whole list after that: take it when the element has been added."
)
EACH_ITS_OWN = (
    "Each key has a list of its own. Look the list up by the key of this command, add the element, and then count the elements of "
    "this list."
)
ONE_STORE = (
    "Another client has pushed to this list before. All clients share the lists: keep them in one dictionary, which is made "
    "once, outside the function that serves a client."
)


def test_the_list_grows() -> None:
    """Each RPUSH to the same key adds one element"""
    start_server()
    client = Client()
    key = some_word()
    for length in (1, 2, 3, 4):
        client.ask("RPUSH", key, some_word(), expect=integer(length), if_wrong=GROWS)


def test_two_lists_grow_apart() -> None:
    """Two lists that grow in turn have their own lengths"""
    start_server()
    client = Client()
    one, other = f"a-{some_word()}", f"b-{some_word()}"
    client.ask("RPUSH", one, some_word(), expect=integer(1), if_wrong=EACH_ITS_OWN)
    client.ask("RPUSH", other, some_word(), expect=integer(1), if_wrong=EACH_ITS_OWN)
    client.ask("RPUSH", one, some_word(), expect=integer(2), if_wrong=EACH_ITS_OWN)
    client.ask("RPUSH", other, some_word(), expect=integer(2), if_wrong=EACH_ITS_OWN)


def test_clients_share_the_list() -> None:
    """Two clients push to the same list"""
    start_server()
    one, other = Client(), Client()
    key = some_word()
    one.ask("RPUSH", key, some_word(), expect=integer(1), if_wrong=GROWS)
    other.ask("RPUSH", key, some_word(), expect=integer(2), if_wrong=ONE_STORE)
    one.ask("RPUSH", key, some_word(), expect=integer(3), if_wrong=ONE_STORE)
