import { learnerFile } from '../../../contract/image';
import type { JobFile } from '../../../contract/job';
import type { RaisedException, VersionReason } from '../../../contract/language';
import { type Compiled, type CourseRuntimes, isOlder } from '../../../contract/runtime';
import { isAnnotation, isInAnnotation, isInDictionary } from './annotations';
import { changedWay } from './changed-ways';
import { cameWith, type NameChange, wentWith } from './new-names';
import { namesException, newerSyntax, SINCE } from './newer-syntax';
import { isOwnModule, isOwnName } from './own-names';

/** Whether it says that a file of the learner's could not be read. */
export function isUnreadFile(exception: RaisedException): boolean {
  return learnerFile(unreadPath(exception) ?? '') !== null;
}

/** The path of a file that could not be read, also one of a suite. Text that the program compiles itself, with `eval`, is no file. */
function unreadPath({ type, frames }: RaisedException): string | null {
  const last = frames.at(-1);
  // What is wrong with an indentation is wrong in every version. A line that was being run has the name of its function.
  return type === 'SyntaxError' && last?.name === null && !last.file.startsWith('<') ? last.file : null;
}

/** A Python that would read this program, or would have known a name that it uses: not a mistake of the learner's. Null for any other exception. */
export function versionReason(
  exception: RaisedException,
  interpreter: string,
  runtimes: CourseRuntimes | null = null,
): VersionReason | null {
  const found = /^3\.\d+/.exec(interpreter)?.[0];
  if (found === undefined) return null;
  const files = runtimes?.files ?? [];
  if (unreadPath(exception) !== null) return ofSyntax(exception, found, runtimes?.compiled ?? null);
  return (
    changedWay(exception, found, files) ??
    ofNameInAnnotation(exception, found, files) ??
    ofName(exception, found, files) ??
    ofAnnotation(exception, found, files)
  );
}

/** A compiler knows better than our reading of one line, for all versions up to its own. A mistake behind that line is another one. */
function ofSyntax(
  { message, frames }: RaisedException,
  found: string,
  compiled: Compiled | null,
): VersionReason | null {
  const line = frames.at(-1)?.source[0] ?? '';
  const what = newerSyntax(message, line);
  const read = what === null || !isOlder(found, SINCE[what]) ? null : newer(what, SINCE[what], found);
  if (compiled === null || (read !== null && isOlder(compiled.version, read.version))) return read;
  if (!compiled.reads) return compiled.further === true ? read : null;
  return read ?? (namesException(line) ? null : newer('unread', compiled.version, found));
}

function newer(what: string, version: string, found: string): VersionReason {
  return { kind: 'newer', version, found, what, instead: null };
}

/** A name that only an annotation uses, before it is there. */
function ofNameInAnnotation(
  exception: RaisedException,
  found: string,
  files: readonly JobFile[],
): VersionReason | null {
  const { type, message, frames } = exception;
  const [, name = ''] = /^name '([^']+)' is not defined/.exec(type === 'NameError' ? message : '') ?? [];
  const own = frames.some((frame) => frame.name === name);
  const line = frames.at(-1)?.source[0] ?? '';
  if (name === '' || (!own && message.includes('Did you mean')) || !isAnnotation(name, line)) return null;
  return lazyAnnotation(exception, found, files);
}

/** What an annotation computes and cannot, such as `'Server' | None`: Python shows which part of the line that is. */
function ofAnnotation(exception: RaisedException, found: string, files: readonly JobFile[]): VersionReason | null {
  const { type, message, frames } = exception;
  const [line = '', marks = ''] = frames.at(-1)?.source ?? [];
  const [from, to] = [marks.search(/[~^]/), marks.trimEnd().length];
  if (!/^(?:Type|Attribute)Error$/.test(type) || message.includes('Did you mean')) return null;
  return isInAnnotation(line, from, to) ? lazyAnnotation(exception, found, files) : null;
}

function lazyAnnotation({ frames }: RaisedException, found: string, files: readonly JobFile[]): VersionReason | null {
  const { annotation } = SINCE;
  const last = frames.at(-1);
  const path = last === undefined ? null : learnerFile(last.file);
  const text = files.find((file) => file.path === path)?.bytes;
  if (text !== undefined && isInDictionary(Buffer.from(text).toString(), last?.line ?? 0)) return null;
  return isOlder(found, annotation) ? newer('annotation', annotation, found) : null;
}

