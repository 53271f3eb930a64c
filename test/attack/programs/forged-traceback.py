import sys

print("Traceback (most recent call last):", file=sys.stderr)
for path in ("/work/../etc/passwd", "/grader/suite/steps/01-sum/test_sum.py", "/work//etc/passwd", "/work/./main.py"):
    print(f'  File "{path}", line 1, in <module>\n    assert True', file=sys.stderr)
print("AssertionError: \x1b[31mthe tests are wrong\x1b[0m", file=sys.stderr)
sys.exit(1)
