import type { Code, CodeArgs, Message } from '../../contract/codes';
import { emptyFailure, type Failure, type Location } from '../../contract/events';
import { learnerFile, WORK } from '../../contract/image';
import { type KnownPackages, NO_PACKAGES, type ProgramReader } from '../../contract/language';
import type { TestVerdict } from '../../contract/verdict';
import { habitOf } from '../evidence/habits';
import { hangArgs, hangLocationOf } from '../evidence/hang-location';
import { type Crash, crashOf, forgotten, saidNothing } from '../evidence/locate';
import { learnerFrame, locationOfFrame, readerOf } from '../evidence/readers';
import { adviceCatalogue, textFor } from '../texts/advice-catalogue';
import { type Text, textOf } from '../texts/index';
import { endedBadly, suiteException } from '../verdict/endings';
import { versionText } from './version-text';

/** The text for a learner about one test. The lines of `message` are in order of importance. */
export interface Description {
  readonly message: string | null;
  readonly advice: string | null;
  /** The learner's line to look at. */
  readonly location: Location | null;
}

/** Failures that already say how the program ended. */
const TELL_THE_END: ReadonlySet<Code> = new Set(['exited', 'exited-early', 'call-ended', 'exit-code', 'launcher-lost']);
/** Failures that use the author's words, when there are any. */
const OF_THE_AUTHOR: ReadonlySet<Code> = new Set(['message', 'assertion']);

export function describe(test: TestVerdict): Description {
  const { outcome, failure, location } = test;
  if (outcome === 'passed') return { message: null, advice: null, location: null };
  if (outcome === 'not-run' || outcome === 'skipped')
    return { message: textOf(failure ?? { code: 'not-run', args: {} }).title, advice: null, location };
  if (outcome === 'errored') return of([suiteText(test)], null);
  return failed(test, failure ?? emptyFailure({ code: 'message', args: {} }));
}

/** A crash is the cause and comes first. An exception that the program survived only explains, and comes second. */
function failed(test: TestVerdict, failure: Failure): Description {
  const own = ownText(failure, test.language);
  const reader = readerOf(test);
  const crash = crashOf(test);
  const told = crash === null ? null : textOf(messageOfCrash(crash, failure, reader, test.packages));
  if (crash !== null && told !== null) {
    const reason = versionText(test);
    const lines = seen(crash, told, own, failure, reader);
    if (reason !== null) return of([reason, ...lines], test.location);
    return of(lines, test.location, crash.kind === 'program-reported' ? explained(told, failure) : []);
  }
  if ('computed' in failure.args && failure.args.computed !== null) return of([own], test.location);
  const bad = TELL_THE_END.has(failure.code) ? undefined : test.programs.find(endedBadly);
  if (bad === undefined) return waited(test, own, failure.advice);
  const ended = textFor(
    { code: 'program-ended', args: { exit_code: bad.exit_code, signal: bad.signal } },
    test.language,
  );
  return of([ended, ...hangLocationText(test), { title: own.title }], test.location);
}

/** What was seen of it, in the order of a crash without such a reason. */
function seen(
  { kind, exception }: Crash,
  told: Text,
  own: Text,
  failure: Failure,
  reader: ProgramReader,
): readonly Text[] {
  if (kind !== 'program-reported' && reader.isUnreadable(exception)) return [told];
  if (kind === 'program-stopped') return [told, { title: own.title }];
  if (kind === 'raised') return [...authored(failure), told, ...path(failure, reader)];
  // The failure points at the line of the exception, so the exception is what is wrong there.
  return learnerFrame(exception) === null ? [own, told] : [told, own];
}

/** An exception may be a slip, or what comes of a fault that only the author knows: `store[key]` where each client has a store. */
function explained(told: Text, { advice }: Failure): readonly (string | undefined)[] {
  return [told.advice, advice ?? undefined];
}

/**
 * The author's advice comes first; without it, the advice is what the program waited for. What the author cannot know (a coroutine, a
 * sleep, a lock) is always added. For an event loop it replaces the author's advice, which may speak of threads.
 */
