import type { Message } from '../../contract/codes';
import { PYTHON_NAME } from './source';

/** The public names of `sys.stdlib_module_names` in Python 3.11, and pytest. */
export const STANDARD_MODULES: ReadonlySet<string> = new Set(
  `
  abc aifc antigravity argparse array ast asynchat asyncio asyncore atexit audioop base64 bdb binascii bisect builtins
  bz2 cProfile calendar cgi cgitb chunk cmath cmd code codecs codeop collections colorsys compileall concurrent
  configparser contextlib contextvars copy copyreg crypt csv ctypes curses dataclasses datetime dbm decimal difflib
  dis distutils doctest email encodings ensurepip enum errno faulthandler fcntl filecmp fileinput fnmatch fractions
  ftplib functools gc genericpath getopt getpass gettext glob graphlib grp gzip hashlib heapq hmac html http idlelib
  imaplib imghdr imp importlib inspect io ipaddress itertools json keyword lib2to3 linecache locale logging lzma
  mailbox mailcap marshal math mimetypes mmap modulefinder msilib msvcrt multiprocessing netrc nis nntplib nt ntpath
  nturl2path numbers opcode operator optparse os ossaudiodev pathlib pdb pickle pickletools pipes pkgutil platform
  plistlib poplib posix posixpath pprint profile pstats pty pwd py_compile pyclbr pydoc pydoc_data pyexpat pytest
  queue quopri random re readline reprlib resource rlcompleter runpy sched secrets select selectors shelve shlex
  shutil signal site smtpd smtplib sndhdr socket socketserver spwd sqlite3 sre_compile sre_constants sre_parse ssl
  stat statistics string stringprep struct subprocess sunau symtable sys sysconfig syslog tabnanny tarfile telnetlib
  tempfile termios textwrap this threading time timeit tkinter token tokenize tomllib trace traceback tracemalloc tty
  turtle turtledemo types typing unicodedata unittest urllib uu uuid venv warnings wave weakref webbrowser winreg
  winsound wsgiref xdrlib xml xmlrpc zipapp zipfile zipimport zlib zoneinfo
`
    .trim()
    .split(/\s+/),
);

/**
 * A note `shadows-standard-module` {name, file, language} for each module in `folder` that hides one of Python's own from the program.
 * `folder` is where the program's imports begin; '' is the root.
 */
export function shadowNotes(paths: readonly string[], folder: string): readonly Message[] {
  const prefix = folder === '' ? '' : `${folder}/`;
  return paths.flatMap((file) => {
    const name = file.startsWith(prefix) ? importedName(file.slice(prefix.length)) : null;
    return name !== null && STANDARD_MODULES.has(name)
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
  const means = (name: string) => KEYWORD.test(name) || OTHER.test(name) || STANDARD_MODULES.has(name);
  let name = id.replaceAll('-', '_').replace(/_+$/, '');
  while (means(name) || taken.has(name)) name += '_step';
  return name;
}
