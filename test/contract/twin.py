"""The Python twin of src/contract against the golden files. Run by test/unit/contract.test.ts, or by hand with the name of a class.

With `--numbers` it prints what both twins must agree on, as JSON.
"""

from __future__ import annotations

import base64
import json
import sys
import unittest
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent / "docker"))

from runner import bounds, contract, coverage, debugging, frames, reach  # noqa: E402

LINES = (HERE / "events.ndjson").read_bytes().splitlines(keepends=True)
BYTES = bytes.fromhex((HERE / "job.hex").read_text())
JOB: dict[str, Any] = json.loads((HERE / "job.json").read_text("utf-8"))
MAKERS = {
    "ready": lambda said: contract.ready(said["python"], said["pytest"], said["facts"]),
    "collected": lambda said: contract.collected(
        [contract.collected_test(**test) for test in said["tests"]],
        problem(said["problem"]),
        [contract.skipped_file(**one) for one in said["skipped"]],
    ),
    "started": lambda said: contract.started(said["test"]),
    "output": lambda said: contract.output(said["test"], said["stream"], said["text"], said["dropped"]),
    "finished": lambda said: contract.finished(
        said["test"],
        said["outcome"],
        said["duration_ms"],
        failure(said["failure"]),
        programs(said["programs"]),
        said["transcript"],
        [contract.part(one["name"], one["outcome"], one["duration_ms"], failure(one["failure"])) for one in said["parts"]],
    ),
    "wrote": lambda said: frames.wrote(said["terminal"], said["stream"], said["data"]),
    "took": lambda said: frames.took(said["terminal"], said["bytes"]),
    "left": lambda said: frames.left(said["terminal"], said["exit_code"], said["signal"]),
    "listening": lambda said: frames.listening(said["ports"]),
    "debugging": lambda said: debugging.began(said["session"]),
    "spoke": lambda said: debugging.spoke(said["session"], base64.b64decode(said["data"])),
    "hung-up": lambda said: debugging.hung_up(said["session"], said["too_much"]),
    "gave-up": lambda said: contract.gave_up(said["test"], failure(said["failure"]), programs(said["programs"])),
    "talked": lambda said: debugging.talked(said["line"]),
    "extended": lambda said: contract.extended(said["kept_waiting_ms"]),
    "metrics": lambda said: contract.metrics(**{name: figure for name, figure in said.items() if name != "event"}),
    "done": lambda said: contract.done(said["ending"], said["finished"], said["args"]),
    "reached": lambda said: reach.event(said["test"], said["unreached"] and reach.Unreached(**said["unreached"])),
    "covered": lambda said: coverage.covered(said["test"], [coverage.lines_of_file(**one) for one in said["files"]]),
    "coverable": lambda said: coverage.coverable(said["path"], said["lines"], said["functions"]),
    "traced": lambda said: coverage.traced(said["why"]),
}


#: What frames.ts writes for each of these, and frames.py reads as them.
FRAMES: list[dict[str, Any]] = json.loads((HERE / "frames.json").read_text("utf-8"))


def place(said: dict[str, Any] | None) -> dict[str, Any] | None:
    return None if said is None else contract.place(**said)


def problem(said: dict[str, Any] | None) -> dict[str, Any] | None:
    return None if said is None else contract.suite_problem(said["message"], place(said["place"]), said["traceback"])


def failure(said: dict[str, Any] | None) -> dict[str, Any] | None:
    if said is None:
        return None
    words = {name: word for name, word in said.items() if name not in ("code", "args", "place")}
    return contract.failure(said["code"], said["args"], where=place(said["place"]), **words)


