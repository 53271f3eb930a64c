"""docker/runner/output.py: what a run keeps of its programs' output."""

import sys
import threading
import unittest

import place  # noqa: F401

from runner import contract
from runner.output import Channel, OutputLog

MB = contract.OUTPUT_KEPT_BYTES


class Output(unittest.TestCase):
    def setUp(self) -> None:
        self.events: list[contract.Event] = []
        self.log = OutputLog(self.events.append)

    def channel(self, stream: str = "stdout") -> Channel:
        return self.log.channel("t", stream)

    def text(self, stream: str = "stdout") -> str:
        return "".join(event["text"] for event in self.events if event["stream"] == stream)

    def dropped(self) -> list[int]:
        return [event["dropped"] for event in self.events if event["dropped"]]

    def write(self, data: bytes, size: int = 65536) -> None:
        """As the pump does: read by read, sent in between, to the end of the stream and of the run."""
        channel = self.channel()
        for at in range(0, len(data), size):
            channel.add(data[at : at + size])
            self.log.send_head()
        channel.close()
        self.log.flush()

    def test_one_megabyte_is_kept_whole(self) -> None:
        data = b"".join(b"%07d\n" % number for number in range(MB // 8))
        self.write(data)
        self.assertEqual((self.text().encode() == data, self.dropped(), self.log.dropped), (True, [], 0))
        self.assertEqual(self.log.total, MB)

    def test_of_one_byte_more_one_byte_is_left_out_in_the_middle(self) -> None:
        data = b"".join(b"%07d\n" % number for number in range(MB // 8)) + b"!"
        self.write(data)
        self.assertEqual(self.text().encode(), data[: MB // 2] + data[MB // 2 + 1 :])
        self.assertEqual((self.dropped(), self.log.dropped, self.log.total), ([1], 1, MB + 1))

    def test_the_count_of_left_out_bytes_stands_at_the_gap(self) -> None:
        self.write(b"a" * (MB // 2) + b"b" * 5000 + b"c" * (MB // 2))
        gap = next(at for at, event in enumerate(self.events) if event["dropped"])
        self.assertEqual(self.events[gap]["dropped"], 5000)
        self.assertEqual({*"".join(event["text"] for event in self.events[:gap])}, {"a"})
        self.assertEqual({*"".join(event["text"] for event in self.events[gap:])}, {"c"})

    def test_a_megabyte_of_long_characters_is_whole_wherever_the_halves_meet(self) -> None:
        for shift in range(4):
            self.setUp()
            text = "x" * shift + "🙂" * ((MB - shift) // 4)
            self.write(text.encode())
            self.assertTrue(self.text() == text, f"shifted by {shift}: {ascii(self.text())[MB:][:40]}")

    def test_a_character_that_is_split_over_reads_stays_whole(self) -> None:
        for size in (1, 2, 3):
            self.setUp()
            self.write("Grüße 🙂 日本".encode(), size)
            self.assertEqual(self.text(), "Grüße 🙂 日本")

    def test_half_a_character_at_the_end_is_shown_as_what_it_is(self) -> None:
        self.write("Gr\u00fc".encode()[:-1])
        self.assertEqual(self.text(), "Gr\\xc3")

    def test_half_a_character_is_shown_too_when_the_stream_never_ends(self) -> None:
        self.channel().add(b"a\xc3")
        self.log.send_head()
        self.log.flush()
        self.assertEqual(self.text(), "a\\xc3")

    def test_halves_of_characters_on_both_sides_of_a_gap_are_not_joined(self) -> None:
        data = b"a" * (MB // 2 - 1) + b"\xc3" + b"!" * 10 + b"\xbc" + b"b" * (MB // 2 - 1)
        self.write(data)
        self.assertEqual(self.text(), "a" * (MB // 2 - 1) + "\\xc3" + "\\xbc" + "b" * (MB // 2 - 1))

    def test_what_is_no_utf_8_is_shown_as_hexadecimal(self) -> None:
        self.write(b"a\xff\xfe\x80b\xed\xa0\x80\xc0\xaf\0\x1b[31m\r\n")
        self.assertEqual(self.text(), "a\\xff\\xfe\\x80b\\xed\\xa0\\x80\\xc0\\xaf\0\x1b[31m\r\n")

    def test_two_streams_do_not_disturb_each_other(self) -> None:
        out, err = self.channel(), self.channel("stderr")
        for byte in "🙂".encode():
            out.add(bytes([byte]))
            err.add(bytes([byte]))
        out.close()
        err.close()
        self.assertEqual((self.text(), self.text("stderr")), ("🙂", "🙂"))

    def test_a_traceback_that_comes_in_pieces_is_one_event(self) -> None:
        channel = self.channel()
        for piece in (b"Traceback", b" (most", b" recent"):
            channel.add(piece)
        self.log.send_head()
        self.assertEqual([event["text"] for event in self.events], ["Traceback (most recent"])

    def test_a_loop_that_prints_byte_by_byte_does_not_fill_the_memory(self) -> None:
        channel = self.channel()
        for _ in range(MB + MB // 2):
            channel.add(b"x")
        self.assertLess(len(self.log._head) + len(self.log._tail), 2 * MB // 4096)
        self.log.flush()
        self.assertEqual((len(self.text()), self.dropped()), (MB, [MB // 2]))

    def test_too_much_is_more_than_sixteen_megabytes(self) -> None:
        channel = self.channel()
        for _ in range(256):
            channel.add(b"x" * 65536)
        self.assertFalse(self.log.too_much)
        channel.add(b"x")
        self.assertTrue(self.log.too_much)

    def test_an_end_by_another_thread_says_nothing_twice(self) -> None:
        interval = sys.getswitchinterval()
        self.addCleanup(sys.setswitchinterval, interval)
        sys.setswitchinterval(1e-6)
        channel = self.channel()
        sender = threading.Thread(target=lambda: [self.log.send_head() for _ in range(20000)])
        sender.start()
        for number in range(2000):
            channel.add(b"%d\n" % number)
            self.log.send_head()
        sender.join()
        self.log.flush()
        self.assertEqual(sorted(self.text().split(), key=int), [str(number) for number in range(2000)])


if __name__ == "__main__":
    unittest.main()
