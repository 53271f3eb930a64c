from lib import OK, Client, bulk, some_word, start_server

#: Bytes after the reply are sent right behind it, if there are any.
QUIET_SECONDS = 0.03
ONE_STORE = (
    "The value was set by another client. All clients share one store: make the dictionary once, outside the function that "
    "serves a client."
)
BY_ITS_KEY = "Each key has a value of its own. A dictionary does that: `store[key] = value`, and later `store[key]`."
THE_NEWEST = "SET stores its value, whether or not the key already has one: `store[key] = value` does that."


def test_set_is_answered() -> None:
    """SET is answered with +OK"""
    start_server()
    Client().ask("SET", some_word(), some_word(), expect=OK, quiet_seconds=QUIET_SECONDS)


def test_get_gives_the_value() -> None:
    """GET gives the value that SET has stored"""
    start_server()
    client = Client()
    key, value = some_word(), some_word()
    client.ask("SET", key, value, expect=OK)
    client.ask("GET", key, expect=bulk(value), quiet_seconds=QUIET_SECONDS)


def test_each_key_has_its_own_value() -> None:
    """Two keys each have their own value"""
    start_server()
    client = Client()
    one, other = f"a-{some_word()}", f"b-{some_word()}"
    first, second = f"1-{some_word()}", f"2-{some_word()}"
    client.ask("SET", one, first, expect=OK)
    client.ask("SET", other, second, expect=OK)
    client.ask("GET", one, expect=bulk(first), if_wrong=BY_ITS_KEY)
    client.ask("GET", other, expect=bulk(second), if_wrong=BY_ITS_KEY)


def test_the_newest_value_counts() -> None:
    """A second SET takes the place of the first value"""
    start_server()
    client = Client()
    key, value = some_word(), some_word()
    client.ask("SET", key, some_word(), expect=OK)
    client.ask("SET", key, value, expect=OK)
    client.ask("GET", key, expect=bulk(value), if_wrong=THE_NEWEST)


def test_clients_share_the_store() -> None:
    """What one client sets, another one can get"""
    start_server()
    writer, reader = Client(), Client()
    key, value = some_word(), some_word()
    writer.ask("SET", key, value, expect=OK)
    reader.ask("GET", key, expect=bulk(value), if_wrong=ONE_STORE)
