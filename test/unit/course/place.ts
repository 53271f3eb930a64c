import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CodedError } from '../../../src/contract/codes';
import type { Platform } from '../../../src/contract/platform';
import { takeSnapshot } from '../../../src/course/program/snapshot';
import { argsIn } from '../../support/messages';

export function platformOf(platform: NodeJS.Platform, home = '/home/mia'): Platform {
  return { platform, env: {}, home };
}

export const LINUX = platformOf('linux');
export const WINDOWS = platformOf('win32', 'C:\\Users\\Mia');
export const MAC = platformOf('darwin', '/Users/mia');

const made: string[] = [];

/** A new folder with a blank and umlauts in its name, and these files in it. */
export async function makeFolder(files: Readonly<Record<string, string | Uint8Array>> = {}): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'Übungen für Mia '));
  made.push(folder);
  for (const [name, content] of Object.entries(files)) await put(folder, name, content);
  return folder;
}

export async function put(folder: string, name: string, content: string | Uint8Array): Promise<void> {
  await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
  await writeFile(path.join(folder, name), content);
}

/** The user of a folder without write permission: root may write everywhere. */
const NOBODY = 65_534;

/** Takes the right to write below a folder's `.codealong`, or gives it back. */
export async function writable(folder: string, may: boolean): Promise<void> {
  if (may) process.seteuid?.(process.getuid?.() ?? 0);
  await chmod(folder, may ? 0o700 : 0o555);
  await chmod(path.join(folder, '.codealong'), may ? 0o700 : 0o555);
  if (!may && process.getuid?.() === 0) process.seteuid?.(NOBODY);
}

/** Removes every folder that was made. */
export async function removeFolders(): Promise<void> {
  await Promise.all(made.splice(0).map((folder) => rm(folder, { recursive: true, force: true })));
}

/** For `assert.throws` and `assert.rejects`: a coded error with this code and at least these args. */
export function coded(code: string, args: object = {}) {
  return (error: unknown): boolean => {
    if (!(error instanceof CodedError)) throw error;
    const got = {
      code: error.code,
      ...Object.fromEntries(Object.keys(args).map((key) => [key, argsIn(error.args)[key]])),
    };
    const wanted = { code, ...args };
    if (JSON.stringify(got) === JSON.stringify(wanted)) return true;
    throw new Error(`${JSON.stringify({ code: error.code, args: error.args })} is not ${JSON.stringify(wanted)}`);
  };
}

type Wish = Partial<Parameters<typeof takeSnapshot>[0]>;

/** The snapshot of a folder whose entry is main.py, unless the wish says otherwise. */
export function take(root: string, wish: Wish = {}, platform = LINUX) {
  return takeSnapshot({ language: 'python', root, entry: 'main.py', override: null, ...wish }, platform);
}

/** The smallest course that is valid, with these fields changed. */
export function courseText(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    format_version: 2,
    id: 'echo',
    title: 'An echo',
    runtimes: { python: '>=3.11' },
    entry: 'main.py',
    shape: 'growing',
    steps: [
      { id: 'say', title: 'Say it' },
      { id: 'repeat', title: 'Repeat it' },
    ],
    ...changes,
  };
}

/** The same course as version 1 of the format has it, with these fields changed. */
export function firstCourseText(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const { runtimes: _, ...rest } = courseText();
  const fixed = { runtime: 'python3', image: 'codealong-python-runner', network: 'none' };
  return { ...rest, format_version: 1, language: 'python', ...fixed, ...changes };
}

/** The files of a course with two steps, below `prefix`. */
export function courseFiles(prefix = '', changes: Readonly<Record<string, unknown>> = {}): Record<string, string> {
  return {
    [`${prefix}course.json`]: JSON.stringify(courseText(changes), null, 2),
    [`${prefix}steps/01-say/test_say.py`]: 'def test_says():\n    """Says it"""\n',
    [`${prefix}steps/02-repeat/test_repeat.py`]: 'def test_repeats():\n    pass\n',
  };
}
