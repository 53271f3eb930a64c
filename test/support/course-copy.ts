import assert from 'node:assert/strict';
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { CheckFinding } from '../../src/authoring/finding';
import type { CheckOptions } from '../../src/authoring/try-all';
import { codealong } from './cli';
import { inTemporaryFolder, ROOT } from './run';

/** Two small courses: calc is a growing one, kata has separate steps. */
export const CALC = path.join(ROOT, 'test', 'courses', 'calc');
export const KATA = path.join(ROOT, 'test', 'courses', 'kata');
/** The folders of calc's steps. */
export const [SUM, READ] = ['steps/01-sum', 'steps/02-file'] as const;

/** A finding that is not ok: its code and its place. */
export type Where = readonly [code: string, file: string | null, line: number | null];

/** A copy of a course that may be changed. */
export class CourseCopy {
  constructor(readonly folder: string) {}

  path(name: string): string {
    return path.join(this.folder, ...name.split('/'));
  }

  read(name: string): Promise<string> {
    return readFile(this.path(name), 'utf8');
  }

  async write(name: string, text: string): Promise<void> {
    await mkdir(path.dirname(this.path(name)), { recursive: true });
    await writeFile(this.path(name), text);
  }

  async replace(name: string, what: string, by: string): Promise<void> {
    const text = await this.read(name);
    assert.ok(text.includes(what));
    await this.write(name, text.replace(what, by));
  }

  copy(from: string, to: string): Promise<void> {
    return cp(this.path(from), this.path(to), { recursive: true });
  }

  /** Gives a reason to the second step of calc, and says on which line. */
  async reason(key: string): Promise<number> {
    const course = JSON.parse(await this.read('course.json'));
    course.steps[1][key] = 'because it is only a change of words';
    const text = JSON.stringify(course, null, 2);
    await this.write('course.json', text);
    return text.slice(0, text.indexOf(key)).split('\n').length;
  }

  /** Every file with its text. */
  async texts(): Promise<Readonly<Record<string, string>>> {
    const names = await readdir(this.folder, { recursive: true, withFileTypes: true });
    const files = names.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
    const read = async (file: string) => [path.relative(this.folder, file), await readFile(file, 'utf8')] as const;
    return Object.fromEntries(await Promise.all(files.map(read)));
  }

  async check(...args: readonly string[]) {
    const { code, stdout, stderr } = await codealong(['check', this.folder, '--json', ...args]);
    assert.equal(stderr, '');
    const json = JSON.parse(stdout) as {
      ok: boolean;
      steps: readonly Record<string, unknown>[];
      findings: CheckFinding[];
    };
    const found = json.findings as (CheckFinding & { code: string; text: string })[];
    const bad = found.filter(({ ok }) => !ok);
    assert.equal(code, bad.length === 0 ? 0 : 1, stdout);
    const where = bad.map(({ code, file, line }): Where => [code, file, line]);
    return { ...json, findings: found, bad, where };
  }
}

export function inCopy(use: (copy: CourseCopy) => Promise<void>, course = CALC): Promise<void> {
  return inTemporaryFolder(async (parent) => {
    const copy = new CourseCopy(path.join(parent, 'course'));
    await cp(course, copy.folder, { recursive: true });
    await use(copy);
  });
}

/** Of a check that shows nothing and is not cancelled. */
export function checkOptions(wanted: Pick<CheckOptions, 'step' | 'all'>): Omit<CheckOptions, 'runner'> {
  const { signal } = new AbortController();
  const unseen = { show: () => {}, progress: () => {}, watch: {} };
  return { ...wanted, ...unseen, signal, accept: false, reference: null };
}
