"""docker/runner/cgroup.py, with files in the form in which the kernel writes them (test/fixtures/cgroup)."""

import unittest
from pathlib import Path

import place

from runner import cgroup

FIXTURES = place.TEST / "fixtures" / "cgroup"


class Usage(unittest.TestCase):
    def test_version_1_is_read(self) -> None:
        self.assertEqual(
            cgroup.read(FIXTURES / "v1"),
            cgroup.Usage(cpu_ms=512.34567, throttled_ms=189.098765, peak_memory_mb=128.0, oom_kills=2, pids_refused=17),
        )

    def test_version_2_is_read(self) -> None:
        self.assertEqual(
            cgroup.read(FIXTURES / "v2"),
            cgroup.Usage(cpu_ms=1234.567, throttled_ms=98.765, peak_memory_mb=64.5, oom_kills=1, pids_refused=3),
        )

    def test_a_kernel_without_memory_peak_gives_what_is_used_now(self) -> None:
        self.assertEqual(cgroup.read(FIXTURES / "v2-before-5.19").peak_memory_mb, 32.0)

    def test_no_files_at_all_are_no_usage(self) -> None:
        self.assertEqual(cgroup.read(Path("/nonexistent")), cgroup.Usage())


if __name__ == "__main__":
    unittest.main()
