from lib import Client, array, integer, some_word, start_server

IN_FRONT = (
    "LPUSH adds its element in front of all others, and the reply is the length of the list after that. "
    "`elements.insert(0, element)` does that."
)
ONE_BY_ONE = (
    "The elements are added one after the other, from left to right, each at the very front. So the one that was named last is "
    "first in the list."
)
SAME_LIST = "LPUSH and RPUSH work on the same list: one adds at its left end and the other at its right end."


def test_one_by_one() -> None:
    """LPUSH puts each element in front of the others"""
    start_server()
    client = Client()
    key, elements = some_word(), [f"{letter}-{some_word()}" for letter in "abc"]
    for length, element in enumerate(elements, 1):
        client.ask("LPUSH", key, element, expect=integer(length), if_wrong=IN_FRONT)
    client.ask("LRANGE", key, "0", "-1", expect=array(*reversed(elements)), if_wrong=IN_FRONT)


def test_several_at_once() -> None:
    """Of several elements, the one that was named last comes first"""
    start_server()
    client = Client()
    key, elements = some_word(), [f"{letter}-{some_word()}" for letter in "abc"]
    client.ask("LPUSH", key, *elements, expect=integer(3), if_wrong=ONE_BY_ONE)
    client.ask("LRANGE", key, "0", "-1", expect=array(*reversed(elements)), if_wrong=ONE_BY_ONE)


def test_both_ends() -> None:
    """LPUSH and RPUSH add at the two ends of the same list"""
    start_server()
    client = Client()
    key, (a, b, c, d) = some_word(), [f"{letter}-{some_word()}" for letter in "abcd"]
    client.ask("RPUSH", key, c, expect=integer(1), if_wrong=SAME_LIST)
    client.ask("LPUSH", key, b, a, expect=integer(3), if_wrong=SAME_LIST)
    client.ask("RPUSH", key, d, expect=integer(4), if_wrong=SAME_LIST)
    client.send("LRANGE", key, "0", "-1")
    whole = array(a, b, c, d)
    client.expect(whole, if_wrong=ONE_BY_ONE if client.peek(whole) == array(b, a, c, d) else SAME_LIST)
