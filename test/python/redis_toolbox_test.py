"""courses/redis/lib: what it reads, what it sends, and the words it finds for a wrong reply."""

import random
import sys
import unittest
from pathlib import Path

from hostile import within

sys.path.insert(0, str(Path(__file__).parents[2] / "courses/redis"))

from lib import resp
from lib.advice import advice_for
from lib.show import as_run, as_typed, side_by_side
from lib.talk import Talk
from lib.wrong_reply import describe


def some_reply(chance: random.Random, depth: int = 0) -> resp.Reply:
    data = bytes(chance.choices(b"ab\r\n$*\xc3", k=chance.randrange(6)))
    text = "".join(chance.choices("abÄ -", k=chance.randrange(6)))
    flat: list[resp.Reply] = [
        resp.simple(text),
        resp.error(text),
        resp.integer(chance.randrange(-(10**6), 10**6)),
        resp.bulk(data),
        resp.NULL,
        resp.NULL_ARRAY,
    ]
    if depth < 3 and chance.random() < 0.4:
        return resp.array(*(some_reply(chance, depth + 1) for _ in range(chance.randrange(4))))
    return chance.choice(flat)


HUGE = {
    "3,000 deep": b"*1\r\n" * 3000,
    "as deep as it can be": b"*1\r\n" * 250_000,
    "more parts than it says": b"*100\r\n" + b":1\r\n" * 250_000,
    "many null arrays": b"*-1\r\n" * 200_000,
    "an endless line": b"+" + b"x" * 1_000_000,
    "an endless number": b":" + b"1" * 1_000_000 + b"\r\n",
    "an endless length": b"$" + b"9" * 1_000_000 + b"\r\n",
    "a huge number of elements": b"*" + b"9" * 19 + b"\r\n+a\r\n",
    "line ends": b"\n" * 1_000_000,
    "returns": b"+" + b"\r" * 1_000_000,
    "controls": b"\x01" * 1_000_000,
    "NULs": b"+" + b"\0" * 1_000_000 + b"\r\n",
    "half characters": b"$1000000\r\n" + b"\xf0\x9f" * 500_000 + b"\r\n",
    "quotes": b"$1000000\r\n" + b"\"'\\x" * 250_000 + b"\r\n",
}


class Protocol(unittest.TestCase):
    def test_what_is_encoded_is_read_back_and_nothing_more_is_taken(self) -> None:
        chance = random.Random(1)
        for _ in range(2000):
            reply = some_reply(chance)
            data = resp.encode(reply)
            self.assertEqual(resp.decode(data + b"+more\r\n"), (reply, len(data)))

    def test_no_part_of_a_reply_is_taken_for_a_whole_one(self) -> None:
        chance = random.Random(2)
        for _ in range(500):
            data = resp.encode(some_reply(chance))
            for end in range(len(data)):
                with self.assertRaises(resp.Incomplete):
                    resp.decode(data[:end])

    def test_any_bytes_are_a_reply_or_incomplete_or_malformed_at_a_byte_of_theirs(self) -> None:
        chance = random.Random(3)
        for _ in range(20000):
            data = bytes(chance.choices(b"+-:$*019\r\na", k=chance.randrange(12)))
            try:
                _, end = resp.decode(data)
                self.assertLessEqual(end, len(data))
            except resp.Incomplete as error:
                self.assertTrue(error.missing)
            except resp.Malformed as error:
                self.assertTrue(0 <= error.at <= len(data) and error.why)

    def test_what_no_client_can_read_is_told_with_its_place(self) -> None:
        for data, at, why in [
            (b"PONG\r\n", 0, "no kind of reply"),
            (b"+PONG\n", 5, "alone"),
            (b"+PO\rNG\r\n", 3, 'a "\\r" may only be at the end'),
            (b"$five\r\nhello\r\n", 1, "decimal number"),
            (b"$-2\r\n", 1, "cannot be -2"),
            (b"$4\r\nhello\r\n", 8, "must follow the 4 bytes"),
            (b":1.5\r\n", 1, "decimal number"),
            (b"*1\r\nx", 4, "no kind of reply"),
        ]:
            with self.assertRaises(resp.Malformed) as found:
                resp.decode(data)
            self.assertEqual(found.exception.at, at, data)
            self.assertIn(why, found.exception.why)

    def test_a_reply_of_the_most_parts_and_the_greatest_depth_is_read_and_no_larger_one(self) -> None:
        for bound, data in (
            (resp.DEPTH_MAX, lambda depth: b"*1\r\n" * (depth - 1) + b"+OK\r\n"),
            (resp.PARTS_MAX, lambda parts: b"*%d\r\n" % (parts - 1) + b":1\r\n" * (parts - 1)),
        ):
            self.assertEqual(resp.decode(data(bound))[1], len(data(bound)))
            with self.assertRaisesRegex(resp.Malformed, f"more than {bound:,}"):
                resp.decode(data(bound + 1))

    def test_a_reply_that_never_ends_is_refused_before_it_fills_the_memory(self) -> None:
        for begin in (b"+", b"-ERR ", b":", b"$9999999999\r\n", b"$", b"*2\r\n$1000000\r\n"):
            data = begin + b"1" * (resp.BYTES_MAX - len(begin))
            with self.assertRaises(resp.Incomplete):
                resp.decode(b"+OK\r\n" + data, at=5)
            with self.assertRaisesRegex(resp.Malformed, "is longer than 1,000,000 bytes"):
                resp.decode(b"+OK\r\n" + data + b"1", at=5)

    def test_no_reply_costs_much_time_or_memory_or_breaks_the_words_for_it(self) -> None:
        for name, data in HUGE.items():
            with self.subTest(name), within(4.0, 100):
                try:
                    resp.decode(data)
                except (resp.Incomplete, resp.Malformed):
                    pass
                for wanted in (WORD, resp.array("a", "b")):
                    self.assertTrue(describe("The reply to X", wanted, data).endswith("."))
                    advice_for(("ECHO", "hello"), wanted, data)
                    side_by_side(resp.encode(wanted), data)

    def test_a_command_is_an_array_of_bulk_strings_with_lengths_in_bytes(self) -> None:
        self.assertEqual(resp.command("ECHO", "é", b"\0"), b"*3\r\n$4\r\nECHO\r\n$2\r\n\xc3\xa9\r\n$1\r\n\0\r\n")


