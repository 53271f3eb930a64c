from lib import OK, Client, bulk, integer, some_word, start_server

#: Bytes after the reply are sent right behind it, if there are any.
QUIET_SECONDS = 0.03
ITS_LENGTH = (
    "The reply is the number of elements in the list under this key. A new list has one element, however long its text is: send "
    "`b\":1\\r\\n\"`. Each key has a list of its own."
)
KEEP_BOTH = (
    "A list under one key changes nothing under another one. If lists and texts are in one dictionary, look at what you store "
    "and how GET takes it out again."
)


def test_a_new_list_has_one_element() -> None:
    """RPUSH to a new key is answered with the integer 1"""
    start_server()
    Client().ask("RPUSH", some_word(), some_word(), expect=integer(1), if_wrong=ITS_LENGTH, quiet_seconds=QUIET_SECONDS)


def test_each_key_has_its_own_list() -> None:
    """Three new lists have one element each"""
    start_server()
    client = Client()
    for letter in "abc":
        client.ask("RPUSH", f"{letter}-{some_word()}", some_word(), expect=integer(1), if_wrong=ITS_LENGTH)


def test_texts_are_still_there() -> None:
    """A text that was set is still there after a list was made"""
    start_server()
    client = Client()
    text, value = f"a-{some_word()}", some_word()
    client.ask("SET", text, value, expect=OK)
    client.ask("RPUSH", f"b-{some_word()}", some_word(), expect=integer(1), if_wrong=ITS_LENGTH)
    client.ask("GET", text, expect=bulk(value), if_wrong=KEEP_BOTH, if_silent=KEEP_BOTH)
