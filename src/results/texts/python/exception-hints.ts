import type { KnownPackages } from '../../../contract/language';
import { type Advice, errnoOf, type Hint } from './hint';
import { missingPackageAdvice } from './missing-package';
import { socketHints } from './network-hints';
import { syntaxHints } from './syntax-hints';

/** The first hint whose type and message fit gives the advice. Special cases therefore stand before general ones. */
const HINTS: readonly Hint[] = [
  ...syntaxHints,
  ...socketHints,
  {
    types: ['ImportError'],
    message: /attempted relative import/,
    advice: 'A relative import (`from .x import y`) works only inside a package. Write `from x import y`.',
  },
  {
    types: ['ImportError', 'AttributeError'],
    message: /consider renaming .+ since it has the same name as the standard library module/,
    advice: "Your file has the same name as one of Python's own modules and hides it. Rename your file.",
  },
  {
    types: ['ImportError', 'AttributeError'],
    // Python 3.13 and later guess that a file hides a library where earlier ones spoke of a circular import.
    message: /partially initialized module|consider renaming .+ if it has the same name as a library/,
    advice:
      "Two files import each other, or a file of yours has the same name as one of Python's own modules and hides it. " +
      'Rename your file, or move the import.',
  },
  {
    types: ['ImportError'],
    advice:
      "Check the spelling of the imported name. A file of yours may also have the same name as one of Python's own modules and hide it.",
  },
  {
    types: ['EOFError'],
    advice:
      '`input()` waits for a line, but no more lines are coming: nobody types while the tests run. ' +
      'Remove the call, or read only as many lines as the task says.',
  },
  {
    types: ['PermissionError', 'OSError'],
    message: /Errno (?:13|30)\b|Permission denied|Read-only file system/,
    advice:
      'In the sandbox, a program can create new files in its own folder and in /tmp. It cannot change files that were there before: ' +
      'its source files, and files that it wrote on your computer. Delete such a file on your computer, or use another name.',
  },
  {
    types: ['OSError'],
    when: (message) => errnoOf(message) === 28,
    advice: 'The sandbox has little disk space. Write less.',
  },
  {
    types: ['FileNotFoundError'],
    advice:
      'Check the path. Relative paths start in your course folder. Only the files of that folder exist in the sandbox.',
  },
  {
    types: ['OSError'],
    when: (message) => errnoOf(message) === 24,
    advice: 'Too many files or connections are open at once. Close each one when you are done with it.',
  },
  {
    types: ['BlockingIOError'],
    advice:
      'Nothing has arrived yet, and this socket does not wait. It waits if you remove `setblocking(False)`. ' +
      'If this line starts a process, there are too many processes already.',
  },
  {
    types: ['RuntimeError'],
    message: /can't start new thread/,
    advice: 'The sandbox allows only a limited number of processes and threads. End each one when its work is done.',
  },
  {
    types: ['RuntimeError'],
    message: /cannot (?:wait on|notify on) un-acquired lock/,
    advice:
      'Only a thread that holds the lock of a `Condition` may wait on it or notify others: write `with condition:` around the call.',
  },
  {
    types: ['RuntimeError'],
    message: /no (?:current|running) event loop/,
    advice:
      '`asyncio.run(main())` makes an event loop, and closes it when `main` ends. Write what needs the loop into `main`.',
  },
  {
    types: ['RecursionError'],
    advice:
      'A function calls itself again and again without ever stopping. Give it a case in which it returns without calling itself.',
  },
  {
    types: ['MemoryError'],
    advice:
      'Your program asked for more memory than the sandbox has. Look for a list or a string that grows without end.',
  },
  {
    types: ['UnicodeDecodeError'],
    advice:
      'These bytes are not UTF-8 text. What comes from a connection or a binary file is bytes: work with bytes, as in `b"..."`.',
  },
  {
    types: ['UnicodeEncodeError'],
    advice: 'This text has a character that the encoding lacks. Use `.encode("utf-8")`.',
  },
  {
    types: ['NotImplementedError'],
    advice: 'This part is not written yet. Replace `raise NotImplementedError` with your own code.',
  },
  {
    types: ['TypeError', 'AttributeError'],
    message: /NoneType/,
    advice: 'The value here is `None`. A function without a `return` returns `None`.',
  },
  {
    types: ['TypeError', 'AttributeError'],
    message: /'coroutine'/,
    advice: 'This value is a coroutine that was not awaited: `await` is missing before the call that returned it.',
  },
  {
    types: ['TypeError', 'AttributeError'],
    message: /'(?:builtin_function_or_method|method|function)'/,
    advice: 'This is the function itself, not what it returns. Are the parentheses missing, as in `time.monotonic()`?',
  },
  {
    types: ['TypeError'],
    message: /argument after \* must be an iterable/,
    advice: '`(connection)` is not a tuple, but `(connection,)` is: write the comma, as in `args=(connection,)`.',
  },
  {
    types: ['TypeError'],
    message: /create_server\(\) takes/,
    advice:
      '`create_server` takes the host and the port as one pair, in their own parentheses: `create_server(("localhost", 6379))`.',
  },
  {
    types: ['TypeError'],
    message: /\brecv\(\) takes/,
    advice: '`recv` needs to know how many bytes to return at most: `recv(1024)`.',
  },
  {
    types: ['TypeError'],
    message: /string argument without an encoding/,
    advice: '`bytes("...")` does not know how to write the text as bytes. Write `b"..."`, or `text.encode()`.',
  },
  {
    types: ['TypeError'],
    message: /can't concat int|\(not "int"\)|requires a bytes-like object.* not 'int'/,
    advice:
      'A number is neither text nor bytes. Convert it first: `str(number)` is text, `str(number).encode()` is bytes.',
  },
  {
    types: ['TypeError'],
    message:
      /bytes-like object is required|requires a bytes-like object|can't concat|must be str, not bytes|not 'bytes'/,
    advice:
      'Text and bytes are mixed here. `b"..."` and `text.encode()` are bytes; `data.decode()` turns bytes into text.',
  },
  {
    types: ['TypeError'],
    message: /positional argument|keyword argument|takes no arguments/,
    advice: 'The call and the `def` line do not agree on the arguments. Compare the two.',
  },
  {
    types: ['TypeError'],
    message: /indices must be integers.* not float/,
    advice: 'An index is a whole number, and `/` gives a fraction. Use `//`, which leaves the fraction out.',
  },
  {
    types: ['TypeError'],
    message: /string indices must be integers/,
    advice: 'This is a text, and not a dictionary or a list of them. Look at what the variable holds.',
  },
  {
    types: ['TypeError'],
    message: /indices must be integers/,
    advice:
      'An index is a whole number, an `int`. Text or bytes that look like a number must be converted first: `int(text)`.',
  },
  {
    types: ['TypeError'],
    message: /cannot be interpreted as an integer/,
    advice: 'A whole number is needed here. `"6379"` in quotes is text: leave the quotes out, or use `int(text)`.',
  },
  {
    types: ['SystemExit'],
    advice:
      '`exit()` and `sys.exit()` end the whole program, even inside a function. To give a result back, a function uses `return`.',
  },
  {
    types: ['UnboundLocalError'],
    advice:
      'The variable is used before this function gives it a value. If a module has the same name, give the variable another name. If you mean a variable from outside the function, declare it with `global`.',
  },
  {
    types: ['NameError'],
    advice: 'Python does not know this name. Check its spelling, and that it is imported or assigned before this line.',
  },
  {
    types: ['AttributeError'],
    message: /^module '[^']+' has no attribute '[^']+'/,
    advice: (message) => {
      const [, module = '', name = ''] = /^module '([^']+)' has no attribute '([^']+)'/.exec(message) ?? [];
      return (
        `Nothing called \`${name}\` is defined in \`${module}\`. Check the spelling. If \`${module}.py\` is your own file, ` +
        `define \`${name}\` in it. If you meant Python's own module, your file hides it: rename the file.`
      );
    },
  },
  {
    types: ['AttributeError'],
    message: /^'tuple' object has no attribute '(?:recv|send|sendall|makefile|close)'/,
    advice: '`accept()` gives a pair, the connection and the address: `connection, address = server.accept()`.',
  },
  {
    types: ['AttributeError'],
    message: /^'tuple' object has no attribute '(?:append|extend|insert|pop|remove|clear)'/,
    advice:
      'This value is a tuple, `(a, b)`: several values in one, and it cannot be changed. The list may be one of them. Look at what was stored here.',
  },
  {
    types: ['AttributeError'],
    advice: 'This object has nothing of that name. Check the spelling, and what kind of object it is.',
  },
  {
    types: ['IndexError'],
    advice: 'The index is past the end. Remember that counting starts at 0, and that a list may be empty.',
  },
  { types: ['KeyError'], advice: 'The dictionary has no such key. `d.get(key)` gives `None` instead of an error.' },
  {
    types: ['ValueError'],
    message: /invalid literal for int\(\) with base \d+: b?''$/,
    advice:
      'This text is empty. Look at where it comes from: a part of a text that was split may be empty, and so is a line when the other side has gone.',
  },
  {
    types: ['ValueError'],
    message: /invalid literal for int\(\) with base \d+: b?'(?:\\[rn])+'$/,
    advice:
      'There is no number in this line, only a line end. It is left over from what was read before: after the bytes of a word, read its line end, too.',
  },
  {
    types: ['ValueError'],
    message: /invalid literal for int\(\) with base \d+: b?'[$*:]-?\d+(?:\\[rn])*'$/,
    advice: 'The first character is not a digit. Leave it out: `int(line[1:])`.',
  },
  {
    types: ['ValueError'],
    message: /invalid literal for int\(\) with base \d+: b?'-?\d*\.\d+'$/,
    advice:
      '`int` takes whole numbers only. If fractions are allowed here, use `float(text)`. If they are not, catch the `ValueError`.',
  },
  {
    types: ['ValueError'],
    message: /invalid literal for int\(\) with base \d+: b'(?:\\x00){2}/,
    advice: '`bytes(42)` is 42 zero bytes. The digits of a number as bytes are `str(number).encode()`.',
  },
  {
    types: ['ValueError'],
    message: /invalid literal for int|could not convert string to float/,
    advice:
      'This text is not a number. If only numbers may come here, look at where the text comes from. If other texts may come, too, catch the `ValueError`.',
  },
  {
    types: ['ValueError'],
    message: /unpack/,
    advice: 'The number of names on the left differs from the number of values on the right.',
  },
  { types: ['ZeroDivisionError'], advice: 'Check that the divisor is not 0 before you divide.' },
  { types: ['AssertionError'], advice: 'An `assert` in your own program failed: what it states was not true.' },
];

/** What to do about an uncaught Python exception; null when there is nothing better to say than its message. */
export function pythonAdvice(type: string, message: string, packages: KnownPackages): string | null {
  const name = type.split('.').at(-1) ?? type;
  if (name === 'ModuleNotFoundError') return missingPackageAdvice(message, packages);
  const hint = HINTS.find((candidate) => fits(candidate, name, message));
  return hint === undefined ? null : said(hint.advice, message);
}

function fits(hint: Hint, type: string, message: string): boolean {
  return hint.types.includes(type) && (hint.message?.test(message) ?? true) && (hint.when?.(message) ?? true);
}

function said(advice: Advice, message: string): string {
  return typeof advice === 'string' ? advice : advice(message);
}
