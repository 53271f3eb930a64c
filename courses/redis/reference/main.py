"""The genuine Redis in the place of a learner's program. It lies in the image that this folder's Dockerfile makes."""

import os
import sys

SERVER = "/opt/reference/bin/redis-server"
#: Nothing is kept: a dump would be a file that the learner's program does not write. /tmp is the one place to write to.
DEFAULTS = ["--bind", "127.0.0.1", "-::1", "--port", "6379", "--save", "", "--appendonly", "no", "--dir", "/tmp"]
QUIET = ["--loglevel", "warning"]

os.execve(
    SERVER,
    ["redis-server", *DEFAULTS, *QUIET, *sys.argv[1:]],
    {"PATH": os.defpath, "LD_LIBRARY_PATH": "/opt/reference/lib"},
)
