import path from 'node:path';
import { CodedError } from '../contract/codes';
import type { Course } from '../course/format/format';
import { readClient } from '../course/suite';
import type { ProcessEnd, ProgramRequest } from '../run/run-program';
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
 * of it when that solution ends before. @throws CodedError `cancelled`
 */
export async function checkClient(course: Course, options: ClientOptions): Promise<readonly CheckFinding[]> {
  const { client: file } = course;
  if (file === undefined) return [];
  const reason = await readClient(course).then(() => null, reasonOf);
  if (reason !== null)
    return [bad('format', null, { code: 'check-client-unreadable', args: { file, reason } }, { file })];
  const { end, said } = await tryClient(course, options);
  if (end === null) return [];
  if (end.exit_code === 0) return [good('format', null, { code: 'check-client-good', args: { file } })];
  return [bad('format', null, { code: 'check-client-fails', args: { file, ...end } }, { file, detail: said })];
}

function reasonOf(error: unknown): string {
  if (error instanceof CodedError && error.code === 'client-unreadable') return error.args.reason;
  throw error;
}

/** `end` is null when the client was ended with the program. */
async function tryClient(course: Course, { runner, signal, watch }: ClientOptions) {
  const known: { end: ProcessEnd | null; said: string } = { end: null, said: '' };
  const over = new AbortController();
  const owner: ProgramRequest['owner'] = {
    output: (bytes, _stream, shown) => {
      known.said = (known.said + Buffer.from(bytes).toString('utf8')).slice(-SAID);
      shown();
    },
    left: (end) => {
      if (end.exit_code !== null || end.signal !== null) known.end = end;
      over.abort();
    },
  };
  const step = course.steps[course.steps.length - 1];
  if (step === undefined) return known;
  await runner.runProgram({
    course,
    step,
    file: null,
    source: null,
    root: path.join(course.directory, step.folder, 'solution'),
    entry: null,
    tty: false,
    size: SIZE,
    owner: { output: (_bytes, _stream, shown) => shown(), left: () => undefined },
    started: (talk) => talk.endInput(talk.openClient(owner, false, SIZE) ?? 0),
    building: (progress) => watch.building?.(progress),
    seconds: CLIENT_SECONDS,
    signal: AbortSignal.any([signal, over.signal]),
  });
  return known;
}
