"""The one module that suites import. It runs the learner's program and talks to it. It knows no protocol.

    from codealong import connect, fail, now, parse, program, rng, scratch, solution, tools

`program`    starts the learner's program: `run`, `start`, `wait_for_port`, `read_file`, `write_file`
`solution`   calls a function of the learner: `solution.call("module:function", 1, 2)`
`connect`    opens a client's connection to a port of the program, or a client for datagrams: `connect(port, "udp")`
`scratch`    a folder that the program may use
`tools`      programs of the suite that the learner's program can run: `tools.add("greet", "#!/bin/sh\\necho hello\\n")`
`rng`        a `random.Random`, seeded by the run's seed and the test's id
`fail`       ends the test with a message for the learner
`now`        the time by which every wait here goes: it stands still while a person looks at a program that a debugger has stopped
`parse`      reads what the program sent: bytes that the reader cannot take are the program's failure

Every failure of this module is a code with arguments. The editor turns it into text. All times are in seconds.
"""

from codealong._raised import Raised
from codealong._clock import now
from codealong._connection import Connection, connect
from codealong._datagrams import DatagramClient
from codealong._failure import Failed, fail
from codealong._parse import parse
from codealong._program import Finished, Process, program
from codealong._scratch import scratch
from codealong._solution import solution
from codealong._state import rng
from codealong._tools import tools

__all__ = [
    "Connection",
    "DatagramClient",
    "Failed",
    "Finished",
    "Process",
    "Raised",
    "connect",
    "fail",
    "now",
    "parse",
    "program",
    "rng",
    "scratch",
    "solution",
    "tools",
]
