import type { Message } from '../../contract/codes';
import { PYTHON_NAME } from './source';

/** The public names of `sys.stdlib_module_names` that are the same in Python 3.11 to 3.14, and pytest. */
const ALWAYS = words(`
  abc antigravity argparse array ast asyncio atexit base64 bdb binascii bisect builtins bz2 cProfile calendar cmath
  cmd code codecs codeop collections colorsys compileall concurrent configparser contextlib contextvars copy copyreg
  csv ctypes curses dataclasses datetime dbm decimal difflib dis doctest email encodings ensurepip enum errno
  faulthandler fcntl filecmp fileinput fnmatch fractions ftplib functools gc genericpath getopt getpass gettext glob
  graphlib grp gzip hashlib heapq hmac html http idlelib imaplib importlib inspect io ipaddress itertools json keyword
  linecache locale logging lzma mailbox marshal math mimetypes mmap modulefinder msvcrt multiprocessing netrc nt
  ntpath nturl2path numbers opcode operator optparse os pathlib pdb pickle pickletools pkgutil platform plistlib
  poplib posix posixpath pprint profile pstats pty pwd py_compile pyclbr pydoc pydoc_data pyexpat pytest queue quopri
  random re readline reprlib resource rlcompleter runpy sched secrets select selectors shelve shlex shutil signal site
  smtplib socket socketserver sqlite3 sre_compile sre_constants sre_parse ssl stat statistics string stringprep struct
  subprocess symtable sys sysconfig syslog tabnanny tarfile tempfile termios textwrap this threading time timeit
  tkinter token tokenize tomllib trace traceback tracemalloc tty turtle turtledemo types typing unicodedata unittest
  urllib uuid venv warnings wave weakref webbrowser winreg winsound wsgiref xml xmlrpc zipapp zipfile zipimport zlib
  zoneinfo
`);

/** Those that have gone, by the first version without them. */
const GONE = {
  '3.12': words('asynchat asyncore distutils imp smtpd'),
  '3.13': words(`
  aifc audioop cgi cgitb chunk crypt imghdr lib2to3 mailcap msilib nis nntplib ossaudiodev pipes sndhdr spwd sunau
  telnetlib uu xdrlib
`),
};

/** Those that have come, by the first version that has them. */
const COME = { '3.14': words('annotationlib compression') };

/**
 * The names of Python's own modules and of pytest, which programs import by them.
 * @param version such as `3.13`; null for all that any version has, where nobody knows which one will run
 */
export function standardModules(version: string | null): ReadonlySet<string> {
  const gone = listed(GONE, (since) => version === null || minor(version) < minor(since));
  const come = listed(COME, (since) => version === null || minor(version) >= minor(since));
  return new Set([...ALWAYS, ...gone, ...come]);
}

function listed(
  names: Readonly<Record<string, readonly string[]>>,
  has: (since: string) => boolean,
): readonly string[] {
  return Object.entries(names).flatMap(([since, those]) => (has(since) ? those : []));
}

function minor(version: string): number {
  return Number(version.split('.')[1] ?? 0);
}

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}

/**
 * A note `shadows-standard-module` {name, file, language} for each module in `folder` that hides one of Python's own from the program.
 * `folder` is where the program's imports begin; '' is the root. `version` as in `standardModules`.
 */
export function shadowNotes(paths: readonly string[], folder: string, version: string | null): readonly Message[] {
  const standard = standardModules(version);
  const prefix = folder === '' ? '' : `${folder}/`;
  return paths.flatMap((file) => {
    const name = file.startsWith(prefix) ? importedName(file.slice(prefix.length)) : null;
    return name !== null && standard.has(name)
      ? [{ code: 'shadows-standard-module', args: { name, file, language: PYTHON_NAME } }]
      : [];
  });
}

function importedName(file: string): string | null {
  return /^([^/]+)(?:\.py|\/__init__\.py)$/.exec(file)?.[1] ?? null;
}

/** Words that cannot follow `import`. */
const KEYWORD =
  /^(?:and|as|assert|async|await|break|class|continue|def|del|elif|else|except|finally|for|from|global|if|import|in|is|lambda|nonlocal|not|or|pass|raise|return|try|while|with|yield)$/;

/** Modules that a suite or the sandbox has, and names that Windows does not allow for a file. */
const OTHER = /^(?:codealong|conftest|lib|main|con|prn|aux|nul|(?:com|lpt)[0-9])$/;

/** A name for a new module of that id: `two-names` gives `two_names`. A name that means something else gets an ending. */
export function moduleNameOf(id: string, taken: ReadonlySet<string> = new Set()): string {
  const standard = standardModules(null); // a course may run in any version
  const means = (name: string) => KEYWORD.test(name) || OTHER.test(name) || standard.has(name);
  let name = id.replaceAll('-', '_').replace(/_+$/, '');
  while (means(name) || taken.has(name)) name += '_step';
  return name;
}
