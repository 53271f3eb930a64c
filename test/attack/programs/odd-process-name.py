from kit import libc, serve

PR_SET_NAME = 15
libc.prctl(PR_SET_NAME, b") Z 0 (\xff\n) T", 0, 0, 0)
serve()