class Shown(unittest.TestCase):
    def test_short_replies_are_shown_whole(self) -> None:
        self.assertEqual(side_by_side(b"+PONG\r\n", b"+PING\r\n"), ('"+PONG\\r\\n"', '"+PING\\r\\n"'))

    def test_of_long_replies_the_part_around_the_first_wrong_byte_is_shown(self) -> None:
        expected, received = b"a" * 500 + b"b" + b"c" * 500, b"a" * 500 + b"x" + b"c" * 500
        wanted, shown = side_by_side(expected, received)
        self.assertEqual(wanted.index("b"), shown.index("x"))
        self.assertLess(len(shown), 80)

    def test_a_command_can_be_pasted(self) -> None:
        self.assertEqual(as_run("GET", "key"), "redis-cli GET key")
        self.assertEqual(as_run("PING", times=3), "redis-cli -r 3 PING")
        self.assertEqual(as_run("ECHO", "two words"), "redis-cli ECHO 'two words'")
        self.assertEqual(as_run("ECHO", "a\r\nb"), 'redis-cli, and then ECHO "a\\r\\nb"')
        self.assertEqual(as_typed("ECHO", "two words"), 'ECHO "two words"')
        self.assertEqual(as_typed("SET", "straße", "1"), "SET straße 1")

    def test_the_talk_is_told_when_the_command_alone_does_not_say_it_all(self) -> None:
        talk = Talk()
        me = talk.connected()
        talk.asked(me, ("PING",))
        self.assertEqual(talk.so_far(), "")
        talk.answered(me, b"+PONG\r\n")
        talk.asked(me, ("GET", "a"))
        lines = talk.so_far().split("\n")
        self.assertEqual(lines[1:], ["  So far in this test:", "    client 1 > PING", '    client 1 < "+PONG\\r\\n"', "    client 1 > GET a"])

    def test_of_a_long_talk_the_end_is_told(self) -> None:
        talk = Talk()
        me = talk.connected()
        for number in range(50):
            talk.asked(me, ("GET", str(number)))
            talk.answered(me, b"$-1\r\n")
        lines = talk.so_far().split("\n")
        self.assertLess(len(lines), 12)
        self.assertIn("GET 49", lines[-2])


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
    (NULL, b"*-1\r\n", "is a null array where a null bulk string was expected", None),
    (resp.integer(2), b":3\r\n", "is the integer 3, but the test expected the integer 2", None),
    (resp.array("a", "b"), b"*1\r\n$1\r\na\r\n", "is an array of 1 element, but the test expected an array of 2 elements", None),
]  # fmt: skip


class Words(unittest.TestCase):
    def test_each_wrong_reply_is_told_for_what_it_is(self) -> None:
        for wanted, received, words, advice in REPLIES:
            with self.subTest(wanted=wanted, received=received):
                self.assertIn(words, describe("The reply to X", wanted, received))
                found = advice_for(("ECHO", "hello"), wanted, received)
                self.assertIn(advice, found or "") if advice is not None else self.assertIsNone(found)

    def test_a_name_in_lower_case_that_is_unknown_is_told_so(self) -> None:
        advice = advice_for(("echo", "hello"), WORD, b"-ERR unknown command\r\n")
        self.assertIn("`echo`. Names of commands may be written in upper or lower case", advice or "")

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
