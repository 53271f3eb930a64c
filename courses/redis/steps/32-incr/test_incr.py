from codealong import rng
from lib import OK, Client, bulk, integer, some_word, start_server

#: Bytes after the reply are sent right behind it, if there are any.
QUIET_SECONDS = 0.03
THE_NEXT_NUMBER = (
    "INCR adds 1 to the number that is stored and answers with the new number, as an integer: a `:`, the digits and `\\r\\n`. "
    "`int(value)` turns the stored digits into a number."
)
STORED_TOO = (
    "INCR stores the new number as well as sending it: the next INCR counts on from there. Put it back under the key."
)
AS_DIGITS = (
    "GET gives the new number as a bulk string, like any other value. Store its digits as bytes, `b\"%d\" % number`, and GET "
    "needs no change."
)
MORE_DIGITS = "Turn the whole value into a number, add 1, and write all digits of the result: after 9 comes 10."
ONE_COUNT = "All clients count the same number: it is kept in the store that they share."


def test_incr_answers_with_the_next_number() -> None:
    """INCR adds 1 and answers with the new number"""
    start_server()
    client = Client()
    key, number = some_word(), rng.randrange(11, 90)
    client.ask("SET", key, str(number), expect=OK)
    client.ask("INCR", key, expect=integer(number + 1), if_wrong=THE_NEXT_NUMBER, quiet_seconds=QUIET_SECONDS)


def test_the_new_number_is_stored() -> None:
    """The new number is stored: INCR counts on, and GET gives it"""
    start_server()
    client = Client()
    key, number = some_word(), rng.randrange(11, 90)
    client.ask("SET", key, str(number), expect=OK)
    client.ask("INCR", key, expect=integer(number + 1), if_wrong=THE_NEXT_NUMBER)
    client.ask("INCR", key, expect=integer(number + 2), if_wrong=STORED_TOO)
    client.ask("GET", key, expect=bulk(str(number + 2)), if_wrong=AS_DIGITS, if_silent=AS_DIGITS)


def test_the_number_gets_another_digit() -> None:
    """After 9 comes 10, and after 999 comes 1000"""
    start_server()
    client = Client()
    for number in (9, 999):
        key = some_word()
        client.ask("SET", key, str(number), expect=OK)
        client.ask("INCR", key, expect=integer(number + 1), if_wrong=MORE_DIGITS)
        client.ask("GET", key, expect=bulk(str(number + 1)), if_wrong=MORE_DIGITS)


def test_clients_count_together() -> None:
    """Two clients count under the same key"""
    start_server()
    one, other = Client(), Client()
    key, number = some_word(), rng.randrange(11, 90)
    one.ask("SET", key, str(number), expect=OK)
    other.ask("INCR", key, expect=integer(number + 1), if_wrong=ONE_COUNT)
    one.ask("INCR", key, expect=integer(number + 2), if_wrong=ONE_COUNT)
