import type { Course } from '../course/format/format';
import { readCourse } from '../course/format/read';
import { chooseRuntime } from '../run/runtime-choice';
import type { Runtimes } from '../run/runtimes';
import { ALL_RUNTIMES, type CheckArgs, runtimesIn, type WorkArgs } from './args';
import type { CommandContext } from './command';

/**
 * The ids of the runtimes in which a course is checked, one after the other. All are known to be the course's before the first check begins.
 * @returns null for one check, in the runtime that a run would take, or in the one that `--runtime` names
 * @throws CodedError `unknown-runtime`, `runtime-not-in-course`
 */
export async function checkedRuntimes(
  { runtime }: Pick<CheckArgs, 'runtime'>,
  directory: string,
  runtimes: Pick<Runtimes, 'known' | 'fitting'>,
): Promise<readonly string[] | null> {
  const { course } = runtime === null ? { course: null } : await readCourse(directory);
  if (course === null) return null; // of one that cannot be read, the check says why
  const ids =
    runtime === ALL_RUNTIMES ? await all(course, runtimes) : await named(runtimesIn(runtime), course, runtimes);
  // Of a course that no runtime fits, the check says so, too.
  return ids.length === 0 || (ids.length === 1 && ids[0] === runtime) ? null : ids;
}

/** Nothing is begun where a runtime of `--runtime` is none. @throws CodedError `unknown-runtime` */
export async function refuseUnknown(
  { command, runtime }: Pick<WorkArgs, 'command' | 'runtime'>,
  runtimes: Pick<Runtimes, 'named'>,
): Promise<void> {
  if (runtime === null || (command === 'check' && runtime === ALL_RUNTIMES)) return;
  const ids = command === 'check' ? runtimesIn(runtime) : [];
  for (const id of ids.length < 2 ? [runtime] : ids) await runtimes.named(id);
}

/** The oldest first. */
async function all(course: Course, runtimes: Pick<Runtimes, 'fitting'>): Promise<readonly string[]> {
  return (await runtimes.fitting(course)).map(({ id }) => id).reverse();
}

async function named(ids: readonly string[], course: Course, runtimes: Pick<Runtimes, 'known'>) {
  return Promise.all([...new Set(ids)].map((id) => chosen(course, id, runtimes)));
}

async function chosen(course: Course, asked: string, runtimes: Pick<Runtimes, 'known'>): Promise<string> {
  const nothing = { inProgress: null, wanted: null, setting: null, there: () => false };
  return chooseRuntime({ course, known: await runtimes.known(), asked, ...nothing }).runtime.id;
}

/** Work in another runtime, with runners that are gone when it has ended. */
export async function withinRuntime<T>(
  context: CommandContext,
  id: string,
  work: (context: CommandContext) => Promise<T>,
): Promise<T> {
  const { runner, references } = context.inRuntime(id);
  try {
    return await work({ ...context, runner, references });
  } finally {
    await references.dispose();
    await runner.dispose();
  }
}
