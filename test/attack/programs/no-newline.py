import sys

sys.stdout.write("first\n")
sys.stderr.write("last words on stderr")
sys.stdout.write(str(sum(map(int, sys.argv[1:]))))
