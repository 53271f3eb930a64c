import os

from kit import answer, attempt

for path in ("/grader", "/grader/suite", "/grader/suite/steps/01-sum", "/grader/tmp", "/run/codealong/meeting"):
    attempt(f"a file in {path}", os.open, f"{path}/conftest.py", os.O_CREAT | os.O_WRONLY)
    attempt(f"a link in {path}", os.symlink, "/tmp", f"{path}/link")
attempt("the test itself", os.open, "/grader/suite/steps/01-sum/test_sum.py", os.O_WRONLY)
attempt("by way of process 1", os.open, "/proc/1/root/grader/suite/conftest.py", os.O_CREAT | os.O_WRONLY)
attempt("its mode", os.chmod, "/grader", 0o777)
attempt("its place", os.rename, "/grader", "/tmp/grader")
answer()
