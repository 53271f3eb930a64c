/** Texts by the names of files. */
type Files = Readonly<Record<string, string>>;

/** Programs of beginners: what kind of exception a real Python raises, and a word that the advice must have. */
export const BEGINNERS: Readonly<Record<string, readonly [source: string | Files, title: RegExp, advice: RegExp]>> = {
  'a missing package': [
    'import requests_of_nobody\n',
    /ModuleNotFoundError/,
    /Only Python's standard library is available in the sandbox.*`requests_of_nobody`/,
  ],
  'a relative import': ['from .x import y\n', /ImportError/, /`from x import y`/],
  'a missing indentation': ['if True:\nprint(1)\n', /IndentationError on line 2/, /four spaces/],
  'an indentation that is too deep': [
    'x = 1\n  y = 2\n',
    /IndentationError on line 2/,
    /further than the line above it, and nothing there opens a block/,
  ],
  'tabs among spaces': ['if 1:\n\tx = 1\n        y = 2\n', /TabError on line 3/, /Tabs and spaces are mixed/],
  'an open bracket': ['print((1\n', /SyntaxError on line 1/, /bracket is opened here and never closed/],
  'a string that is not closed': ['print("a)\n', /SyntaxError on line 1/, /opened with a quote/],
  'a print statement of Python 2': ['print "a"\n', /SyntaxError on line 1/, /`print\(\.\.\.\)`/],
  'a single equals sign in a condition': ['x = 1\nif x = 1:\n    pass\n', /SyntaxError on line 2/, /write `==`/],
  'a return outside a function': ['return 1\n', /SyntaxError on line 1/, /inside a function/],
  'a curly quote': ['print(“a”)\n', /SyntaxError on line 1/, /curly quote/],
  'an input that nobody types': ['name = input()\n', /EOFError on line 1/, /nobody types while the tests run/],
  'a port that is used twice': [
    'import socket\na = socket.create_server(("127.0.0.1", 0))\nsocket.create_server(("127.0.0.1", a.getsockname()[1]), reuse_port=False)\n',
    /OSError on line 3/,
    /This port is already in use/,
  ],
  'a connection refused': [
    'import socket\nsocket.create_connection(("127.0.0.1", 1))\n',
    /ConnectionRefusedError on line 2/,
    /does not connect; it calls `accept\(\)`/,
  ],
  'a broken pipe': [
    'import socket\na, b = socket.socketpair()\nb.close()\na.send(b"x")\n',
    /BrokenPipeError on line 4/,
    /catch `ConnectionError`/,
  ],
  'a read of the listening socket': [
    'import socket\ns = socket.create_server(("127.0.0.1", 0))\ns.recv(1)\n',
    /OSError on line 3/,
    /`accept\(\)` returned/,
  ],
  'a closed socket': [
    'import socket\ns = socket.socket()\ns.close()\ns.recv(1)\n',
    /OSError on line 4/,
    /already closed/,
  ],
  'a permission that is missing': [
    'raise PermissionError(13, "Permission denied", "/etc/x")\n',
    /PermissionError on line 1/,
    /in its own folder/,
  ],
  'a read-only file system': [
    'raise OSError(30, "Read-only file system", "/x")\n',
    /OSError on line 1/,
    /in its own folder/,
  ],
  'an endless recursion': ['def f():\n    f()\n\n\nf()\n', /RecursionError on line 2/, /calls itself again and again/],
  'a lack of memory': ['raise MemoryError\n', /MemoryError on line 1/, /grows without end/],
  'bytes that are no text': ['b"\\xff".decode()\n', /UnicodeDecodeError on line 1/, /work with bytes/],
  'a function that is not written yet': [
    'def f():\n    raise NotImplementedError\n\n\nf()\n',
    /NotImplementedError on line 2/,
    /not written yet/,
  ],
  'text where bytes belong': [
    'import socket\na, b = socket.socketpair()\na.sendall("x")\n',
    /TypeError on line 3/,
    /Text and bytes are mixed/,
  ],
  'a value that is None': ['None.strip()\n', /AttributeError on line 1/, /without a `return`/],
  'two files that import each other': [
    {
      'main.py': 'import first\n',
      'first.py': 'from second import B\nA = B\n',
      'second.py': 'from first import A\nB = A\n',
    },
    /ImportError on line 1 of second\.py/,
    /Two files import each other/,
  ],
  'a file that hides a module of Python': [
    { 'main.py': 'import colorsys\n', 'colorsys.py': 'import colorsys\ncolorsys.rgb_to_hsv(0, 0, 0)\n' },
    /AttributeError on line 2 of colorsys\.py/,
    /one of Python's own modules.*Rename your file/,
  ],
};

export function filesOf(source: string | Files): Files {
  return typeof source === 'string' ? { 'main.py': source } : source;
}
