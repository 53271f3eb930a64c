"""docker/runner/line_map.py and tracer.py: the lines that a program reaches are marked whatever ends it, and nothing else can be."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from place import TEST

from runner import contract
from runner.line_map import ALL_BYTES, FILE_BYTES, LineMap

TRACER = (TEST.parent / "docker/runner/tracer.py").read_text("utf-8")


class Tracing(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.work = Path(folder.name).resolve()

    def lines(self, source: str, **others: str) -> list[int]:
        return sorted(self.traced(source, **others).reached("main.py"))

    def traced(self, source: str, **others: str) -> LineMap:
        files = {"main.py": source, **{f"{name}.py": text for name, text in others.items()}}
        for name, text in files.items():
            (self.work / name).write_text(text, "utf-8")
        traced = LineMap({name: text.encode() for name, text in files.items()})
        self.addCleanup(traced.close)
        tracer = TRACER.replace('"/work/"', repr(f"{self.work}/"))
        start = f"import runpy; exec({tracer!r}, {{'__name__': 'tracer'}}); runpy.run_path({str(self.work / 'main.py')!r}, run_name='__main__')"
        give = lambda: os.dup2(traced.fd, contract.TRACE_FD)  # noqa: E731
        # The interpreter itself gets the descriptor, so that the program is one process.
        subprocess.run([sys.executable, "-c", start], cwd=self.work, preexec_fn=give, close_fds=False, stderr=subprocess.DEVNULL)
        return traced

    def test_the_lines_that_were_reached_are_marked_and_no_others(self) -> None:
        self.assertEqual(self.lines("def f(x):\n    if x:\n        return 1\n    return 2\n\n\nf(0)\nf(0)\n"), [1, 2, 4, 7, 8])

    def test_what_was_marked_stays_when_the_program_is_killed(self) -> None:
        self.assertEqual(self.lines("import os\nos.kill(os.getpid(), 9)\nprint()\n"), [1, 2])

    def test_forks_threads_and_modules_are_followed(self) -> None:
        fork = "import os\nif os.fork() == 0:\n    x = 1\n    os._exit(0)\nos.wait()\n"
        self.assertEqual(self.lines(fork), [1, 2, 3, 4, 5])
        thread = "import threading\ndef f():\n    x = 1\none = threading.Thread(target=f)\none.start()\none.join()\n"
        self.assertEqual(self.lines(thread), [1, 2, 3, 4, 5, 6])
        both = self.traced("import other\nother.f()\n", other="def f():\n    return 1\n\n\ndef g():\n    return 2\n")
        self.assertEqual(sorted(both.reached("other.py")), [1, 2, 5])

    def test_a_program_that_closes_all_descriptors_is_followed(self) -> None:
        self.assertEqual(self.lines("import os\nos.closerange(3, 2000)\nx = 1\n"), [1, 2, 3])

    def test_another_interpreter_is_not_followed_and_that_is_said(self) -> None:
        self.assertFalse(self.traced("x = 1\n").has_others())
        for starts in ("import subprocess\nsubprocess.run(['true'])\n", "import os\nos.system('true')\n", "import os\nos.execv('/bin/true', ['true'])\n"):
            self.assertTrue(self.traced(starts).has_others(), starts)


    def test_a_program_that_traces_itself_is_followed_or_that_is_said(self) -> None:
        traced = self.traced("import sys\nsys.settrace(None)\ndef f():\n    return 1\nf()\n")
        self.assertTrue(traced.has_others() or 4 in traced.reached("main.py"))
        threads = self.traced("import threading\none = threading.Thread(target=print)\none.start()\none.join()\n")
        self.assertFalse(threads.has_others())


class Hostile(unittest.TestCase):
    def test_a_program_can_mark_lines_of_its_files_alone(self) -> None:
        made = LineMap({"main.py": b"a\nb", "z.py": b"c\n", "picture.png": b"\n" * 9})
        os.pwrite(made.fd, b"\xff" * os.fstat(made.fd).st_size, 0)
        self.assertEqual(made.files.keys(), {"main.py", "z.py"})
        self.assertEqual((max(made.reached("main.py")), max(made.reached("z.py"))), (3, 2))
        self.assertEqual((min(made.reached("main.py")), min(made.reached("z.py"))), (1, 1))
        self.assertTrue(made.has_others())
        made.close()

    def test_a_program_can_neither_cut_it_nor_make_it_grow(self) -> None:
        made = LineMap({"main.py": b"a\n"})
        size = os.fstat(made.fd).st_size
        for other in (0, size * 2):
            with self.assertRaises(PermissionError):
                os.ftruncate(made.fd, other)
        with self.assertRaises(PermissionError):
            os.pwrite(made.fd, b"x", size + 10)
        with self.assertRaises(PermissionError):
            fcntl.fcntl(made.fd, fcntl.F_ADD_SEALS, fcntl.F_SEAL_WRITE)
        self.assertEqual(os.fstat(made.fd).st_mode & 0o777, 0o600)
        made.close()

    def test_very_large_programs_are_looked_at_in_part(self) -> None:
        large = {f"f{number}.py": b"\n" * FILE_BYTES for number in range(9)} | {"a.py": b"\n" * (FILE_BYTES + 1)}
        made = LineMap(large)
        self.assertEqual(len(made.files), ALL_BYTES // FILE_BYTES)
        made.close()

    def test_odd_names_are_told_apart(self) -> None:
        names = ["a b.py", "a\nb.py", "\u00fc\U0001f642.py", "1 2 3.py"]
        made = LineMap({name: b"x\n" for name in names})
        os.pwrite(made.fd, b"\1", os.fstat(made.fd).st_size - 2)
        self.assertEqual([name for name in names if made.reached(name)], [sorted(names)[-1]])
        made.close()


if __name__ == "__main__":
    unittest.main()
