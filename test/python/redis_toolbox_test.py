"""courses/redis/lib: what it reads, what it sends, and how it shows that."""

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

WORD: resp.Reply = resp.bulk("hello")


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


if __name__ == "__main__":
    unittest.main()
