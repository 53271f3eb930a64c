import { type Area, bytes, ended, figure, port, seconds, word } from './words';

const SERVE =
  'A server has to keep running: accept a connection, answer, and wait for the next one, in a loop (`while True:`).';
const ALIVE = 'Catch exceptions while you handle a client, and close its connection only when `recv` gave `b""`.';

/** Ports and connections. */
export const network: Area = {
  /** exit_code, signal, port */
  'exited-early': (args) => ({
    title: `Your program ${ended(args)} before a client could talk to it.`,
    advice:
      figure(args, 'exit_code') === 0
        ? `${SERVE} Your program reached its last line and ended.`
        : 'Look at its output for the reason.',
  }),
  /** port, seconds */
  'not-listening': (args) => ({
    title: `Your program runs, but nothing listened on ${port(args)} within ${seconds(args)}.`,
    advice: `Create the server socket as soon as your program starts, for example with \`socket.create_server(("localhost", ${figure(args, 'port') ?? 'port'}))\`.`,
  }),
  /** port, found: the port that it listens on, or several */
  'wrong-port': (args) => ({
    title: `Your program listens on ${portList(word(args, 'found'))}, but the test connects to ${port(args)}.`,
    advice: `Change the number in your program to ${figure(args, 'port') ?? 'the one that the task names'}.`,
  }),
  /** port */
  refused: (args) => ({
    title: `The connection to ${port(args)} was refused: nothing listens there.`,
    advice: 'Keep the server socket open for as long as your program runs.',
  }),
  /** port, seconds */
  'queue-full': (args) => ({
    title: `Your program listens on ${port(args)}, but a new client could not get in for ${seconds(args)}: too many others still wait to be accepted.`,
    advice:
      'Call `accept()` again as soon as a client is there, and serve each client in a thread of its own, so that none waits for another.',
  }),
  /** port */
  'connection-closed': (args) => ({
    title: `Your program closed the connection on ${port(args)} while the test waited for an answer.`,
    advice: `Send the whole answer before you close, and keep the connection open for more requests. ${ALIVE}`,
  }),
  /** port */
  'connection-reset': (args) => ({
    title: `The connection on ${port(args)} broke off: your program closed it with data still unread, or ended.`,
    advice: `Read what the client sends before you close the connection. ${ALIVE}`,
  }),
  /** port, seconds */
  'nothing-received': (args) => ({
    title: `Your program sent nothing on ${port(args)} for ${seconds(args)}.`,
    advice:
      'Check that it reads the request with `recv` and sends its answer with `sendall`. A `recv` that waits for more than the client sent waits forever.',
  }),
  /** port, seconds */
  'reply-incomplete': (args) => ({
    title: `Your program sent only a part of its answer on ${port(args)}, and nothing more for ${seconds(args)}.`,
    advice: 'The end of the answer is missing: compare what was received with what was expected.',
  }),
  /** port, seconds */
  'send-blocked': (args) => ({
    title: `Your program did not read what the client sent on ${port(args)} for ${seconds(args)}, and no more fits in.`,
    advice: 'Read with `recv` while it comes, in a loop.',
  }),
  /** port, bytes */
  'too-much-sent': (args) => ({
    title: `Your program sent more than ${bytes(args, 'bytes')} on ${port(args)}, and the test had not asked for so much.`,
    advice: 'Look for a `sendall` inside a loop that never stops: send one answer for each request.',
  }),
  /** port, seconds */
  'still-open': (args) => ({
    title: `Your program left the connection on ${port(args)} open; it should have closed it within ${seconds(args)}.`,
    advice: 'Call `close()` on the connection when it is done, or use it in a `with` block.',
  }),
  /** ports: what still listens although every program was ended */
  'port-taken': (args) => ({
    title: `Something that an earlier test started still listens (${portList(word(args, 'ports'))}), so this test could not start.`,
    advice: 'Do not start programs in the background that go on after your program has ended.',
  }),
};

function portList(ports: string): string {
  return /^\d+$/.test(ports) ? `port ${ports}` : `ports ${ports}`;
}
