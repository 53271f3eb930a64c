from codealong import rng
from lib import OK, Client, bulk, error, integer, some_word, start_server

NOT_AN_INTEGER = error("ERR value is not an integer or out of range")
NO_NUMBER = (
    "The value is no whole number, so INCR cannot add anything. `int(value)` raises a ValueError then: catch it, and answer "
    "with this error, with exactly these words."
)
UNCHANGED = "INCR failed, so the value must be what it was before. Find out whether it is a number first, and store only then."
GOES_ON = "After an error the client goes on with its next command. Answer it as always."
NEGATIVE = (
    "A number may have a `-` in front. `isdigit()` does not know that, but `int(value)` does: try it, and catch the "
    "ValueError if it is no number."
)


def test_a_word_is_no_number() -> None:
    """INCR of a word is answered with the error"""
    start_server()
    client = Client()
    key = some_word()
    client.ask("SET", key, some_word(), expect=OK)
    client.ask("INCR", key, expect=NOT_AN_INTEGER, if_wrong=NO_NUMBER, if_silent=NO_NUMBER)


def test_the_value_stays() -> None:
    """After the error the value is what it was, and the client goes on"""
    start_server()
    client = Client()
    key, word, counter = f"a-{some_word()}", some_word(), f"b-{some_word()}"
    client.ask("SET", key, word, expect=OK)
    client.ask("INCR", key, expect=NOT_AN_INTEGER, if_wrong=NO_NUMBER)
    client.ask("GET", key, expect=bulk(word), if_wrong=UNCHANGED, if_silent=GOES_ON)
    client.ask("INCR", counter, expect=integer(1), if_wrong=GOES_ON, if_silent=GOES_ON)


def test_a_fraction_is_no_number() -> None:
    """INCR of a fraction is answered with the error, too"""
    start_server()
    client = Client()
    key, fraction = some_word(), f"{rng.randrange(1, 9)}.{rng.randrange(1, 9)}"
    client.ask("SET", key, fraction, expect=OK)
    client.ask("INCR", key, expect=NOT_AN_INTEGER, if_wrong=NO_NUMBER)
    client.ask("GET", key, expect=bulk(fraction), if_wrong=UNCHANGED)


def test_a_negative_number_is_a_number() -> None:
    """INCR counts from -3 to -2, and from -1 to 0"""
    start_server()
    client = Client()
    for number in (-3, -1):
        key = some_word()
        client.ask("SET", key, str(number), expect=OK)
        client.ask("INCR", key, expect=integer(number + 1), if_wrong=NEGATIVE)
