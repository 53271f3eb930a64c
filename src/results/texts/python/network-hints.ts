import { errnoOf, type Hint } from './hint';

const NO_NETWORK = 'There is no network in the sandbox: a program can only be reached by the tests, on `localhost`.';
const CLOSED =
  'The other side has closed the connection. That is normal when a client leaves: catch `ConnectionError`, close this connection, ' +
  'and go on serving the others. When `recv` gives `b""`, nothing more will come.';
const LISTENER = 'Send and receive on the connection that `accept()` returned, not on the listening socket.';

/** Sockets and connections. */
export const socketHints: readonly Hint[] = [
  {
    types: ['OSError'],
    when: (message) => errnoOf(message) === 98 || /address already in use/i.test(message),
    advice:
      'Something already listens on this port: your program binds it twice, or a part of it from before still runs. ' +
      'Bind the port once. `socket.create_server(("localhost", port))` also lets a restarted server have it again.',
  },
  {
    types: ['OSError'],
    when: (message) => [99, 101, 113].includes(errnoOf(message) ?? 0),
    advice: `${NO_NETWORK} Bind to \`localhost\` or \`0.0.0.0\`.`,
  },
  {
    types: ['OSError'],
    message: /name resolution|Name or service not known|No address associated/,
    advice: `${NO_NETWORK} Use the name \`localhost\`.`,
  },
  {
    types: ['OSError'],
    when: (message) => errnoOf(message) === 22,
    advice: 'The system refuses this call here. For a server, `listen()` has to stand between `bind()` and `accept()`.',
  },
  { types: ['gaierror', 'URLError', 'herror'], advice: NO_NETWORK },
  {
    types: ['ConnectionRefusedError'],
    advice: `Your program tried to connect where nobody listens. ${NO_NETWORK} A server does not connect, it calls \`accept()\`.`,
  },
  {
    types: ['BrokenPipeError'],
    advice: `${CLOSED} If the client is still there: ${LISTENER.charAt(0).toLowerCase()}${LISTENER.slice(1)}`,
  },
  {
    types: ['ConnectionResetError', 'ConnectionAbortedError', 'ConnectionError', 'IncompleteReadError'],
    advice: CLOSED,
  },
  {
    types: ['OSError'],
    when: (message) => errnoOf(message) === 9,
    advice:
      'The socket or file was already closed. Check where your program calls `close()`, or where a `with` block ends.',
  },
  {
    types: ['OSError'],
    when: (message) => errnoOf(message) === 107,
    advice: LISTENER,
  },
  {
    types: ['TimeoutError', 'timeout'],
    advice:
      'Your program set a time limit on a socket or a wait, and it ran out. Catch the error, or wait without a limit.',
  },
];