def programs(said: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [contract.program_end(**end | {"threads": [thread(one) for one in end["threads"]]}) for end in said]


def thread(said: dict[str, Any]) -> dict[str, Any]:
    return contract.thread(said["busy"], [contract.stack_frame(**frame) for frame in said["frames"]])


def frame(kind: bytes, payload: bytes) -> bytes:
    return kind + len(payload).to_bytes(4, "big") + payload


def file_frame(kind: bytes, path: bytes, data: bytes = b"") -> bytes:
    return frame(kind, len(path).to_bytes(2, "big") + path + data)


def read(data: bytes, size: int | None = None) -> contract.Job | None:
    reader = contract.JobReader()
    for at in range(0, len(data), size or len(data)):
        if reader.feed(data[at : at + (size or len(data))]):
            break
    return reader.job


class Events(unittest.TestCase):
    def test_every_constructor_makes_the_golden_line(self) -> None:
        for line in LINES:
            said = json.loads(line)
            self.assertEqual(contract.encode(MAKERS[said["event"]](said)), line)

    def test_every_constructor_is_used_by_the_golden_file(self) -> None:
        self.assertEqual({json.loads(line)["event"] for line in LINES}, set(MAKERS))

    def test_an_event_is_one_line_of_ascii(self) -> None:
        line = contract.encode(contract.output("t", "stdout", "a\nb\u2028\ud800\U0001f642\x00"))
        self.assertTrue(line.isascii() and line.count(b"\n") == 1 and line.endswith(b"\n"))


class GoldenFrames(unittest.TestCase):
    def test_each_is_read_as_what_it_means_in_pieces_of_any_size(self) -> None:
        data = b"".join(bytes.fromhex(one["hex"]) for one in FRAMES)
        wanted = [frames.Frame(**{**one["frame"], "kind": one["frame"]["kind"].encode(), "data": bytes.fromhex(one["frame"].get("data", ""))})
                  for one in FRAMES]  # fmt: skip
        for size in (1, 3, 7, 10_000):
            reader = frames.FrameReader()
            pieces = (data[at : at + size] for at in range(0, len(data), size))
            self.assertEqual([frame for piece in pieces for frame in reader.feed(piece)], wanted)

    def test_what_is_no_frame_is_refused(self) -> None:
        longest = frames.FRAME_BYTES
        for bad in (
            frame(b"I", b""), frame(b"I", bytes(longest + 1)), frame(b"I", b"\x08x"), frame(b"Z", b"\0\0\1"), frame(b"K", b"\0\0"),
            frame(b"?", b"\0"), frame(b"C", b"\0\0"), frame(b"H", b"\0"), frame(b"N", b"\0\0"), frame(b"G", b""), b"I\xff\xff\xff\xff",
        ):  # fmt: skip
            with self.assertRaises(frames.BadFrame):
                list(frames.FrameReader().feed(bad))
        self.assertEqual(len(next(iter(frames.FrameReader().feed(frame(b"I", bytes(longest))))).data), longest - 1)


class GoldenJob(unittest.TestCase):
    def check(self, job: contract.Job | None) -> None:
        assert job is not None
        self.assertEqual((job.id, job.seed, job.runtime), (JOB["id"], JOB["seed"], JOB["runtime"]))
        self.assertEqual(list(job.tests), JOB["tests"])
        self.assertEqual((vars(job.entry), vars(job.limits)), (JOB["entry"], JOB["limits"]))
        for name, files in (("program", job.program), ("suite", job.suite)):
            self.assertEqual(files, {file["path"]: bytes.fromhex(file["hex"]) for file in JOB[name]})

    def test_it_is_read_whole(self) -> None:
        self.check(read(BYTES))

    def test_it_is_read_in_pieces_of_any_size(self) -> None:
        for size in (1, 2, 3, 5, 17, 64, 1000):
            self.check(read(BYTES, size))

    def test_what_stands_before_the_magic_line_is_discarded(self) -> None:
        almost = contract.MAGIC[:-1]
        for junk in (b'{"stream":true,"stdin":true}', b"\r\n\0\xff", almost, almost * 9, b"C" * 100_000):
            self.check(read(junk + BYTES))
            self.check(read(junk[-50:] + BYTES, 1))

    def test_pings_before_it_are_counted_and_those_in_its_files_are_not(self) -> None:
        ping = contract.PING
        for size in (1, 7, 100_000):
            reader = contract.JobReader()
            data = ping + b"junk" + ping[:-2] + ping + BYTES
            for at in range(0, len(data), size):
                reader.feed(data[at : at + size])
            self.assertEqual(reader.pings, 2)
            self.check(reader.job)
        reader = contract.JobReader()
        reader.feed(contract.MAGIC + file_frame(b"P", b"main.py", ping))
        self.assertEqual(reader.pings, 0)

    def test_what_comes_after_the_end_is_left_alone(self) -> None:
        self.check(read(BYTES + b"anything"))

    def test_it_is_not_there_until_its_last_byte(self) -> None:
        for cut in range(len(BYTES)):
            self.assertIsNone(read(BYTES[:cut]) if cut else None)


class BadJobs(unittest.TestCase):
    def refuse(self, data: bytes, *errors: type[Exception]) -> None:
        for size in (None, 1):
            with self.assertRaises(errors or contract.BadJob):
                read(contract.MAGIC + data, size)

    def test_a_path_that_leaves_its_folder_is_refused(self) -> None:
        bad = ["", "/", "/etc/passwd", "..", "../x", "a/../b", "a//b", "a/", "./a", "a/.", "a/..", "nul\0byte"]
        for path in bad:
            for kind in (contract.PROGRAM, contract.SUITE):
                self.refuse(file_frame(kind, path.encode()))
            header = {"id": "1", "seed": 1, "runtime": "python3", "entry": JOB["entry"], "limits": JOB["limits"], "tests": [path]}
            self.refuse(frame(b"J", json.dumps(header).encode()) + frame(b"E", b""))

    def test_a_path_of_an_odd_but_good_kind_is_taken(self) -> None:
        for path in ("...", "..a", "a..", " ", "a b", "-x", "con", "a\\b", "new\nline", "é" * 127):
            self.assertEqual(contract.safe_path(path), path)

    def test_a_path_that_is_no_utf_8_is_refused(self) -> None:
        self.refuse(file_frame(b"P", b"\xff\xfe"), UnicodeDecodeError)

    def test_a_frame_that_is_too_large_is_refused_before_its_payload_comes(self) -> None:
        self.refuse(b"P" + (contract.FRAME_MAX_BYTES + 1).to_bytes(4, "big"))
        self.refuse(b"P\xff\xff\xff\xff")

    def test_a_frame_of_the_largest_size_is_waited_for(self) -> None:
        reader = contract.JobReader()
        self.assertFalse(reader.feed(contract.MAGIC + b"P" + contract.FRAME_MAX_BYTES.to_bytes(4, "big")))

    def test_a_frame_of_an_unknown_kind_is_refused(self) -> None:
        self.refuse(frame(b"X", b""))

    def test_an_end_without_a_header_is_refused(self) -> None:
        self.refuse(file_frame(b"P", b"main.py", b"") + frame(b"E", b""))

    def test_a_header_that_is_not_what_it_should_be_is_refused(self) -> None:
        for header in (b"", b"[]", b"null", b"{", b"{}", b'{"id":1}', b"\xff"):
            self.refuse(frame(b"J", header) + frame(b"E", b""), contract.BadJob, KeyError, TypeError, ValueError)


def numbers() -> dict[str, Any]:
    return {
        "protocol": contract.PROTOCOL,
        "magic": contract.MAGIC.decode(),
        "ping": contract.PING.decode(),
        "frames": [kind[0] for kind in (contract.HEADER, contract.PROGRAM, contract.SUITE, contract.END)],
        "frameMax": contract.FRAME_MAX_BYTES,
        "terminals": [frames.FRAME_BYTES, frames.WINDOW_BYTES, frames.TERMINALS],
        "recordMax": bounds.RECORD_BYTES,
        "python": contract.PYTHON,
        "program": contract.IMAGE_PROGRAM_UID,
        "folders": [contract.WORK, contract.GRADER, contract.MEETING, contract.TOOLS],
    }


if __name__ == "__main__":
    if sys.argv[1:] == ["--numbers"]:
        print(json.dumps(numbers()))
    else:
        unittest.main()
