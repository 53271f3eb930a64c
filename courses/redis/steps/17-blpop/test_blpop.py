from lib import OK, Client, array, bulk, integer, simple, some_word, start_server

#: So long a client waits before an element comes.
WAITS_SECONDS = 0.3
#: Long enough for a command to reach the program, or for an element to reach the wrong client.
SOON_SECONDS = 0.15
KEY_AND_ELEMENT = "The reply to BLPOP is an array of two bulk strings: the key, and the element that was taken from the list."
NOT_YET = (
    "The list has no element, so nothing may be sent to this client yet. It waits until another client pushes one, and the number 0 "
    "says that there is no limit."
)
WAKES = (
    "Another client has pushed an element, and this one waits for it. RPUSH and LPUSH must look for clients that wait for their key, "
    "and wake one."
)
OTHERS_GO_ON = (
    "A client that waits must not keep the others from being served. Does it wait while it holds a lock, or "
    "in the only thread? `Condition.wait()` lets go of its lock while it waits."
)
LENGTH = (
    "RPUSH is answered as if nobody waited: with the length of the list right after its elements were added. The element is taken "
    "after that."
)
TAKEN = "An element that a waiting client gets is removed from the list, as by LPOP."
OTHER_KEY = "This client waits for another key. Only a push to its own key may wake it."
FIRST_COME = (
    "An element goes to one client only: to the one that has waited longest, which is client 1 here. Keep those who wait in a list, "
    "in the order in which they came, and give each element to the first of them alone."
)
EACH_ONE = "One push may bring several elements. Serve waiting clients as long as there are elements, each with one."


def waiting(key: str) -> Client:
    """A client that has sent BLPOP and waits."""
    client = Client()
    client.send("BLPOP", key, "0")
    client.silent(SOON_SECONDS, if_spoke=NOT_YET)
    return client


def test_an_element_that_is_there() -> None:
    """BLPOP takes the first element at once if there is one"""
    start_server()
    client = Client()
    key, first, second = some_word(), f"a-{some_word()}", f"b-{some_word()}"
    client.ask("RPUSH", key, first, second, expect=integer(2))
    client.ask("BLPOP", key, "0", expect=array(key, first), if_wrong=KEY_AND_ELEMENT)
    client.ask("LRANGE", key, "0", "-1", expect=array(second), if_wrong=TAKEN)


def test_a_client_waits() -> None:
    """A client waits until another one pushes an element"""
    start_server()
    waiter, pusher = Client(), Client()
    key, element = some_word(), some_word()
    waiter.send("BLPOP", key, "0")
    waiter.silent(WAITS_SECONDS, if_spoke=NOT_YET)
    pusher.ask("RPUSH", key, element, expect=integer(1), if_wrong=LENGTH, if_silent=OTHERS_GO_ON)
    waiter.expect(array(key, element), if_wrong=KEY_AND_ELEMENT, if_silent=WAKES)
    pusher.ask("LLEN", key, expect=integer(0), if_wrong=TAKEN)


def test_the_others_go_on() -> None:
    """While a client waits, others are answered, and another list does not wake it"""
    start_server()
    key, other, value, element = f"a-{some_word()}", f"b-{some_word()}", some_word(), some_word()
    waiter, client = waiting(key), Client()
    client.ask("PING", expect=simple("PONG"), if_silent=OTHERS_GO_ON)
    client.ask("SET", value, value, expect=OK, if_silent=OTHERS_GO_ON)
    client.ask("RPUSH", other, some_word(), expect=integer(1), if_wrong=LENGTH, if_silent=OTHERS_GO_ON)
    waiter.silent(SOON_SECONDS, if_spoke=OTHER_KEY)
    client.ask("LPUSH", key, element, expect=integer(1), if_wrong=LENGTH, if_silent=OTHERS_GO_ON)
    waiter.expect(array(key, element), if_wrong=KEY_AND_ELEMENT, if_silent=WAKES)
    waiter.ask("GET", value, expect=bulk(value))


def test_the_longest_wait_is_served_first() -> None:
    """Of two clients that wait, the one that came first gets the first element"""
    start_server()
    key, one, two = some_word(), f"a-{some_word()}", f"b-{some_word()}"
    first, second, pusher = waiting(key), waiting(key), Client()
    pusher.ask("RPUSH", key, one, expect=integer(1), if_wrong=LENGTH, if_silent=OTHERS_GO_ON)
    second.silent(SOON_SECONDS, if_spoke=FIRST_COME)
    first.expect(array(key, one), if_wrong=FIRST_COME, if_silent=WAKES)
    pusher.ask("RPUSH", key, two, expect=integer(1), if_wrong=LENGTH, if_silent=OTHERS_GO_ON)
    second.expect(array(key, two), if_wrong=FIRST_COME, if_silent=WAKES)


def test_two_elements_for_two_clients() -> None:
    """Two elements of one push serve two clients"""
    start_server()
    key, one, two = some_word(), f"a-{some_word()}", f"b-{some_word()}"
    first, second, pusher = waiting(key), waiting(key), Client()
    pusher.ask("RPUSH", key, one, two, expect=integer(2), if_wrong=LENGTH, if_silent=OTHERS_GO_ON)
    first.expect(array(key, one), if_wrong=FIRST_COME, if_silent=WAKES)
    second.expect(array(key, two), if_wrong=FIRST_COME, if_silent=EACH_ONE)
    pusher.ask("LLEN", key, expect=integer(0), if_wrong=TAKEN)
