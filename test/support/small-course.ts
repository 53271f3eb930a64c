import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Report } from '../../src/contract/report';
import type { Connect } from '../../src/run/engine-host';
import type { RunSettings, StepRequest, StepResult } from '../../src/run/request';
import type { Runner } from '../../src/run/runner';
import { inTemporaryFolder, newRunner, runOn } from './run';

const COURSE = {
  format_version: 2,
  id: 'small',
  title: 'A small course',
  runtimes: { python: '>=3.11' },
  entry: 'main.py',
  shape: 'growing',
  steps: [{ id: 'it', title: 'Do it' }],
};
/** The folder of its one step. */
const STEP = 'steps/01-it';

/** A course of one step, whose suite was written for a test. The names of files are relative to the step, or begin with `/` for the course. */
export interface SmallCourse {
  readonly suite: Readonly<Record<string, string>>;
  /** The text of `main.py`. */
  readonly program: string;
  /** Fields of `course.json` that differ. */
  readonly course?: Readonly<Record<string, unknown>>;
  /** The number of the step to run: 1 by default. */
  readonly step?: number;
  readonly request?: Partial<StepRequest>;
  /** Settings that differ, such as the runtime. */
  readonly settings?: Partial<RunSettings>;
}

/** Runs the program against the suite, as the command line does. */
export async function resultOf(small: SmallCourse, find?: Connect): Promise<StepResult> {
  return withRunner(find, small.settings, (runner) =>
    inTemporaryFolder(async (folder) => {
      await writeCourse(folder, small);
      return runOn(runner, folder, small.step ?? 1, { source: small.program }, small.request);
    }),
  );
}

export async function reportOf(small: SmallCourse, find?: Connect): Promise<Report> {
  return (await resultOf(small, find)).report;
}

async function writeCourse(folder: string, { suite, course = {} }: SmallCourse): Promise<void> {
  const files = { '/course.json': JSON.stringify({ ...COURSE, ...course }), ...suite };
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name.startsWith('/') ? '' : STEP, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}

async function withRunner<T>(
  find: Connect | undefined,
  settings: Partial<RunSettings> = {},
  use: (runner: Runner) => Promise<T>,
): Promise<T> {
  const runner = newRunner({ settings, ...(find === undefined ? {} : { connect: find }) });
  try {
    return await use(runner);
  } finally {
    await runner.dispose();
  }
}

/** What became of each test, by its name, with what is said about it. */
export function toldOf({ tests }: Report): readonly string[] {
  return tests.map(({ id, outcome, message }) =>
    [id.slice(id.indexOf('::') + 2), outcome, ...(message === null ? [] : [message])].join(': '),
  );
}
