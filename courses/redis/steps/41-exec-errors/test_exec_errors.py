from codealong import rng
from lib import OK, Client, array, bulk, error, integer, simple, some_word, start_server

QUEUED = simple("QUEUED")
NOT_AN_INTEGER = error("ERR value is not an integer or out of range")
STILL_QUEUED = (
    "A command is queued without being looked at more closely: whether it fails is known only when EXEC runs it. Answer with "
    "`b\"+QUEUED\\r\\n\"`."
)
IN_ITS_PLACE = (
    "The error is the reply to one command, so it is one element of the array, in its place. The commands after it are run all "
    "the same, and their replies follow."
)
CAUGHT_FOR_EACH = (
    "If INCR raises an exception, catch it for each command while EXEC runs the queue: its error becomes one element of the "
    "array, and the next command is run."
)
ALL_THE_SAME = (
    "Only the INCR has failed. The other commands of the transaction keep their effect, those before it as well as those "
    "after it: nothing is undone, and nothing is left out."
)
UNCHANGED = "INCR has failed, so it must not change the value."
GOES_ON = "EXEC has ended the transaction, with an error in its array just as without: the client goes on as after any other."


def test_the_error_is_an_element_of_the_array() -> None:
    """A command that fails has its error in the array, and the next one is run"""
    start_server()
    client = Client()
    word = some_word()
    client.ask("SET", word, some_word(), expect=OK)
    client.ask("MULTI", expect=OK)
    client.ask("INCR", word, expect=QUEUED, if_wrong=STILL_QUEUED)
    client.ask("SET", some_word(), some_word(), expect=QUEUED)
    client.ask("EXEC", expect=array(NOT_AN_INTEGER, OK), if_wrong=IN_ITS_PLACE, if_silent=CAUGHT_FOR_EACH)


def test_the_other_commands_keep_their_effect() -> None:
    """The commands before and after the failed one keep their effect"""
    start_server()
    client = Client()
    before, failing, after = f"a-{some_word()}", f"b-{some_word()}", f"c-{some_word()}"
    first, second, word = some_word(), some_word(), some_word()
    client.ask("SET", failing, word, expect=OK)
    client.ask("MULTI", expect=OK)
    client.ask("SET", before, first, expect=QUEUED)
    client.ask("INCR", failing, expect=QUEUED)
    client.ask("SET", after, second, expect=QUEUED)
    client.ask("EXEC", expect=array(OK, NOT_AN_INTEGER, OK), if_wrong=IN_ITS_PLACE, if_silent=CAUGHT_FOR_EACH)
    other = Client()
    other.ask("GET", before, expect=bulk(first), if_wrong=ALL_THE_SAME)
    other.ask("GET", failing, expect=bulk(word), if_wrong=UNCHANGED)
    other.ask("GET", after, expect=bulk(second), if_wrong=ALL_THE_SAME)


def test_the_client_goes_on() -> None:
    """After such a transaction the client goes on, and begins another one"""
    start_server()
    client = Client()
    word, counter, number = f"a-{some_word()}", f"b-{some_word()}", rng.randrange(11, 90)
    client.ask("SET", word, some_word(), expect=OK)
    client.ask("MULTI", expect=OK)
    client.ask("INCR", word, expect=QUEUED)
    client.ask("EXEC", expect=array(NOT_AN_INTEGER), if_wrong=IN_ITS_PLACE)
    client.ask("SET", counter, str(number), expect=OK, if_wrong=GOES_ON, if_silent=GOES_ON)
    client.ask("MULTI", expect=OK, if_wrong=GOES_ON)
    client.ask("INCR", counter, expect=QUEUED, if_wrong=GOES_ON)
    client.ask("EXEC", expect=array(integer(number + 1)), if_wrong=GOES_ON)
