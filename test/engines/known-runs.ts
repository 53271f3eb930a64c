import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { Outcome } from '../../src/contract/verdict';
import { CALC, KATA } from '../support/course-copy';
import { REDIS, ROOT } from '../support/run';

/** The courses that are tried, by their ids. */
export const COURSES = { redis: REDIS, calc: CALC, kata: KATA, attack: path.join(ROOT, 'test', 'attack', 'course') };
export type CourseName = keyof typeof COURSES;

/** A program of which the ending is known. */
export interface KnownRun {
  readonly name: string;
  readonly course: CourseName;
  readonly step: string;
  /** A path in the course's folder, or the text of a program. */
  readonly program: { readonly file: string } | { readonly source: string };
  readonly outcome: Outcome;
  /** A person stops it once its container runs. */
  readonly interrupted?: true;
}

/** The solution of each step of the courses that people learn from. */
export function solutions(): readonly KnownRun[] {
  return (['redis', 'calc', 'kata'] as const).flatMap((course) =>
    readdirSync(path.join(COURSES[course], 'steps'))
      .sort()
      .map((folder, at) => solution(course, folder, at + 1)),
  );
}

function solution(course: CourseName, folder: string, number: number): KnownRun {
  const place = path.join('steps', folder, 'solution');
  const [file = ''] = readdirSync(path.join(COURSES[course], place)).filter((name) => name.endsWith('.py'));
  const program = { file: path.join(place, file) };
  return { name: `${course} ${folder}`, course, step: String(number), program, outcome: 'passed' };
}

const EATS = 'kept = []\nwhile True:\n    kept.append(bytearray(10**6))\n';
const SPINS = 'while True:\n    pass\n';
const CRASHES = 'import ctypes\n\nctypes.string_at(0)\n';
const FLOODS = 'while True:\n    print("x" * 1000)\n';

/** Its children sleep, so that it meets the limit of processes and not that of time. */
const FORKS = `import os
import time

try:
    while os.fork():
        pass
except OSError:
    pass
time.sleep(60)
`;

function onBind(name: string, source: string, outcome: Outcome): KnownRun {
  return { name, course: 'redis', step: 'bind', program: { source }, outcome };
}

/** One program for each ending but two: `passed` is that of the solutions, and `engine-missing` says nothing about an engine. */
export const ENDINGS: readonly KnownRun[] = [
  onBind('a program that does nothing', 'print("hello")\n', 'failed'),
  {
    name: 'another port',
    course: 'redis',
    step: 'bind',
    program: { file: 'steps/01-bind/wrong/another-port.py' },
    outcome: 'failed',
  },
  onBind('a crash', CRASHES, 'learner-error'),
  onBind('no Python', 'def\n', 'learner-error'),
  onBind('eating memory', EATS, 'out-of-memory'),
  onBind('processes without end', FORKS, 'process-limit'),
  onBind('output without end', FLOODS, 'output-limit'),
  onBind('an endless loop', SPINS, 'timeout'),
  { name: 'no tests', course: 'attack', step: 'none', program: { source: '' }, outcome: 'no-tests' },
  { name: 'a broken suite', course: 'attack', step: 'breaks', program: { source: '' }, outcome: 'sandbox-error' },
  { ...onBind('Ctrl-C', SPINS, 'cancelled'), interrupted: true },
];

/** A program that ends by its time alone. */
export const ENDLESS: KnownRun = onBind('a killed owner', SPINS, 'timeout');
