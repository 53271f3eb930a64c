/**
 * Compiles a file of the learner's and runs nothing of it. `line.txt` has the number of the line at which another compiler stopped. The compiler reads the bytes, so that a line with the file's encoding counts. A file that
 * is too much for it (nested too deeply) gives neither answer.
 */
export const compileCheck = `import sys
import warnings

warnings.simplefilter("ignore")
with open("source.txt", "rb") as file:
    source = file.read()
with open("line.txt") as file:
    stopped = int(file.read())
try:
    compile(source, "source", "exec", dont_inherit=True)
except (RecursionError, MemoryError):
    sys.exit(4)
except SyntaxError as error:
    sys.exit(5 if (error.lineno or 0) > stopped else 3)
except ValueError:
    sys.exit(3)
`;