/** What an exception says of a name, and how the tables write it. */
const MESSAGES: readonly (readonly [type: string, RegExp, keys: (...parts: readonly string[]) => readonly string[]])[] =
  [
    [
      'ImportError',
      /^cannot import name '(\w+)' from '([\w.]+)'/,
      (name, from) => [`${from}:${name}`, `${from}.${name}`],
    ],
    ['ModuleNotFoundError', /^No module named '([\w.]+)'/, (module = '') => [module, module.split('.')[0] ?? '']],
    [
      'AttributeError',
      /^module '([\w.]+)' has no attribute '(\w+)'/,
      (from, name) => [`${from}:${name}`, `${from}.${name}`],
    ],
    [
      'AttributeError',
      /^(?:type object )?'(?:\w+\.)*(?:(Pure)?(?:Posix|Windows)(?=Path))?(\w+)'(?: object)? has no attribute '(\w+)'/,
      (pure = '', type, name) => [`${pure}${type}.:${name}`, `*.:${name}`],
    ],
    ['NameError', /^name '(\w+)' is not defined/, (name) => [`:${name}`]],
    [
      'TypeError',
      /^(?:\w+\.)*?((?:\w+\.)?(\w+))\(\) got an unexpected keyword argument '(\w+)'/,
      (whole, last, name) => [`${last}():${name}`, `${whole}():${name}`],
    ],
    ['TypeError', /^'(\w+)' is an invalid keyword argument for (\w+)\(\)/, (name, of) => [`${of}():${name}`]],
  ];

function ofName(exception: RaisedException, found: string, files: readonly JobFile[]): VersionReason | null {
  const { type, message } = exception;
  // A name of the learner's own module: the message ends with the path of its file.
  const path = /\((\/[^)]*)\)$/.exec(message.split('\n', 1)[0] ?? '')?.[1];
  if (path !== undefined && learnerFile(path) !== null) return null;
  const keys = MESSAGES.flatMap(([of, pattern, keysOf]) => {
    const parts = of === type ? pattern.exec(message) : null;
    return parts === null ? [] : keysOf(...parts.slice(1));
  });
  const asked = [...keys, ...withoutKeywords(exception)].filter((key) => !isOwnModule(files, key, exception));
  const reason = reasonOf(asked, found);
  if (reason === null || !asked.some((key) => isOwnName(files, key))) return reason;
  // A class of the learner's own may be derived from one of the library's, so what any class may have counts.
  const ofAny = asked.filter((key) => key.startsWith('*.'));
  return reasonOf(ofAny, found);
}

/** A function in C says only that it takes no names: the learner's line has them. */
function withoutKeywords({ type, message, frames }: RaisedException): readonly string[] {
  const [, of] = /^(?:\w+\.)*(\w+)\(\) takes no keyword arguments/.exec(type === 'TypeError' ? message : '') ?? [];
  const line = frames.at(-1)?.source[0] ?? '';
  return of === undefined ? [] : [...line.matchAll(/\b(\w+)\s*=(?!=)/g)].map(([, name]) => `${of}():${name}`);
}

function reasonOf(keys: readonly string[], found: string): VersionReason | null {
  for (const key of keys) {
    const [came, went] = [cameWith(key), wentWith(key)];
    const what = nameOf(key);
    if (came !== null && isOlder(found, came.version)) return reason('newer', what, came, found);
    if (went !== null && !isOlder(found, went.version)) return reason('removed', what, went, found);
  }
  return null;
}

function reason(
  kind: VersionReason['kind'],
  what: string,
  { version, instead }: NameChange,
  found: string,
): VersionReason {
  return { kind, what: `\`${what}\``, version, found, instead };
}

/** As a person writes it: `itertools.batched`, `Path.walk`, `walk_up=`. */
function nameOf(key: string): string {
  const [owner = '', name = owner] = key.split(':');
  if (owner.endsWith('()')) return `${name}=`;
  if (owner === '' || owner === '*.' || name === owner) return name;
  return `${owner.replace(/\.$/, '')}.${name}`;
}
