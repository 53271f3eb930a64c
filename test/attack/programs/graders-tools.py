import sys

from kit import answer, attempt, read

# The image has the grader's own code, which everybody may read: what does it do for a program?
sys.path[:0] = ["/opt/codealong", "/opt/codealong/lib"]
import pytest  # noqa: E402

from runner import contract, link, suite  # noqa: E402

attempt("meeting the launcher", link.listen)
attempt("the suite", pytest.main, ["-q", "/grader/suite"])
attempt("a suite of its own", suite._make_folders, suite.SUITE, "steps", 0o700)
attempt("the folders' modes", suite.close_folders)
attempt("the place of meeting", read, f"{contract.MEETING}/launcher")
print(contract.encode(contract.done("complete", 1)).decode())
answer()
