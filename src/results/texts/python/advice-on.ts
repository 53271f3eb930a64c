import type { CodeArgs } from '../../../contract/codes';
import { endingAdvice } from '../learner/crash-texts';
import { elsewhere, olderVersion } from '../learner/version-texts';
import { type AdviceOn, given, table } from '../words';
import { NEWER_WAYS, OLDER_WAYS } from './older-ways';

const DATAGRAM =
  'A UDP server receives a request with `data, sender = server.recvfrom(65535)` and answers it with `server.sendto(answer, sender)`.';

const ENDLESS =
  'Look for a loop that never stops, or for a call that waits forever, such as `accept`, `recv` or `input`.';

const SERVE =
  'A server has to keep running: accept a connection, answer, and wait for the next one, in a loop (`while True:`).';
const ALIVE = 'Catch exceptions while you handle a client, and close its connection only when `recv` gives `b""`.';

/** Advice that names Python's own functions, by the code of what went wrong. */
export const pythonAdviceOn: AdviceOn = {
  'exited-early': ({ exit_code, protocol }) =>
    exit_code === 0 && protocol !== 'udp' ? `${SERVE} Your program reached its last line and ended.` : undefined,
  'not-listening': ({ port }) =>
    `Create the server socket as soon as your program starts, for example with \`socket.create_server(("localhost", ${port ?? 'port'}))\`.`,
  'not-bound': ({ port }) => udpSocket(port),
  'wrong-protocol': ({ wanted, port }) =>
    wanted === 'udp'
      ? `${udpSocket(port)} It needs neither \`listen\` nor \`accept\`.`
      : 'TCP needs `socket.SOCK_STREAM`, not `SOCK_DGRAM`; then `listen` and `accept`.',
  'no-datagram': () => DATAGRAM,
  'queue-full': () =>
    'Call `accept()` again as soon as a client has connected, and serve each client in its own thread, so that no client waits for another.',
  'connection-closed': () =>
    `Send the whole answer before you close, and keep the connection open for more requests. ${ALIVE}`,
  'connection-reset': () => `Read what the client sends before you close the connection. ${ALIVE}`,
  'nothing-received': () =>
    'Check that it reads the request with `recv` and sends its answer with `sendall`. A `recv` that waits for more than the client sent waits forever.',
  'send-blocked': () => 'Read the data as it arrives, with `recv` in a loop.',
  'too-much-sent': () => 'Look for a `sendall` inside a loop that never stops: send one answer for each request.',
  'still-open': () => 'Call `close()` on the connection when it is done, or use it in a `with` block.',
  'never-awaited': () =>
    'Calling an `async def` function only prepares it. Write `await` before the call, or `asyncio.run(...)` around the outermost one.',
  'printed-not-returned': () =>
    'A test sees what a function returns, not what it prints: write `return` in place of `print`.',
  'returned-not-printed': () =>
    'This test sees what is printed, not what a function returns: write `print(...)` in place of `return`.',
  'text-in-front': () =>
    'What `input("…")` shows is output, too. If the task asks for nothing but the answer, write `input()` without a text, and print only the answer.',
  'repeats-itself': () =>
    'When there is no more input, `input()` raises an EOFError each time, and a bare `except:` hides it. Write `except ValueError:`, so that only what you expect is caught.',
  'needs-newer': (args) => {
    const way = OLDER_WAYS[args.what] ?? `Use something that Python ${args.found} has.`;
    return args.run_in === null
      ? `${elsewhere(args)}${way}`
      : `${elsewhere(args)}Or stay with Python ${args.found}. ${way}`;
  },
  'was-removed': (args) =>
    [olderVersion(args).advice, NEWER_WAYS[args.what]].filter((one) => one !== undefined).join(' '),
  'said-nothing': () =>
    'Python does not show what a function returns: `print` it. Also check that the function is called at all.',
  'program-ended': programEnded,
  exited: programEnded,
  'exit-code': () => 'A program that reaches its end exits with code 0. `sys.exit(2)` ends it with code 2.',
  'output-missing': () =>
    'Check the exact text. If it is printed late, use `print(..., flush=True)`: output may wait in a buffer.',
  'output-closed': () =>
    'Check that it reaches the `print` that the task asks for, and does not end or close `sys.stdout` before that.',
  'too-many-terminals': () => 'Look for a loop that calls `os.openpty` or `pty.fork` and never closes what it got.',
  'output-limit': () => 'Look for a `print` inside a loop that never stops.',
  'too-much-written': () => 'Look for a `print` inside a loop that goes on for too long.',
  'call-timeout': () => 'Look for a loop that never stops, or for a call that waits, such as `input()`.',
  'call-ended': (args) => `A function should give its result back with \`return\`. ${programEnded(args)}`,
  'name-missing': ({ place, name }) =>
    `${name === null ? `Write the file \`${given(place)}.py\`` : 'Define it there'}, under exactly this name: capital letters count.`,
  'not-plain': ({ type, where }) => PLAIN[given(type)] ?? NOT_PLAIN[given(where)] ?? PLAIN_VALUES,
  'not-callable': () => 'Define it with `def`, and give no variable the same name.',
  'too-many-values': () => 'Look for a `while True:` with a `yield` in it, and for the place where it should `return`.',
  'stdin-closed': () => 'Read lines until there are no more, for example with `for line in sys.stdin:`.',
  'stdin-full': () =>
    'Read the data as it arrives: from a connection with `recv`, from the input with `for line in sys.stdin:`.',
  'run-timeout': ({ computed }) => (computed === null ? ENDLESS : undefined),
  timeout: () => ENDLESS,
  'launcher-stopped': () =>
    'Do not send signals to processes that your program did not start itself (`os.kill`, `os.killpg`, `kill -1`).',
  'program-hung': ({ busy, wait, alone, waits }) => {
    if (busy === true) return undefined;
    if (wait === 'lock' && alone === true) return waits === true ? LOCK_OF_A_WAITING : OWN_LOCK;
    return WAITS[wait ?? ''];
  },
};

function programEnded(args: CodeArgs['program-ended']): string {
  const { signal, exit_code } = args;
  if (signal === 11) return 'Plain Python hardly ever crashes like this. Endless recursion or `ctypes` can do it.';
  if (signal !== null && signal !== 9 && signal !== 31)
    return 'Look for a place where your program sends signals or calls `os.abort()`.';
  if (signal !== null) return endingAdvice(args);
  if (exit_code === 0) return 'It reached its last line, or it called `exit()` too early.';
  return "Look for the reason in your program's output, and for calls of `exit()` or `sys.exit()` in its code.";
}

const TAKEN_TWICE = 'a thread that takes a `Lock` twice waits forever';
const NO_CALLS = 'call no function that takes it while you hold it';
const OWN_LOCK = `This lock is never released. Perhaps the same thread holds it already (${TAKEN_TWICE}), or a \`release()\` is missing. Write \`with lock:\`, and ${NO_CALLS}.`;
const LOCK_OF_A_WAITING =
  'Another thread may hold this lock while it sleeps, or waits for its client or for a thread. Hold a lock only while you look at or change what all threads share, never while you wait. ' +
  `Or the same thread holds it already (${TAKEN_TWICE}): ${NO_CALLS}.`;

