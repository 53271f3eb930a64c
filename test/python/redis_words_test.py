"""courses/redis/lib: the words that it finds for a wrong reply."""

import random
import sys
import unittest
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from redis_toolbox_test import some_reply

sys.path.insert(0, str(Path(__file__).parents[2] / "courses/redis"))

from codealong import Failed
from lib import no_reply, resp
from lib.advice import advice_for
from lib.no_reply import NO_ANSWER
from lib.show import side_by_side
from lib.talk import Talk
from lib.wrong_reply import describe, tried

OK, NULL, PONG, WORD = resp.OK, resp.NULL, resp.simple("PONG"), resp.bulk("hello")

#: Expected, received, words of the description, words of the advice.
REPLIES: list[tuple[resp.Reply, bytes, str, str | None]] = [
    (PONG, b"+PONG", 'stops after 5 bytes: "\\r\\n" is missing', "Every line of this protocol ends"),
    (PONG, b"+PONG\n", 'goes wrong at byte 6: it is "\\n" but should be "\\r"', "exactly two bytes"),
    (PONG, b"+PONG\n\r", "goes wrong at byte 6", "exactly two bytes"),
    (PONG, b"PONG", "goes wrong at byte 1", "has a `+` in front"),
    (PONG, b"PONG\r\n", "goes wrong at byte 1", "has a `+` in front"),
    (PONG, b"+pong\r\n", 'says "pong", but the test expected', "Upper and lower case"),
    (PONG, b"$4\r\nPONG\r\n", "is a bulk string where a simple string was expected", "has its length in front"),
    (PONG, b"$-1\r\n", "is a null bulk string where a simple string was expected", None),
    (PONG, resp.command("ECHO", "hello"), "is an array where a simple string was expected", "sends the command back"),
    (PONG, b"+PONG\\r\\n", "goes wrong at byte 6", "backslashes"),
    (PONG, b"b'+PONG\\r\\n'", "goes wrong at byte 1", "how Python prints bytes"),
    (PONG, b"+PONG\r\n\r\n", 'is right, but these bytes follow it: "\\r\\n"', "one line end too many"),
    (PONG, b"+PONG\r\n+PONG\r\n", "is right, but these bytes follow it", "more than once"),
    (PONG, b"+PONG\r\n\0", "is right, but these bytes follow it", "nothing after it"),
    (PONG, b"+PONG+PONG\r\n", 'says "PONG+PONG"', "Each reply ends with its own"),
    (PONG, b"-ERR unknown command\r\n", "is an error (ERR unknown command) where a simple", "takes the name out"),
    (PONG, b":1\r\n", "is an integer where a simple string was expected", None),
    (WORD, b"+PONG\r\n", "is a simple string where a bulk string was expected", "although the command is not PING"),
    (WORD, b"+hello\r\n", "is a simple string where a bulk string was expected", "begins with its length"),
    (WORD, b"hello\r\n", "goes wrong at byte 1", "begins with `$`"),
    (WORD, b"$hello\r\n", "goes wrong at byte 2", "reads a number"),
    (WORD, b"$7\r\nhello\r\n", "goes wrong at byte 2", "5 here"),
    (WORD, b"$5\r\n", "stops after 4 bytes", None),
    (WORD, b"$7\r\n'hello'\r\n", "is a bulk string that holds \"'hello'\"", "quotes were not part"),
    (WORD, b"$8\r\nb'hello'\r\n", "b'hello'", "how Python prints bytes"),
    (WORD, b"$6\r\nhello\n\r\n", 'holds "hello\\n"', "part of a line end got into it"),
    (WORD, b"$4\r\nECHO\r\n", 'holds "ECHO"', "name of the command"),
    (WORD, b"$2\r\n$5\r\n", 'holds "$5"', "line with the length"),
    (WORD, b"*1\r\n$5\r\nhello\r\n", "is an array where a bulk string was expected", "wrapped in an array"),
    (WORD, b"$-1\r\n", "is a null bulk string, but the test expected a bulk string that holds", None),
    (resp.bulk("two words"), b"$3\r\ntwo\r\n", 'holds "two"', "cut off at a space"),
    (resp.bulk("é"), b"$1\r\n\xc3\xa9\r\n", "goes wrong at byte 2", "counts characters: 1 here, while UTF-8 needs 2"),
    (OK, b"+PONG\r\n", 'says "PONG", but the test expected a simple string that says "OK"', "although the command is not PING"),
    (OK, b"$2\r\nOK\r\n", "is a bulk string where a simple string", "has its length in front"),
    (NULL, b"$0\r\n\r\n", 'holds "", but the test expected a null bulk string', "has the length -1"),
    (NULL, b"$-1\r\n\r\n", "is right, but these bytes follow it", "no second line follows"),
    (NULL, b"$4\r\nNone\r\n", 'holds "None"', "a text like any other"),
    (NULL, b"+(nil)\r\n", "is a simple string where a null bulk string was expected", "a text like any other"),
    (NULL, b"*-1\r\n", "is a null array where a null bulk string was expected", "has the length -1"),
    (resp.integer(2), b":3\r\n", "is the integer 3, but the test expected the integer 2", None),
    (resp.array("a", "b"), b"*1\r\n$1\r\na\r\n", 'is an array of 1 element ("a"), but the test expected an array of 2 elements ("a", "b")', None),
]  # fmt: skip

