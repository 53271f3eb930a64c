import { readFileSync } from 'node:fs';
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

/** Steps behind the seventh that ask something new of an engine: a wait, modules, a wait with a deadline, many clients at once. */
const LATER = ['blpop', 'type', 'xread-block', 'many-transactions'];
const FIRST = 7;

/** The solutions of the first steps of the courses that people learn from, and of some later ones. */
export function solutions(): readonly KnownRun[] {
  return (['redis', 'calc', 'kata'] as const).flatMap((course) => {
    const { entry, steps } = courseFile(course);
    const tried = steps.filter(({ id }, at) => at < FIRST || LATER.includes(id));
    return tried.map((step) => solution(course, entry, step, steps.indexOf(step) + 1));
  });
}

interface CourseFile {
  readonly entry: string;
  readonly steps: readonly { readonly id: string; readonly entry?: string }[];
}

function courseFile(course: CourseName): CourseFile {
  return JSON.parse(readFileSync(path.join(COURSES[course], 'course.json'), 'utf8'));
}

function solution(course: CourseName, entry: string, step: CourseFile['steps'][number], number: number): KnownRun {
  const folder = `${String(number).padStart(2, '0')}-${step.id}`;
  const file = path.join('steps', folder, 'solution', step.entry ?? entry);
  return { name: `${course} ${folder}`, course, step: String(number), program: { file }, outcome: 'passed' };
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
