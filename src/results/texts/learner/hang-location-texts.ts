import type { CodeArgs } from '../../../contract/codes';
import type { Area } from '../words';
import { table } from '../words';
import { sourceBody } from './crash-texts';

type HangLocationArgs = CodeArgs['program-hung'];

/** Where a program was when a test gave up waiting for it, or when a signal struck; and where it should have been. */
export const hangLocation: Area<'program-hung' | 'program-crashed' | 'never-reached'> = {
  'program-hung': (args) => {
    const { body: source } = sourceBody(args);
    const body = [...(source === undefined ? [] : [source]), ...others(args)].join('\n');
    const at = args.by_itself ? asSentence(where(args)) : `At that moment ${where(args)}`;
    const title = `${at}${source === undefined ? '.' : ':'}`;
    const advice = args.busy === true ? BUSY : ADVICE[args.wait ?? ''];
    return { title, ...(body === '' ? {} : { body }), ...(advice === undefined ? {} : { advice }) };
  },
  'program-crashed': (args) => {
    const { body } = sourceBody(args);
    const title = `It crashed at ${place(args)}`;
    return body === undefined ? { title: `${title}.` } : { title: `${title}:`, body };
  },
  'never-reached': (args) => {
    const what = args.whole ? `${whole(args)} was never called` : `${linesOf(args)} never reached`;
    return { title: args.word === null ? `${what}.` : `The test ${sent(args)}; ${what}.` };
  },
};

const WAITS = table<string>({
  client: 'your program was waiting for a client to connect, at',
  data: 'your program was waiting for something to arrive on a connection, at',
  datagram: 'your program was waiting for a datagram, at',
  input: 'your program was waiting for a line of input, at',
  lock: 'your program was waiting for a lock that was not released, at',
  loop: 'the event loop of your program was waiting for something to happen. It was started at',
  output: 'your program was writing, at',
  process: 'your program was waiting for another process to end, at',
  select: 'your program was waiting for something to happen on its connections, at',
  sleep: 'your program was asleep, at',
  threads: 'your program was waiting for another thread, at',
});

const BUSY = 'Look at the loop around this line, and at what should end it.';

/** What may help; for a wait that says enough by itself there is none, and the failure's own advice is given. */
const ADVICE = table<string>({
  client: 'It waits for another client to connect. First answer the client that is already connected.',
  data: 'It waits until the client sends more or closes the connection. Answer as soon as a whole request has arrived.',
  lock: 'This lock is not released. Perhaps a thread takes it twice, or waits for its client or sleeps meanwhile; perhaps two threads each want the lock of the other, or a release is missing. Hold a lock only while you look at or change what all threads share.',
  loop: 'A task of the loop may be waiting for something that never comes, or an error has ended it.',
  sleep: 'A program that sleeps answers nobody.',
});

function where(args: HangLocationArgs): string {
  const known = WAITS[args.wait ?? ''];
  const state = args.busy === true ? 'busy at' : args.busy === false ? 'waiting at' : 'at';
  return `${known ?? `your program was ${state}`} ${place(args)}`;
}

function sent({ word, called }: CodeArgs['never-reached']): string {
  return called ? `asked for ${word}` : `sent ${word}`;
}

function whole({ function: name, file }: CodeArgs['never-reached']): string {
  return `${name}()${file === null ? '' : ` in ${file}`}`;
}

function linesOf(args: CodeArgs['never-reached']): string {
  const { first, last } = args;
  const where = args.function === null ? args.file : whole(args);
  const [lines, were] = first === last ? [`line ${first}`, 'was'] : [`lines ${first}–${last}`, 'were'];
  return `${lines} of ${where} ${were}`;
}

function asSentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function place(args: HangLocationArgs): string {
  return `line ${args.line} of ${args.file}`;
}

function others(args: HangLocationArgs): readonly string[] {
  const lines = args.others ?? '';
  return lines === '' ? [] : ['Its other threads were at', ...lines.split('\n').map((line) => `  ${line}`)];
}