TWO, SEVEN, DEEP = resp.array("a", "b"), resp.integer(7), resp.array("x", resp.array("a", resp.array("b", resp.integer(1))))
ENTRIES = resp.entry("5-1", "a", "b"), resp.entry("5-2", "c", "d")
#: Integers and arrays, like `REPLIES`.
MORE_REPLIES: list[tuple[resp.Reply, bytes, str, str | None]] = [
    (SEVEN, b"+7\r\n", "is a simple string where an integer was expected", "must be an integer: a `:`"),
    (SEVEN, b"$1\r\n7\r\n", "is a bulk string where an integer was expected", "must be an integer: a `:`"),
    (SEVEN, b"7\r\n", "goes wrong at byte 1", "first byte is missing"),
    (SEVEN, b"7", "goes wrong at byte 1", "must be an integer"),
    (SEVEN, b"+OK\r\n", "is a simple string where an integer was expected", "sent as an integer"),
    (resp.bulk("7"), b":7\r\n", "is an integer where a bulk string was expected", "must be a bulk string"),
    (TWO, b"+['a', 'b']\r\n", "is a simple string where an array was expected", "how Python prints a list"),
    (TWO, b"$12\r\n[b'a', b'b']\r\n", "is a bulk string where an array was expected", "how Python prints a list"),
    (TWO, b"$1\r\na\r\n$1\r\nb\r\n", "is a bulk string where an array was expected", "line in front of them is missing"),
    (TWO, b"*2\r\n", "stops after 4 bytes", "Its elements must follow"),
    (TWO, b"*3\r\n$1\r\na\r\n$1\r\nb\r\n", "goes wrong at byte 2", "how many elements follow"),
    (TWO, b"*2$1\r\na\r\n$1\r\nb\r\n", "goes wrong at byte 3", "A line end is missing behind the number of elements"),
    (TWO, b"*2\r\na\r\nb\r\n", "goes wrong at byte 5", "cannot read this array to its end"),
    (TWO, b"*2\r\nab", "goes wrong at byte 5", "cannot read this array to its end"),
    (TWO, b"*2\r\n+a\r\n+b\r\n", "differs in element 1: it is a simple string where a bulk string", "bulk string inside the array"),
    (TWO, b"$3\r\na b\r\n", "is a bulk string where an array was expected", "sent as one text"),
    (TWO, b"*2\r\n$1\r\nb\r\n$1\r\na\r\n", 'elements ("b", "a"), but the test expected an array of 2 elements ("a", "b")', None),
    (resp.array("a"), b"$1\r\na\r\n", "is a bulk string where an array was expected", "it has one element only"),
    (resp.array(SEVEN), b":7\r\n", "is an integer where an array was expected", "it has one element only"),
    (resp.array(), b"$-1\r\n", "is a null bulk string where an array was expected", "array without elements"),
    (resp.array(), b"*-1\r\n", "is a null array, but the test expected an array of 0 elements", "array without elements"),
    (resp.NULL_ARRAY, b"$-1\r\n", "is a null bulk string where a null array was expected", "gets a null array"),
    (resp.NULL_ARRAY, b"*0\r\n", "is an array of 0 elements, but the test expected a null array", "gets a null array"),
    (NULL, b"*0\r\n", "is an array where a null bulk string was expected", "has the length -1"),
    (DEEP, resp.encode(resp.array("x", resp.array("a", resp.array("b", resp.integer(2))))),
     "differs in element 2 of element 2 of element 2: it is the integer 2, but the test expected the integer 1", None),
    (DEEP, resp.encode(resp.array("x", resp.array("a", "b"))),
     "differs in element 2 of element 2: it is a bulk string where an array was expected", None),
    (DEEP, resp.encode(resp.array("x", TWO, "c")), 'is an array of 3 elements ("x", ["a", …], "c"), but the test expected an array of 2 elements ("x", ["a", …])', None),
    (DEEP, resp.encode(resp.array("x", resp.array("a"))),
     'differs in element 2: it is an array of 1 element ("a"), but the test expected an array of 2 elements', None),
    (resp.array(*ENTRIES), resp.encode(resp.array(*ENTRIES[:1])),
     'is an array of 1 element (["5-1", …]), but the test expected an array of 2 elements (["5-1", …], ["5-2", …])', None),
    (resp.array(*ENTRIES), resp.encode(resp.array(*reversed(ENTRIES))), "differs in element 1 of element 1: it is a bulk string that holds \"5-2\"", None),
    (resp.array(*(["x" * 50] * 9)), b"*0\r\n", "is an array of 0 elements, but the test expected an array of 9 elements.", None),
    (resp.error("ERR no"), b"+ERR no\r\n", "is a simple string where an error was expected", "begins with a `-`"),
    (resp.error("ERR no"), b"$6\r\nERR no\r\n", "is a bulk string where an error was expected", "begins with a `-`"),
    (resp.error("ERR no"), b"-ERR no.\r\n", 'says "ERR no.", but the test expected an error that says "ERR no"', "in every letter"),
    (resp.error("ERR no"), b"-err no\r\n", 'says "err no"', "in every letter"),
    (resp.error("ERR no"), b"-ERR yes\r\n", 'says "ERR yes"', None),
    (DEEP, resp.encode(resp.array("x", resp.NULL_ARRAY)), "differs in element 2: it is a null array, but the test expected", None),
    (resp.array(resp.OK, resp.error("ERR no")), b"*2\r\n+OK\r\n-ERR yes\r\n",
     'differs in element 2: it is an error that says "ERR yes", but the test expected an error that says "ERR no"', None),
    (resp.array(resp.OK, SEVEN), b"*2\r\n+OK\r\n-ERR yes\r\n",
     "differs in element 2: it is an error (ERR yes) where an integer was expected", None),
]  # fmt: skip


