import os
import sys

SUITE = "/grader/suite/steps/03-file/test_file.py"
os.symlink(SUITE, "out.txt")
os.symlink(SUITE, "in.txt")
if sys.argv[1] == "scratch":
    os.rmdir(sys.argv[2])
    os.symlink("/grader/suite/steps/03-file", sys.argv[2])
print("ready", flush=True)
sys.stdin.readline()
