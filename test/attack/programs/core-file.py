import os
import resource
from pathlib import Path

from kit import answer, attempt, tell

attempt("a larger core file", resource.setrlimit, resource.RLIMIT_CORE, (2**20, 2**20))
child = os.fork()
if child == 0:
    os.abort()
_, status = os.waitpid(child, 0)
dumps = [str(path) for folder in ("/work", "/tmp") for path in Path(folder).glob("*core*")]
tell("a core file", f"DONE: {dumps}" if dumps or os.WCOREDUMP(status) else "refused: none was written")
answer()
