"""docker/runner/bounds.py: a record that the host can read, whatever the program said and the suite passed on."""

from __future__ import annotations

import json
import random
import sys
import unittest
from types import SimpleNamespace
from typing import Any

import no_pytest  # noqa: F401
from hostile import ODD, mutated, within

from codealong import Failed, _show
from codealong._backend import Handle
from runner import bounds, contract, explain
from runner.bounds import STDERR_SHOWN_BYTES, program_end
from runner.compare import Comparison

#: A test that has asked for nothing.
NO_REQUEST: Any = SimpleNamespace(tried=None, returned=None)
#: The longest in JSON by their kind: an escape of six bytes, a pair of them, two bytes, one.
UNITS = ("\x01", "\ud800", "🙂", '"', "\\", "é", "x")


def handle(code: int | None = 0, *, asked: bool = True, stderr: bytes = b"") -> Handle:
    made = Handle(None)
    made.code, made.asked = code, asked
    made.stderr.data += stderr
    return made


def record(**change: Any) -> contract.Event:
    return contract.finished("t", "failed", 1.0, contract.failure("assertion"), [], "") | change


def encoded(event: contract.Event) -> bytes:
    return bounds.Bounds().encode(event)


def stacks(text: str, threads: int, frames: int = 40) -> list[dict[str, Any]]:
    frame = contract.stack_frame(text, 1, text, text[:300])
    return [contract.thread(True, [frame] * frames)] * threads


def read(data: bytes) -> dict[str, Any]:
    """As the host reads it: one line, no NaN, no Infinity."""

    def refuse(name: str) -> None:
        raise ValueError(f"{name} is no JSON")

    assert data.count(b"\n") == 1 and data.endswith(b"\n")
    found: dict[str, Any] = json.loads(data, parse_constant=refuse)
    return found


