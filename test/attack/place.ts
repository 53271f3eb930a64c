import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Course, Step } from '../../src/course/format/format';
import { findStep, loadDirectory } from '../../src/course/format/load';
import { REDIS, ROOT } from '../support/run';
import type { AttackCase, Files, SuiteName } from './case';

export const ATTACK = path.join(ROOT, 'test', 'attack');

const REDIS_STEPS: Readonly<Partial<Record<SuiteName, string>>> = { redis: '1', 'redis-ping': '2' };

/** Course and step of a suite. */
export async function suiteOf(name: SuiteName): Promise<{ readonly course: Course; readonly step: Step }> {
  const redis = REDIS_STEPS[name];
  const course = await loadDirectory(redis === undefined ? path.join(ATTACK, 'course') : REDIS);
  return { course, step: findStep(course, redis ?? name) };
}

/** The path of a case's program; null when the case makes its files itself. */
export function programOf({ name, program }: Pick<AttackCase, 'name' | 'program'>): string | null {
  const file = program === undefined ? path.join(ATTACK, 'programs', `${name}.py`) : path.join(ROOT, 'test', program);
  return existsSync(file) ? file : null;
}

/** Makes the learner's folder of a case, with the shared files of the attacks. It is removed afterwards. */
export async function inFolderOf<T>(one: AttackCase, use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'codealong-attack-'));
  try {
    await writeAll(folder, filesOf(one));
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function filesOf(one: AttackCase): Files {
  const program = programOf(one);
  const main: Files = program === null ? {} : { 'main.py': readFileSync(program) };
  return { 'kit.py': readFileSync(path.join(ATTACK, 'kit.py')), ...main, ...one.files?.() };
}

async function writeAll(folder: string, files: Files): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
  }
}
