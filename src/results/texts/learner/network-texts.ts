import { type Area, bytes, ended, given, port, seconds } from '../words';

const SERVE = 'A server has to keep running: answer a client, and wait for the next one, in a loop.';
const OPEN = 'Keep the socket open for as long as your program runs.';
const ALIVE = 'Catch errors while you handle a client, and close its connection only when the client has closed it.';

type NetworkCode =
  | 'exited-early'
  | 'not-listening'
  | 'not-bound'
  | 'wrong-port'
  | 'wrong-protocol'
  | 'datagram-refused'
  | 'no-datagram'
  | 'datagram-elsewhere'
  | 'datagram-unexpected'
  | 'refused'
  | 'queue-full'
  | 'connection-closed'
  | 'connection-reset'
  | 'nothing-received'
  | 'reply-incomplete'
  | 'send-blocked'
  | 'too-much-sent'
  | 'unreadable'
  | 'still-open'
  | 'port-taken';

/** Ports and connections. */
export const network: Area<NetworkCode> = {
  'exited-early': (args) => ({
    title: `Your program ${args.exit_code === 0 ? 'ended' : ended(args)} before a client could connect.`,
    advice:
      args.exit_code === 0
        ? `${SERVE} Your program reached its last line and ended.`
        : 'Look at its output for the reason.',
  }),
  'not-listening': (args) => ({
    title: `Your program is running, but nothing listened on ${port(args.port)} within ${seconds(args.seconds)}.`,
    advice: 'Create the server socket as soon as your program starts.',
  }),
  'not-bound': (args) => ({
    title: `Your program is running, but did not bind UDP ${port(args.port)} within ${seconds(args.seconds)}.`,
  }),
  'wrong-protocol': (args) => ({
    title: `Your program has ${args.wanted === 'udp' ? 'TCP' : 'UDP'} ${portList(given(args.found))}, but this test needs ${args.wanted === 'udp' ? 'UDP' : 'TCP'} ${port(args.port)}.`,
  }),
  'datagram-refused': (args) => ({
    title: `The datagram was refused: nothing is bound to UDP ${port(args.port)}.`,
    advice: OPEN,
  }),
  'no-datagram': (args) => ({
    title: `No datagram came back from UDP ${port(args.port)} within ${seconds(args.seconds)}.`,
    advice: 'Send the answer to the address that the request came from.',
  }),
  'datagram-elsewhere': (args) => ({
    title: `The answer came from UDP port ${given(args.found)}, but the client had asked ${port(args.port)}.`,
    advice: 'Answer with the socket that received the request.',
  }),
  'datagram-unexpected': (args) => ({
    title: `A datagram came from UDP ${port(args.port)}, although none should.`,
    advice: 'Send one answer for each request.',
  }),
  'wrong-port': (args) => ({
    title: `Your program listens on ${args.protocol === 'udp' ? 'UDP ' : ''}${portList(given(args.found))}, but the test connects to ${port(args.port)}.`,
    advice: `Change the number in your program to ${args.port ?? 'the one that the task names'}.`,
  }),
  refused: (args) => ({
    title: `The connection to ${port(args.port)} was refused: nothing is listening there.`,
    advice: OPEN,
  }),
  'queue-full': (args) => ({
    title: `Your program listens on ${port(args.port)}, but a new client could not connect for ${seconds(args.seconds)}: too many others are still waiting to be accepted.`,
    advice:
      'Accept again as soon as a client has connected, and serve each client in its own thread, so that no client waits for another.',
  }),
  'connection-closed': (args) => ({
    title: `Your program closed the connection on ${port(args.port)} while the test waited for an answer.`,
    advice: `Send the whole answer before you close, and keep the connection open for more requests. ${ALIVE}`,
  }),
  'connection-reset': (args) => ({
    title: `The connection on ${port(args.port)} was cut off: your program closed it with data still unread, or ended.`,
    advice: `Read what the client sends before you close the connection. ${ALIVE}`,
  }),
  'nothing-received': (args) => ({
    title: `Your program sent nothing on ${port(args.port)} for ${seconds(args.seconds)}.`,
    advice:
      'Check that it reads the request and sends its answer. A read that waits for more than the client sent waits forever.',
  }),
  'reply-incomplete': (args) => ({
    title: `Your program sent only part of its answer on ${port(args.port)}, and nothing more for ${seconds(args.seconds)}.`,
    advice: 'The end of the answer is missing: compare what was received with what was expected.',
  }),
  'send-blocked': (args) => ({
    title: `Your program stopped reading what the client sent on ${port(args.port)}: nothing more could be sent for ${seconds(args.seconds)}.`,
    advice: 'Read the data as it arrives, in a loop.',
  }),
  'too-much-sent': (args) => ({
    title: `Your program sent more than ${bytes(args.bytes)} on ${port(args.port)}, which is more than the test asked for.`,
    advice: 'Look for a loop that sends and never stops: send one answer for each request.',
  }),
  unreadable: (args) => ({
    title: 'The test cannot read what your program sent.',
    ...(args.why === null ? {} : { body: `Its reader says: ${args.why}` }),
    advice: 'Compare the bytes that arrived with the format that the task describes.',
  }),
  'still-open': (args) => ({
    title: `Your program left the connection on ${port(args.port)} open; it should have closed it within ${seconds(args.seconds)}.`,
    advice: 'Close the connection when it is done.',
  }),
  'port-taken': (args) => ({
    title: `Something that an earlier test started is still listening (${portList(given(args.ports))}), so this test could not start.`,
    advice: 'Do not start background programs that keep running after your program has ended.',
  }),
};

function portList(ports: string): string {
  return /^\d+$/.test(ports) ? `port ${ports}` : `ports ${ports}`;
}
