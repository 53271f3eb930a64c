import sys

from kit import answer, attempt, read

# The image has the grader's own code, which everybody may read: what does it do for a program?
sys.path[:0] = ["/opt/codealong", "/opt/codealong/lib"]
import pytest  # noqa: E402

from runner import contract, link, suite  # noqa: E402


def run_the_suite() -> None:
    """Newer versions of pytest say by their exit code that they may not read it; older ones raise."""
    if pytest.main(["-q", "/grader/suite"]) == pytest.ExitCode.USAGE_ERROR:
        raise PermissionError("the suite")


attempt("meeting the launcher", link.listen)
attempt("the suite", run_the_suite)
attempt("a suite of its own", suite._make_folders, suite.SUITE, "steps", 0o700)
attempt("the folders' modes", suite.close_folders)
attempt("the place of meeting", read, f"{contract.MEETING}/launcher")
print(contract.encode(contract.done("complete", 1)).decode())
answer()
