# An uncaught exception: it names the word on stderr, but ends with exit code 1.
import sys

print(sum(int(word) for word in sys.argv[1:]))
