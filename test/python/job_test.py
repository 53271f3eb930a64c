"""docker/runner/contract.py: whatever comes on stdin is a job whose files stay in their folders, or no job."""

from __future__ import annotations

import json
import random
import unittest
from pathlib import Path

from hostile import mutated, scrambled, within

from runner import contract

GOLDEN = bytes.fromhex((Path(__file__).parents[1] / "contract/job.hex").read_text().replace("\n", ""))
HEADER = {
    "id": "j", "seed": 1, "runtime": "python3", "entry": {"kind": "file", "path": "main.py", "module": None}, "tests": ["steps/01"],
    "limits": {"timeout_seconds": 10, "memory_mb": 128, "pids": 50, "cpus": 0.5},
}  # fmt: skip


def frame(kind: bytes, payload: bytes = b"") -> bytes:
    return kind + len(payload).to_bytes(4, "big") + payload


def file(kind: bytes, path: bytes, data: bytes = b"x") -> bytes:
    return frame(kind, len(path).to_bytes(2, "big") + path + data)


class Jobs(unittest.TestCase):
    def read(self, data: bytes, step: int = 1000) -> bool:
        """Whether it was a job. Any Exception says that it was none (inbox.py); anything else would end the grader."""
        reader = contract.JobReader()
        try:
            for at in range(0, len(data), step):
                reader.feed(data[at : at + step])
        except Exception:
            return False
        if reader.job is None:
            return False
        for path in (*reader.job.program, *reader.job.suite, *reader.job.tests):
            self.assertEqual(contract.safe_path(path), path)
            self.assertFalse(set(path.split("/")) & {"", ".", ".."})
        return True

    def test_changed_bytes(self) -> None:
        chance, jobs = random.Random(61), 0
        with within(15.0, 100):
            for _ in range(3000):
                jobs += self.read(scrambled(chance, GOLDEN), chance.choice([1, 7, 65_536]))
        self.assertTrue(self.read(GOLDEN))
        self.assertGreater(jobs, 0)

    def test_changed_headers(self) -> None:
        chance, jobs = random.Random(62), 0
        with within(15.0, 100):
            for _ in range(3000):
                header = json.dumps(mutated(chance, HEADER)).encode()
                jobs += self.read(contract.MAGIC + frame(contract.HEADER, header) + frame(contract.END))
        self.assertGreater(jobs, 30)

    def test_paths_that_lead_out(self) -> None:
        for path in (b"/etc/passwd", b"../x", b"a/../x", b"a//b", b"./a", b"a/", b"", b"a\0b", b"\xff", b".."):
            for kind in (contract.PROGRAM, contract.SUITE):
                head = contract.MAGIC + frame(contract.HEADER, json.dumps(HEADER).encode())
                self.assertFalse(self.read(head + file(kind, path) + frame(contract.END)), path)
                self.assertTrue(self.read(head + file(kind, b"a..b/c") + frame(contract.END)))

    def test_junk_before_the_job_is_dropped_and_takes_no_room(self) -> None:
        reader = contract.JobReader()
        with within(5.0, 30):
            for _ in range(300):
                reader.feed(b"junk\0\xff\n" * 20_000)
                self.assertLess(len(reader._buffer), 100)
            reader.feed(contract.PING * 1000)
            self.assertEqual(reader.pings, 1000)
            self.assertTrue(reader.feed(GOLDEN))


if __name__ == "__main__":
    unittest.main()
