import path from 'node:path';
import { parse } from 'smol-toml';
import { utf8 } from '../../contract/decode';
import type { WantedVersion } from '../../contract/runtime';
import { readWhole } from '../files/disk';
import { compareVersions, parseVersion } from '../format/range';
import { poetryConstraint } from './poetry-constraint';
import { specifiersOf, type VersionTest } from './version-specifiers';

type Wish = Omit<WantedVersion, 'file'>;

const MAX_BYTES = 256 * 1024;
/** Of what a file says, in characters: it is shown to the learner. */
const SAID_LENGTH = 100;
/** `3`, `3.12`, `3.12.4`, `3.14.0rc1`, `3.13t`, `3.12.4/envs/mine`, `cpython-3.12.4-linux`. */
const VERSION = /^(?:c?python[-@]?)?(\d{1,4}(?:\.\d{1,4})?)(?:\.\d{1,4})?(?:-dev|(?:a|b|rc)\d+)?t?(?:[-+/]\S*)?$/i;

/**
 * The version of Python that a learner's folder asks for: in its `.python-version`, else in its `pyproject.toml`. Folders around it are
 * not asked. Null when it says nothing that can be read. Never rejects.
 * @param root absolute
 */
export async function readWantedVersion(root: string): Promise<WantedVersion | null> {
  const inFile = async (file: string, read: (text: string) => Wish | null): Promise<WantedVersion | null> => {
    const bytes = await readWhole(path.join(root, file), MAX_BYTES).catch(() => null);
    const wish = bytes === null ? null : read(utf8(bytes) ?? '');
    return wish === null ? null : { file, ...wish };
  };
  return (await inFile('.python-version', inVersionFile)) ?? inFile('pyproject.toml', inProjectFile);
}

/**
 * Reads a `.python-version` as pyenv does: `python` is the first version in it. A line that names no release of CPython, such as `system`
 * or `pypy3.10-7.3`, says nothing.
 */
export function inVersionFile(text: string): Wish | null {
  const lines = text.split(/[\r\n]+/).map((line) => line.replace(/#.*/, '').trim());
  for (const line of lines) {
    const wish = /^[<>=!~]/.test(line) ? wishFor(line, specifiersOf) : wishFor(line.split(/\s/)[0], namedVersion);
    if (wish !== null) return wish;
  }
  return null;
}

function namedVersion(name: string): VersionTest | null {
  const [, named] = VERSION.exec(name) ?? [];
  if (named === undefined) return null;
  const numbers = parseVersion(named);
  return (version) => compareVersions(parseVersion(version).slice(0, numbers.length), numbers) === 0;
}

/** Reads `requires-python` in a `pyproject.toml`; where it is absent, what Poetry has in its place. */
export function inProjectFile(text: string): Wish | null {
  const { project, tool } = fieldsOf(projectOf(text));
  const dependency = fieldsOf(fieldsOf(fieldsOf(tool).poetry).dependencies).python;
  const constraint = typeof dependency === 'string' ? dependency : fieldsOf(dependency).version;
  return wishFor(fieldsOf(project)['requires-python'], specifiersOf) ?? wishFor(constraint, poetryConstraint);
}

/** What a `pyproject.toml` says; null for one that cannot be read. */
export function projectOf(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return null;
  }
}

/** The fields of a value that may be anything; none if it has none. */
export function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function wishFor(said: unknown, read: (text: string) => VersionTest | null): Wish | null {
  if (typeof said !== 'string' || said.length > SAID_LENGTH) return null;
  const fits = read(said);
  return fits === null ? null : { said: said.trim(), fits };
}
