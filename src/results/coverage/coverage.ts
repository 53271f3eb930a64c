import type { FunctionLines, Untraced } from '../../contract/coverage-events';
import { escapeLine } from '../../contract/escape-text';
import type { SandboxEvent } from '../../contract/events';
import type { JobFile } from '../../contract/job';
import { lineCount } from '../verdict/reduce';

/** What the jobs of a run have told of the lines that their tests reached, and the files that were run. */
export interface Covered {
  /** Behind the end record of each job; null for one that was cut off, or came to no end. */
  readonly jobs: readonly (readonly SandboxEvent[] | null)[];
  readonly files: readonly JobFile[];
}

/** A function, with the ids of the tests in which it was called. */
export interface CoveredFunction extends FunctionLines {
  readonly tests: ReadonlySet<string>;
}

/** A file that was run. */
export interface CoveredFile {
  readonly path: string;
  /** Each line on which something can run, in their order, with the ids of the tests that have reached it. */
  readonly lines: ReadonlyMap<number, ReadonlySet<string>>;
  readonly functions: readonly CoveredFunction[];
}

/** Why there is no coverage. `broken-off`: not every test was followed to its end. */
export type Uncovered = Untraced | 'broken-off';

/**
 * What the tests of all these jobs have reached together, or why that cannot be told. The program may have marked its lines as it liked: only
 * files that were run count, and lines that they have.
 */
export function coverageOf({ jobs, files }: Covered): readonly CoveredFile[] | Uncovered {
  const [lacking] = jobs.flatMap((events) => lackOf(events) ?? []);
  if (lacking !== undefined || jobs.length === 0) return lacking ?? 'broken-off';
  const events = jobs.flatMap((job) => job ?? []);
  const counts = new Map(files.map(({ path, bytes }) => [path, lineCount(bytes)]));
  const known = new Map<string, CoveredFile>();
  for (const event of events)
    if (event.event === 'coverable' && !known.has(event.path)) {
      const last = counts.get(event.path) ?? 0;
      const lines = reachedLines(event.path, linesIn(event.lines, last), events);
      const functions = event.functions.flatMap((one) => functionIn(lines, one));
      if (last > 0) known.set(event.path, { path: event.path, lines, functions });
    }
  return [...known.values()];
}

function lackOf(events: readonly SandboxEvent[] | null): Uncovered | null {
  const end = events?.find((event) => event.event === 'traced');
  return end === undefined ? 'broken-off' : end.why;
}

function reachedLines(path: string, lines: readonly number[], events: readonly SandboxEvent[]) {
  const reached = new Map(lines.map((line) => [line, new Set<string>()]));
  const last = lines.at(-1) ?? 0;
  for (const event of events)
    for (const file of event.event === 'covered' ? event.files : [])
      if (event.event === 'covered' && file.path === path)
        for (const line of linesIn(file.lines, last)) reached.get(line)?.add(event.test);
  return reached;
}

/** @param last the file has no more lines */
function linesIn(stretches: readonly number[], last: number): readonly number[] {
  const lines: number[] = [];
  for (let at = 0; at + 1 < stretches.length; at += 2) {
    const [first = 0, end = 0] = stretches.slice(at, at + 2);
    for (let line = Math.max(1, first); line <= Math.min(end, last); line++) lines.push(line);
  }
  return lines;
}

/** None where the file has no such lines. */
function functionIn(lines: CoveredFile['lines'], one: FunctionLines): readonly CoveredFunction[] {
  const own = [...lines].filter(([line]) => line >= one.first && line <= one.last);
  const isThere = own.length > 0 && one.line >= 1 && one.line <= one.first;
  const tests = new Set(own.flatMap(([, reachedBy]) => [...reachedBy]));
  return isThere ? [{ ...one, name: escapeLine(one.name), tests }] : [];
}
