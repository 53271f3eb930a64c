"""What the table of names leaves out of what the stubs say."""

from __future__ import annotations

import re

#: Packages of which only the modules are said: too large, or nothing for a program in a sandbox.
NOT_SAID = frozenset(
    "tkinter turtledemo distutils lib2to3 msilib pydoc pydoc_data profiling idlelib pdb bdb dis opcode symtable venv "
    "ensurepip importlib ossaudiodev posix genericpath ntpath nturl2path pyexpat trace pickletools".split()
)

#: Classes that are not meant where a person names only the class, and what the reader of the table takes for another class.
NOT_MEANT = frozenset([("zipfile", "Path."), ("multiprocessing", "Queue."), ("multiprocessing.queues", "Queue.")])
OTHERWISE_NAMED = re.compile(r"(?:Pure)?(?:Posix|Windows)Path\.")

#: Constants that depend on the machine on which an interpreter was built, more than on its version.
OF_THE_MACHINE = re.compile(
    r"(?:AT|BDADDR|BT|CAN|CLONE|ETHERTYPE|F|HCI|IP|IPV6|L2CAP|MAP|MS|POSIX|RLIM|RWH|SCHED|SF|SO|SOL|SQLITE|STATX|TCP|TFD|UF|VMADDR|XML)_[A-Z0-9_]+"
)

#: Keys that the interpreters of 3.11, 3.13 and 3.14 contradict, found by compare.py.
WRONG = frozenset(
    "chown():dir_fd chown():follow_symlinks Lock.:locked PurePath.is_relative_to():other PurePath.relative_to():other main():args main():sys_argv "
    "url2pathname():url wave:WAVE_FORMAT_EXTENSIBLE sqlite3:version sys:last_exc email.headerregistry:ReferencesHeader zlib:ZLIBNG_VERSION".split()
)

#: Methods that the stubs list for each kind of node, and no class has.
ONLY_IN_STUBS = re.compile(r"visit_[A-Z]\w+")