function waited(test: TestVerdict, own: Text, authors: string | null): Description {
  const [quiet, where] = [silent(test), hangLocationText(test)];
  const ours = [...quiet, ...where][0]?.advice;
  const wait = hangLocationOf(test)?.wait ?? null;
  const alone = forgotten(test) !== null || wait === 'loop';
  const first = alone || wait === 'sleep' || wait === 'lock' ? ours : undefined;
  const advice =
    first === undefined ? [authors ?? ours ?? own.advice] : [first, alone ? undefined : (authors ?? undefined)];
  return of([own, ...quiet, ...where], test.location, advice);
}

/** The author's words before ours, and their advice instead of ours. */
function ownText(failure: Failure, language: string): Text {
  const text = textFor(failure, language);
  const advice = failure.advice ?? text.advice;
  const rest = advice === undefined ? {} : { advice };
  if (failure.message === null) return { ...text, ...rest };
  return OF_THE_AUTHOR.has(failure.code)
    ? { ...text, title: failure.message, ...rest }
    : { title: `${failure.message}\n${text.title}`, ...rest };
}

function authored({ message }: Failure): readonly Text[] {
  return message === null ? [] : [{ title: message }];
}

/** The path to the line, if it leads through more than one of the learner's lines. */
function path({ traceback }: Failure, reader: ProgramReader): readonly Text[] {
  const shown = reader.learnersTraceback(traceback ?? '');
  return shown.split('\n  File "').length > 2 ? [{ title: shown }] : [];
}

/** For a program that did nothing and did not even report an error, or did what beginners often do instead. */
function silent(test: TestVerdict): readonly Text[] {
  const found = forgotten(test);
  const { language } = test;
  if (found !== null)
    return [textFor({ code: 'never-awaited', args: { function: found.function, ...found.place } }, language)];
  if (saidNothing(test)) return [textFor({ code: 'said-nothing', args: {} }, language)];
  const habit = habitOf(test);
  return habit === null ? [] : [textFor(habit, language)];
}

/** Where a program was when the test gave up on it, or where it crashed. The stack was taken at that moment. */
function hangLocationText(test: TestVerdict): readonly Text[] {
  const found = hangLocationOf(test);
  return found === null
    ? []
    : [textFor({ code: `program-${found.kind}` as const, args: hangArgs(found) }, test.language)];
}

function suiteText({ name, failure, place }: TestVerdict): Text {
  const at = failure?.place ?? place;
  return textOf({
    code: 'suite-error',
    args: { ...suiteException(failure), test: name, file: at.file, line: at.line },
  });
}

/** An exception of the learner's, as a message. */
export function messageOfCrash(
  { kind, exception }: Crash,
  failure: Failure,
  reader: ProgramReader,
  packages: KnownPackages = NO_PACKAGES,
): Message {
  const frame = learnerFrame(exception);
  const place = frame === null ? null : locationOfFrame(frame);
  const message = withoutFolder(exception.message);
  const args: CodeArgs['raised'] = {
    type: exception.type,
    message,
    file: place?.file ?? null,
    line: place?.line ?? null,
    source: frame?.source.join('\n') ?? null,
    function: 'function' in failure.args ? failure.args.function : null,
    wanted: kind === 'raised' && failure.code === 'raised' ? (failure.args.wanted ?? null) : null,
    advice: adviceCatalogue[reader.id]?.ofException(exception.type, message, packages) ?? null,
    unreadable_by: reader.isUnreadable(exception) ? reader.name : null,
  };
  return kind === 'program-reported' && exception.inThread
    ? { code: kind, args: { ...args, thread: true } }
    : { code: kind, args };
}

const PATH = new RegExp(`${WORK}/[^\\s'")]+`, 'g');

/** Some messages quote a path. The learner knows it without our folder. */
function withoutFolder(message: string): string {
  return message.replace(PATH, (path) => learnerFile(path) ?? path);
}

function of(
  texts: readonly Text[],
  location: Location | null,
  advice: readonly (string | undefined)[] = [],
): Description {
  const lines = texts.flatMap(({ title, body }) => (body === undefined ? [title] : [title, body]));
  const given = advice.length > 0 ? advice : [texts.find((text) => text.advice !== undefined)?.advice];
  const said = given.filter((text) => text !== undefined);
  return { message: lines.join('\n'), advice: said.length === 0 ? null : said.join('\n'), location };
}
