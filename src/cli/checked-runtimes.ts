import type { Runtime } from '../contract/runtime';
import { isInRange } from '../course/format/range';
import { readCourse } from '../course/format/read';
import type { Runtimes } from '../run/runtimes';
import { ALL_RUNTIMES, type CheckArgs, runtimesIn, type WorkArgs } from './args';
import type { CommandContext } from './command';

/**
 * The ids of the runtimes in which a course is checked, one after the other.
 * @returns null for one check, in the runtime that a run would take, or in the one that `--runtime` names
 */
export async function checkedRuntimes(
  { runtime }: Pick<CheckArgs, 'runtime'>,
  directory: string,
  runtimes: Pick<Runtimes, 'known'>,
): Promise<readonly string[] | null> {
  if (runtime === ALL_RUNTIMES) return fitting(directory, await runtimes.known());
  const named = runtimesIn(runtime);
  return named.length < 2 ? null : [...new Set(named)];
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

/** The oldest first. Null for a course that cannot be read, or that takes none: its check says why. */
async function fitting(directory: string, known: readonly Runtime[]): Promise<readonly string[] | null> {
  const { course } = await readCourse(directory);
  if (course === null) return null;
  const range = course.runtimes[course.language] ?? '';
  const own = known.filter(({ language, version }) => language === course.language && isInRange(version, range));
  return own.length === 0 ? null : own.map(({ id }) => id).reverse();
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
