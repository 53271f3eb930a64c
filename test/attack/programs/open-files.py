import os

from kit import answer, attempt

attempt("5,000 open files", lambda: [os.open("/dev/null", os.O_RDONLY) for _ in range(5000)])
os.closerange(3, 5000)
answer()