class Records(unittest.TestCase):
    def test_a_record_that_is_short_enough_stays_as_it_is(self) -> None:
        text = "x" * (bounds.RECORD_BYTES - 1000)
        self.assertEqual(read(encoded(record(transcript=text)))["transcript"], text)

    def test_46_runs_with_16_kb_of_control_characters_each(self) -> None:
        ends = [program_end(handle(stderr=b"\x01" * 20_000), []) for _ in range(46)]
        data = encoded(record(programs=ends))
        self.assertLessEqual(len(data), bounds.RECORD_BYTES)
        told = read(data)["programs"]
        self.assertEqual(len(told), 46)
        for one in told:
            self.assertTrue(one["stderr"].startswith("\x01" * 1000) and one["stderr"].endswith("\x01" * 1000))
            self.assertIn(bounds.GAP, one["stderr"])
            self.assertLess(len(one["stderr"]), STDERR_SHOWN_BYTES)

    def test_any_record_of_a_test_is_within_the_bound(self) -> None:
        for unit in UNITS:
            text = unit * 16_384
            failed = contract.failure(
                "raised", bounds.args({f"a{at}": text for at in range(100)}), message=text, expected=text, actual=text,
                request=text, advice=text, traceback=text, where=contract.place(text, 1),
            )  # fmt: skip
            ends = [contract.program_end(1, None, False, text, stacks(unit * 600, threads=2))] * bounds.PROGRAMS_MAX
            with self.subTest(unit=unit), within(3.0, 60):
                data = encoded(record(failure=failed, programs=ends, transcript=unit * 32_000))
                self.assertLessEqual(len(data), bounds.RECORD_BYTES)
                found = read(data)
                self.assertGreaterEqual(len(found["programs"]), 8)
                self.assertEqual(set(found["failure"]), set(failed))
                self.assertEqual(set(found["programs"][0]), set(ends[0]))

    def test_the_records_of_a_run_share_a_bound(self) -> None:
        run = bounds.Bounds()
        run._left = 2 * bounds.RECORD_BYTES
        worst = record(programs=[contract.program_end(1, None, False, "\x01" * 16_384, stacks("\x01" * 600, threads=1))] * 64)
        sizes = [len(run.encode(worst)) for _ in range(12)]
        self.assertGreater(sizes[0], bounds.RECORD_BYTES // 4)
        self.assertLessEqual(sizes[-1], bounds.RECORD_BYTES_MIN)
        self.assertLessEqual(sum(sizes), 3 * bounds.RECORD_BYTES + 12 * bounds.RECORD_BYTES_MIN)
        self.assertEqual(read(run.encode(record(transcript="short")))["transcript"], "short")

    def test_the_names_by_which_records_belong_together_stay_whole(self) -> None:
        name = "test_a.py::test[" + "x" * 100_000 + "]"
        for event in (record(test=name, transcript="\x01" * 10**6), contract.started(name), contract.output(name, "stdout", "\x01" * 10**6)):
            self.assertEqual(read(encoded(event))["test"], name)
        tests = [contract.collected_test(f"{at}" * 200, "n" * 200, "f", 1) for at in range(5000)]
        self.assertEqual(read(encoded(contract.collected(tests, None)))["tests"], tests)

    def test_a_long_text_keeps_its_begin_and_its_end(self) -> None:
        text = "begin" + "x" * 2_000_000 + "end"
        found = read(encoded(contract.output("t", "stdout", text)))["text"]
        self.assertTrue(found.startswith("beginxxx") and found.endswith("xxxend") and bounds.GAP in found)


    def test_the_measure_of_a_record_is_never_less_than_what_is_written(self) -> None:
        chance = random.Random(32)
        for _ in range(2000):
            event = contract.output("t", "stdout", "") | {"more": mutated(chance, record(args=[1, 0.5, None, True, "\ud800"]))}
            data = json.dumps(event, separators=(",", ":")).encode() + b"\n"
            room = 10**6 - bounds._left(event, 10**6)
            self.assertTrue(len(data) - 1 <= room <= 2 * len(data), event)


class Programs(unittest.TestCase):
    def test_of_some_programs_all_are_told_in_their_order(self) -> None:
        handles = [handle(at % 2, asked=False) for at in range(bounds.PROGRAMS_MAX)]
        self.assertEqual(bounds.programs_told(handles), handles)

    def test_of_very_many_those_that_ended_badly_and_the_last_ones(self) -> None:
        handles = [handle() for _ in range(5000)]
        bad = [3, 77, 4000]
        for at in bad:
            handles[at] = handle(-11, asked=False)
        asked = [handle(1) for _ in range(10)]
        told = bounds.programs_told([*asked, *handles])
        self.assertEqual(len(told), bounds.PROGRAMS_MAX)
        self.assertEqual(told[:3], [handles[at] for at in bad])
        self.assertEqual(told[3:], handles[-bounds.PROGRAMS_MAX + 3 :])

    def test_of_very_many_bad_ones_the_last(self) -> None:
        handles = [handle(1, asked=False) for _ in range(500)]
        self.assertEqual(bounds.programs_told(handles), handles[-bounds.PROGRAMS_MAX :])


class Passed(unittest.TestCase):
    """What a suite passes on to `Failed`, `fail` or `assert`."""

    def setUp(self) -> None:
        self.addCleanup(sys.set_int_max_str_digits, sys.get_int_max_str_digits())
        sys.set_int_max_str_digits(30_200)

    def explained(self, error: BaseException) -> dict[str, Any]:
        outcome, failed = explain.explain(error, None, Comparison(), NO_REQUEST, 0, None, None)
        found: dict[str, Any] = read(encoded(record(outcome=outcome, failure=failed)))["failure"]
        for name, value in found.items():
            if name not in ("args", "place"):
                self.assertIsInstance(value, (str, type(None)), name)
        for value in found["args"].values():
            self.assertIsInstance(value, (str, int, float, bool, type(None)))
            self.assertLessEqual(abs(value) if isinstance(value, int) else 0, bounds.WHOLE_MAX)
        return found

    def test_simple_args_stay_as_they_are(self) -> None:
        given = {"a": None, "b": True, "c": 2**53 - 1, "d": -0.5, "e": "text"}
        self.assertEqual(bounds.args(given), given)

    def test_other_args_become_texts(self) -> None:
        given = {"a": 2**53, "b": float("nan"), "c": float("-inf"), "d": b"x", "e": [1], "f": 10**40_000, 5: {1: 2}}
        found = bounds.args(given)  # type: ignore[arg-type]
        numbers = f"(a number of {(10**40_000).bit_length()} bits)"
        self.assertEqual(found, {"a": "9007199254740992", "b": "nan", "c": "-inf", "d": '"x"', "e": "[1]", "f": numbers, "5": "{1: 2}"})
        self.assertEqual(len(bounds.args({str(at): at for at in range(1000)})), bounds.ARGS_MAX)

    def test_whatever_is_passed_on_makes_a_record(self) -> None:
        chance = random.Random(31)
        values: list[Any] = [*ODD, b"\xff", {1, 2}, 10**50_000, object(), -(2**90_000), [10**5000] * 50, 2j]
        with within(20.0, 100):
            for _ in range(1500):
                one, other = chance.choice(values), mutated(chance, chance.choice(values))
                error = chance.choice([
                    lambda: Failed(one, {"a": other, "b": one}, message=other, expected=one, actual=other, request=one, advice=one),
                    lambda: Failed("message", {repr(type(one)): other}, actual=other),
                    lambda: AssertionError(one, other), lambda: AssertionError(other), lambda: KeyError(one), lambda: ValueError(one, other),
                ])  # fmt: skip
                self.explained(error())

    def test_an_exception_without_a_text_is_reported_all_the_same(self) -> None:
        class Odd(Exception):
            def __str__(self) -> str:
                raise RuntimeError

        for error in (KeyError(2**200_000), Odd(), AssertionError(2**200_000)):
            found = self.explained(error)
            self.assertIn("its text cannot be shown", [found["message"], found["args"].get("message")])

    def test_the_texts_of_values_are_bounded(self) -> None:
        found = self.explained(Failed("message", actual=b"\x01" * 10**6, expected=[["x" * 5000] * 100] * 100))
        self.assertLess(max(len(found["actual"]), len(found["expected"])), 4 * _show.SHOWN_CHARACTERS + 100)


if __name__ == "__main__":
    unittest.main()