function udpSocket(port: number | null): string {
  return `Make the socket as soon as your program starts: \`server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\`, then \`server.bind(("127.0.0.1", ${port ?? 'port'}))\`.`;
}

/** What a program waits for. */
const WAITS = table<string>({
  client: '`accept()` waits for another client to connect. First answer the client that is already connected.',
  data: '`recv` waits until the client sends more, and gives `b""` only when the client has closed the connection. Answer as soon as a whole request has arrived.',
  datagram: DATAGRAM,
  loop:
    'A coroutine may be awaiting something that never comes: `await reader.read()` without a number waits until the client closes the connection. ' +
    'Or an exception has ended it, and asyncio may report that only when the program ends. To see the exception, put `try:` and `except Exception as error: print(error)` around the body of the coroutine.',
  sleep: 'A program that sleeps answers nobody. With asyncio, `time.sleep` stops the whole event loop.',
});

const PLAIN_VALUES =
  'Return numbers, text, bytes, `True`, `False`, `None`, or lists, tuples, sets and dictionaries of these, but not an object of your own class.';
const A_LIST = 'It gives its items one by one. Return a list of them: `return list(...)`.';

/** What to do about types that look plain to who returns them. */
const PLAIN = table<string>({
  coroutine: 'A function that begins with `async def` does nothing until it is awaited. Write `def` without `async`.',
  generator: 'A function with `yield` in it gives its items one by one. Return a value with `return` instead.',
  function: 'This is a function that was not called: write `()` after its name.',
  builtin_function_or_method: 'This is a function that was not called: write `()` after its name.',
  method: 'This is a function that was not called: write `()` after its name.',
  map: A_LIST,
  filter: A_LIST,
  zip: A_LIST,
  range: A_LIST,
  reversed: A_LIST,
  dict_keys: A_LIST,
  dict_values: A_LIST,
  dict_items: A_LIST,
});

/** What to do about an object that did not come by `return`. */
const NOT_PLAIN = table<string>({
  argument:
    'The test reads the list or dictionary that it handed in: put plain values into it, and no objects of your own class.',
  object: 'Return the number or text itself, for example an attribute of the object, and not the object.',
});
