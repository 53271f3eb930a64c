import { CodedError, type Message } from '../contract/codes';
import type { RuntimeCodes } from '../contract/codes/runtime-codes';
import { type Runtime, runtimeTitle, type WantedVersion } from '../contract/runtime';
import type { Course } from '../course/format/format';
import { nearest } from '../course/format/nearest';
import { compareVersions, isInRange, parseRange, parseVersion } from '../course/format/range';
import { languageOf } from '../course/languages';

/** Everything that has a say in which runtime a program gets. Runtimes by their ids; null where nothing is said. */
export interface RuntimeQuestion {
  readonly course: Pick<Course, 'title' | 'language' | 'runtimes'>;
  /** All runtimes that this version of CodeAlong has. */
  readonly known: readonly Runtime[];
  /** What the learner asks for, for this once or from now on. */
  readonly asked: string | null;
  /** The one that the learner works in. */
  readonly inProgress: string | null;
  readonly wanted: WantedVersion | null;
  /** The setting `codealong.runtime.<language>`. */
  readonly setting: string | null;
  /** Whether the image of a runtime is there. */
  readonly there: (id: string) => boolean;
}

/** What has decided. `there`: nobody asked for one, and its image is there. `recommended`: nor is any image there. */
export type RuntimeReason = 'asked' | 'in-progress' | 'folder' | 'setting' | 'there' | 'recommended';

export interface ChosenRuntime {
  readonly runtime: Runtime;
  readonly why: RuntimeReason;
  /** What the learner should know of it. */
  readonly notes: readonly Message<RuntimeNote>[];
}

type RuntimeNote = 'runtime-by-folder' | 'folder-version-missing' | 'setting-not-in-course';

/** The choice, before anything has decided: the question, and the runtimes in which the course can be done. */
interface Choice extends RuntimeQuestion {
  readonly fitting: readonly Runtime[];
  readonly newest: Runtime;
  readonly asking: Pick<RuntimeCodes['runtime-gone'], 'course' | 'language' | 'range' | 'fitting'>;
}

/**
 * The first that says something decides: what is asked for, the runtime that the learner works in, their folder, their setting. Otherwise it is
 * the newest one whose image is there, else the recommended one. What the learner asks for, or works in, is never replaced by another one.
 * @throws CodedError `no-runtime-fits`, `unknown-runtime`, `runtime-not-in-course`, `runtime-gone`
 */
export function chooseRuntime(question: RuntimeQuestion): ChosenRuntime {
  const choice = choiceOf(question);
  const { asked, inProgress } = question;
  if (asked !== null) return { runtime: askedFor(asked, choice), why: 'asked', notes: [] };
  if (inProgress !== null) return { runtime: workedIn(inProgress, choice), why: 'in-progress', notes: [] };
  return ofFolder(choice) ?? ofNobody(choice);
}

function choiceOf(question: RuntimeQuestion): Choice {
  const { course, known } = question;
  const range = course.runtimes[course.language] ?? '';
  const ofLanguage = newestFirst(known.filter(({ language }) => language === course.language));
  const fitting = ofLanguage.filter(({ version }) => isInRange(version, range));
  const asking = { course: course.title, language: languageOf(course).name, range, fitting: titles(fitting) };
  const [newest] = fitting;
  if (newest === undefined) {
    const { fitting: _, ...args } = asking;
    const later = mayFitLater(range, ofLanguage[0]?.version ?? '');
    throw new CodedError('no-runtime-fits', { ...args, known: titles(ofLanguage), later });
  }
  return { ...question, fitting, newest, asking };
}

/** Runtimes are added at the newer end: whether a range that none fits has a version there. */
function mayFitLater(range: string, newest: string): boolean {
  const begins = (parseRange(range) ?? []).filter(({ sign }) => sign !== '<').map(({ version }) => version);
  return begins.some((one) => isInRange(one.join('.'), range) && compareVersions(one, parseVersion(newest)) > 0);
}

function newestFirst(runtimes: readonly Runtime[]): readonly Runtime[] {
  const versions = (runtime: Runtime) => parseVersion(runtime.version);
  return [...runtimes].sort((left, right) => compareVersions(versions(right), versions(left)));
}

/** From the oldest to the newest, as people count. */
function titles(runtimes: readonly Runtime[]): string {
  return runtimes
    .map(({ title }) => title)
    .reverse()
    .join(', ');
}

/** @param setting that names it; null for a command. @throws CodedError `unknown-runtime` */
export function runtimeNamed(runtime: string, known: readonly Runtime[], setting: string | null = null): Runtime {
  const found = byId(known, runtime);
  if (found !== undefined) return found;
  const ids = known.map(({ id }) => id);
  // Many name the version alone.
  const suggestion = known.find(({ version }) => version === runtime)?.id ?? nearest(runtime, ids);
  throw new CodedError('unknown-runtime', { runtime, setting, known: ids.join(', '), suggestion });
}

function askedFor(id: string, choice: Choice): Runtime {
  const runtime = runtimeNamed(id, choice.known);
  if (!choice.fitting.includes(runtime))
    throw new CodedError('runtime-not-in-course', { ...choice.asking, runtime: runtime.title });
  return runtime;
}

function workedIn(id: string, { known, fitting, asking }: Choice): Runtime {
  const runtime = byId(fitting, id);
  if (runtime !== undefined) return runtime;
  const why = byId(known, id) === undefined ? 'unknown' : 'range';
  throw new CodedError('runtime-gone', { ...asking, runtime: byId(known, id)?.title ?? runtimeTitle(id), why });
}

/** Null when the folder asks for nothing. For a version that is not to be had, it goes on as if it asked for nothing, and says so. */
function ofFolder(choice: Choice): ChosenRuntime | null {
  const { wanted, fitting } = choice;
  if (wanted === null) return null;
  const { file, said } = wanted;
  const found = fitting.filter(({ version }) => wanted.fits(version));
  const [newest] = found;
  if (newest !== undefined) {
    const { runtime } = atHand(found, newest, choice);
    return {
      runtime,
      why: 'folder',
      notes: [{ code: 'runtime-by-folder', args: { file, said, runtime: runtime.title } }],
    };
  }
  const otherwise = ofNobody(choice);
  const args = { file, said, fitting: choice.asking.fitting, runtime: otherwise.runtime.title };
  return { ...otherwise, notes: [{ code: 'folder-version-missing', args }, ...otherwise.notes] };
}

function ofNobody(choice: Choice): ChosenRuntime {
  const { setting: id, course, fitting, newest, known } = choice;
  if (id === null) return { ...atHand(fitting, newest, choice), notes: [] };
  const setting = `codealong.runtime.${course.language}`;
  const named = runtimeNamed(id, known, setting);
  if (fitting.includes(named)) return { runtime: named, why: 'setting', notes: [] };
  const otherwise = atHand(fitting, newest, choice);
  const args = { setting, named: named.title, course: course.title, runtime: otherwise.runtime.title };
  return { ...otherwise, notes: [{ code: 'setting-not-in-course', args }] };
}

/** @param runtimes the newest first, and `newest` again */
function atHand(
  runtimes: readonly Runtime[],
  newest: Runtime,
  { there }: Choice,
): Pick<ChosenRuntime, 'runtime' | 'why'> {
  const present = runtimes.find(({ id }) => there(id));
  if (present !== undefined) return { runtime: present, why: 'there' };
  return { runtime: runtimes.find(({ recommended }) => recommended) ?? newest, why: 'recommended' };
}

function byId(runtimes: readonly Runtime[], wanted: string): Runtime | undefined {
  return runtimes.find(({ id }) => id === wanted);
}
