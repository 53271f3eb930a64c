import path from 'node:path';
import type { Report } from '../../src/contract/report';
import type { Outcome } from '../../src/contract/verdict';
import { running } from '../support/containers';
import { becomes, commandLine, inShort, type Seen, type Tried } from './battery';
import type { KnownRun } from './known-runs';

/** What the command line says of a run, as data. */
type Said = Pick<Report, 'outcome' | 'message' | 'notes'>;

const CANCELLED = 130;
const START_SECONDS = 120;

/** The arguments for a run. */
export async function argumentsOf(run: KnownRun, { place }: Tried): Promise<readonly string[]> {
  const file = await place.program(run);
  const course = place.course(run.course);
  return ['test', file, '--course', course, '--step', run.step, '--root', path.dirname(file), ...runtime(), '--json'];
}

/** The runtime that is tried, for commands that take one. */
export function runtime(): readonly string[] {
  const id = process.env.CODEALONG_TEST_RUNTIME;
  return id === undefined ? [] : ['--runtime', id];
}

/** Runs it as a person would. It is as wanted if its ending is. */
export async function endsAsKnown(run: KnownRun, tried: Tried): Promise<Seen> {
  const stop = async (end: (signal: NodeJS.Signals) => void) => {
    if (!(await becomes(START_SECONDS, async () => (await running()).length > 0)))
      throw new Error(`there was no sandbox within ${START_SECONDS} s, so nothing was interrupted`);
    end('SIGINT');
  };
  const ended = await commandLine(await argumentsOf(run, tried), tried.longest, run.interrupted ? stop : undefined);
  const { outcome, message, notes } = saidBy(ended);
  const ok = outcome === run.outcome;
  const why = ok ? '' : ` in place of ${run.outcome}: ${inShort([message ?? '', ended.stderr, ...notes].join(' '))}`;
  return { ok, seen: `${outcome}${why}` };
}

/** A run that was cancelled before it had anything to say says so by its code. */
function saidBy({ code, stdout, stderr }: { code: number | null; stdout: string; stderr: string }): Said {
  try {
    return JSON.parse(stdout) as Said;
  } catch {
    const outcome: Outcome | 'no report' = code === CANCELLED ? 'cancelled' : 'no report';
    return { outcome: outcome as Outcome, message: `exit code ${code}: ${stdout}${stderr}`, notes: [] };
  }
}
