import type { JobFile } from '../../../contract/job';
import type { RaisedException, VersionReason } from '../../../contract/language';
import { isOlder } from '../../../contract/runtime';
import { isInProgram } from './own-names';

/** Something that is still there under its name, but that another version does in another way, and what then goes wrong. */
interface ChangedWay {
  readonly kind: VersionReason['kind'];
  readonly version: string;
  /** See `VersionReason`. */
  readonly what: string;
  readonly types: RegExp;
  readonly says?: RegExp;
  /** Asked about the files of the frames, from the innermost. */
  readonly inside?: (files: readonly string[]) => boolean;
  /** Of the line that raised it. */
  readonly line?: RegExp;
  /** With this in the program, the mistake is its own in any version. */
  readonly unless?: RegExp;
}

/** A program that says itself how its processes are started. */
const OWN_START = /\b(?:set_start_method|get_context)\(/;
/** A loop that was there and has ended. */
const ENDED_LOOP = /\basyncio\.run\(|^[ \t]*from asyncio import .*\brun\b|\bRunner\(|\bset_event_loop\(\s*None/m;

/** From "What's New In Python 3.13" and "3.14" (docs.python.org/3/whatsnew). */
const WAYS: readonly ChangedWay[] = [
  {
    kind: 'newer',
    version: '3.13',
    what: 'generator-types',
    types: /^TypeError$/,
    says: /^Too few (?:arguments|parameters) for typing\.(?:Async)?Generator\b/,
  },
  {
    kind: 'newer',
    version: '3.13',
    what: 'async-for',
    types: /^TypeError$/,
    says: /^'async for' requires an object with __aiter__ method, got generator/,
    line: /\bas_completed\(/,
  },
  {
    kind: 'removed',
    version: '3.14',
    what: 'event-loop',
    types: /^RuntimeError$/,
    says: /^There is no current event loop in thread 'MainThread'/,
    inside: ([innermost = '']) => /\/asyncio\/\w+\.py$/.test(innermost),
    unless: ENDED_LOOP,
  },
  {
    kind: 'removed',
    version: '3.14',
    what: 'fork',
    types:
      /(?:^|\.)(?:PicklingError|TypeError|AttributeError|ConnectionResetError|BrokenPipeError|EOFError|RuntimeError)$/,
    inside: (files) => files.some((file) => /\/multiprocessing\/(?:popen_)?forkserver\.py$/.test(file)),
    unless: OWN_START,
  },
];

/** @param found the version of the sandbox */
export function changedWay(exception: RaisedException, found: string, files: readonly JobFile[]): VersionReason | null {
  const { type, message, frames } = exception;
  const inside = frames.map(({ file }) => file).reverse();
  const line = frames.at(-1)?.source[0] ?? '';
  const way = WAYS.find(
    (one) =>
      isOlder(found, one.version) === (one.kind === 'newer') &&
      one.types.test(type) &&
      (one.says?.test(message) ?? true) &&
      (one.inside?.(inside) ?? true) &&
      (one.line?.test(line) ?? true),
  );
  if (way !== undefined && !(way.unless !== undefined && isInProgram(files, way.unless))) return reasonOf(way, found);
  return isLostGlobal(exception, files) && !isOlder(found, FORK.version) ? reasonOf(FORK, found) : null;
}

const FORK: Pick<ChangedWay, 'kind' | 'version' | 'what'> = { kind: 'removed', version: '3.14', what: 'fork' };

function reasonOf({ kind, version, what }: typeof FORK, found: string): VersionReason {
  return { kind, version, what, found, instead: null };
}

/** A name that the main program has given a value below its guard: a process that was not forked does not know it. */
function isLostGlobal({ type, message, frames }: RaisedException, files: readonly JobFile[]): boolean {
  const [, name = ''] = /^name '(\w+)' is not defined/.exec(type === 'NameError' ? message : '') ?? [];
  const inProcess = frames.some(({ file }) => /\/multiprocessing\/process\.py$/.test(file));
  const given = new RegExp(`^[ \\t]+(?:${name}\\b[^=\\n]*=(?!=)|with\\b.*\\bas ${name}\\b)`, 'm');
  return name !== '' && inProcess && isInProgram(files, given) && !isInProgram(files, OWN_START);
}
