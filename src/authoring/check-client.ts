import path from 'node:path';
import { CodedError, type Message } from '../contract/codes';
import type { Course, Step } from '../course/format/format';
import { readClient } from '../course/suite';
import type { ProcessEnd, ProgramRequest, TerminalTalk } from '../run/run-program';
import { bad, type CheckFinding, good } from './finding';
import type { CheckOptions } from './try-all';

/** Seconds for the solution to listen, and for the client to find the end of its input. */
const CLIENT_SECONDS = 20;
/** Characters of what a client says that are shown. */
const SAID = 2000;
const SIZE = { columns: 80, rows: 24 };

type ClientOptions = Pick<CheckOptions, 'runner' | 'signal' | 'watch'>;

/**
 * The course's client has to be there, and beside the last solution it has to end by itself at the end of its input. Nothing can be said
 * of it when that solution ends before, or cannot be run: trying the solutions tells that. @throws CodedError `cancelled`
 */
export async function checkClient(course: Course, options: ClientOptions): Promise<readonly CheckFinding[]> {
  const { client: file } = course;
  if (file === undefined) return [];
  const reason = await readClient(course).then(() => null, reasonOf);
  if (reason !== null)
    return [bad('format', null, { code: 'check-client-unreadable', args: { file, reason } }, { file })];
  const { end, said } = await tryClient(course, options);
  switch (end) {
    case null:
      return [];
    case 'hangs':
      return [bad('format', null, hangs(file), { file, detail: said === '' ? null : said })];
    case 'not-started':
      return [bad('format', null, { code: 'check-client-not-started', args: { file } }, { file, trouble: true })];
    default:
      if (end.exit_code === 0) return [good('format', null, { code: 'check-client-good', args: { file } })];
      return [bad('format', null, { code: 'check-client-fails', args: { file, ...end } }, { file, detail: said })];
  }
}

function hangs(file: string): Message {
  return { code: 'check-client-hangs', args: { file, seconds: CLIENT_SECONDS } };
}

function reasonOf(error: unknown): string {
  if (error instanceof CodedError && error.code === 'client-unreadable') return error.args.reason;
  throw error;
}

/** How a client ended beside the last solution, and the last that it said. `end` is null when nothing can be said of it. */
interface Tried {
  end: ProcessEnd | 'hangs' | 'not-started' | null;
  said: string;
}

async function tryClient(course: Course, options: ClientOptions): Promise<Tried> {
  const tried: Tried = { end: null, said: '' };
  const step = course.steps[course.steps.length - 1];
  if (step === undefined) return tried;
  try {
    const { told } = await options.runner.runProgram(requestOf(course, step, tried, options));
    if (tried.end === null && told.code === 'program-time-over') tried.end = 'hangs';
  } catch (error) {
    if (!(error instanceof CodedError) || error.code === 'cancelled') throw error;
  }
  return tried;
}

function requestOf(course: Course, step: Step, tried: Tried, { signal, watch }: ClientOptions): ProgramRequest {
  const over = new AbortController();
  const opened = (talk: TerminalTalk): ProgramRequest['owner'] => ({
    output: (bytes, _stream, shown) => {
      tried.said = (tried.said + Buffer.from(bytes).toString('utf8')).slice(-SAID);
      shown();
    },
    left: (end) => {
      if (end.exit_code !== null || end.signal !== null) tried.end = end;
      else if (talk.isOver)
        return; // the solution has ended first
      else tried.end = 'not-started';
      over.abort();
    },
  });
  return {
    course,
    step,
    file: null,
    source: null,
    root: path.join(course.directory, step.folder, 'solution'),
    entry: null,
    tty: false,
    size: SIZE,
    owner: { output: (_bytes, _stream, shown) => shown(), left: () => undefined },
    started: (talk) => talk.endInput(talk.openClient(opened(talk), false, SIZE) ?? 0),
    building: (progress) => watch.building?.(progress),
    needsClient: true,
    seconds: CLIENT_SECONDS,
    signal: AbortSignal.any([signal, over.signal]),
  };
}