class Words(unittest.TestCase):
    def test_each_wrong_reply_is_told_for_what_it_is(self) -> None:
        for wanted, received, words, advice in [*REPLIES, *MORE_REPLIES]:
            with self.subTest(wanted=wanted, received=received):
                self.assertIn(words, describe("The reply to X", wanted, received))
                found = advice_for(("ECHO", "hello"), wanted, received)
                self.assertIn(advice, found or "") if advice is not None else self.assertIsNone(found)

    def test_a_name_in_lower_case_that_is_unknown_is_told_so(self) -> None:
        advice = advice_for(("echo", "hello"), WORD, b"-ERR unknown command\r\n")
        self.assertIn("`echo`. Names of commands may be written in upper or lower case", advice or "")

    def test_a_pong_for_another_reply_to_ping_is_not_told_to_look_at_the_name(self) -> None:
        self.assertIsNone(advice_for(("PING",), resp.simple("QUEUED"), b"+PONG\r\n"))

    def test_a_command_of_a_transaction_is_tried_with_those_before_it(self) -> None:
        multi, exec_ = ("MULTI",), ("EXEC",)
        for before, command, wanted in (
            ([("GET", "a"), multi, ("SET", "a", "1")], exec_, "redis-cli, and then MULTI, SET a 1, EXEC"),
            ([("multi",)], ("GET", "a b"), 'redis-cli, and then multi, GET "a b"'),
            ([multi], multi, "redis-cli -r 2 MULTI"),
            ([("GET", "a")], multi, "redis-cli MULTI"),
            ([multi, exec_], ("GET", "a"), "redis-cli GET a"),
            ([multi, exec_], exec_, "redis-cli, and then MULTI, EXEC, EXEC"),
            ([("GET", "a")], exec_, "redis-cli EXEC"),
            ([multi, ("DISCARD",)], ("GET", "a"), "redis-cli GET a"),
        ):
            talk = Talk()
            me = talk.connected()
            for one in before:
                talk.asked(me, one)
                talk.answered(me, b"+OK\r\n")
            talk.asked(me, command)
            self.assertEqual(tried(talk, me, [command]), wanted)

    def test_a_missing_reply_is_told_with_what_it_was_due_after(self) -> None:
        talk = Talk()
        reader, writer = talk.connected(), talk.connected()
        talk.asked(reader, ("XREAD", "BLOCK", "0"))
        talk.asked(writer, ("XADD", "k", "1-1"))
        told = self._missing(talk, reader, ("XREAD", "BLOCK", "0"))
        self.assertIn("within 0.5 seconds after client 2 had sent XADD k 1-1.", told.message or "")

    def test_after_an_exception_nothing_is_advised_but_what_the_suite_advises(self) -> None:
        crashed = SimpleNamespace(stderr=b"Traceback (most recent call last):\n")
        for server, advice in ((None, NO_ANSWER), (crashed, None)):
            talk = Talk(cast(Any, server))
            me = talk.connected()
            talk.asked(me, ("GET", "a"))
            talk.answered(me, b"+OK\r\n")
            talk.asked(me, ("INCR", "a"))
            self.assertEqual(self._missing(talk, me, ("INCR", "a")).advice, advice)

    def _missing(self, talk: Talk, client: int, command: tuple[str, ...]) -> Failed:
        with self.assertRaises(Failed) as caught:
            no_reply.tell(Failed("nothing-received", {"seconds": 0.5}), talk, client, [command], None, None)
        return caught.exception

    def test_no_wrong_reply_is_without_words(self) -> None:
        chance = random.Random(4)
        for _ in range(20000):
            wanted = some_reply(chance)
            received = bytearray(resp.encode(wanted))
            for _ in range(chance.randrange(1, 3)):
                at = chance.randrange(len(received))
                received[at : at + 1] = bytes(chance.choices(b"+-:$*01\r\na", k=chance.randrange(3)))
            if received == resp.encode(wanted) or not received:
                continue
            text = describe("The reply to X", wanted, bytes(received))
            self.assertTrue(text.startswith("The reply to X ") and text.endswith("."), text)
            advice_for(("GET", "k"), wanted, bytes(received))
            side_by_side(resp.encode(wanted), bytes(received))


if __name__ == "__main__":
    unittest.main()
