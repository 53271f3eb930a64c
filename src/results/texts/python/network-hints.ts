import { errnoOf, type Hint } from './hint';

const NO_NETWORK = 'The sandbox has no network: only the tests can reach your program, on `localhost`.';
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
      'This port is already in use: your program binds it twice, or in a second process. ' +
      'Bind the port once. With `socket.create_server(("localhost", port))`, a restarted server can bind it again at once.',
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
    advice: 'The system refuses this call here. A server must call `listen()` after `bind()` and before `accept()`.',
  },
  { types: ['gaierror', 'URLError', 'herror'], advice: NO_NETWORK },
  {
    types: ['ConnectionRefusedError'],
    advice: `Your program tried to connect to a port on which nothing is listening. ${NO_NETWORK} A server does not connect; it calls \`accept()\`.`,
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
