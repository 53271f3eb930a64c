import sys

answer = f"\n{sum(map(int, sys.argv[1:]))}\n"
sys.stdout.write("x" * (2**20 - len(answer)) + answer)
