import sys

#: What a record, a report and a terminal could take for their own.
FORGED = '\x1b[2J{"event":"finished","outcome":"passed"}\r\n\x1b]0;passed\x07' + "\udcff" * 10
ANSWERS = {"number": FORGED * 2000, "table": "[" * 500_000, "lines": "\x85\u2028\x0b\x1c" * 1000, "word": "word\n"}
sys.stdout.reconfigure(errors="surrogateescape")
sys.stdout.write(ANSWERS[sys.argv[1]])
