import type { AdviceOn } from '../words';

const SERVE =
  'A server has to keep running: accept a connection, answer, and wait for the next one, in a loop (`while True:`).';
const ALIVE = 'Catch exceptions while you handle a client, and close its connection only when `recv` gives `b""`.';

/** Advice on ports and connections that names Python's own functions. */
export const pythonNetworkAdviceOn: AdviceOn = {
  'exited-early': ({ exit_code }) =>
    exit_code === 0 ? `${SERVE} Your program reached its last line and ended.` : undefined,
  'not-listening': ({ port }) =>
    `Create the server socket as soon as your program starts, for example with \`socket.create_server(("localhost", ${port ?? 'port'}))\`.`,
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
};
