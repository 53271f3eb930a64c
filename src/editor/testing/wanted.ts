import path from 'node:path';
import type * as vscode from 'vscode';
import { CodedError, type Message } from '../../contract/codes';
import type { Platform } from '../../contract/platform';
import type { Course, Problem, Step } from '../../course/format';
import type { ScannedTest } from '../../course/scan';
import { collectSuite, scanSuite } from '../../course/suite';
import { escapeText } from '../../results/escape';
import { fullText, textOf } from '../../results/texts';
import { courseItemId, stepItemId, testItemId, type Wanted } from './nodes';

/** Where the suite of a step can be read: `file` is relative to the step's folder. */
export type SuiteUri = (course: Course, step: Step, file: string) => vscode.Uri;

/** A course as the Testing view shows it: from its files alone, so that it is there at once and without Docker. */
export async function wantedCourse(course: Course, platform: Platform, suiteUri: SuiteUri): Promise<Wanted> {
  const children: Wanted[] = [];
  for (const step of course.steps) children.push(await wantedStep(course, step, platform, suiteUri));
  const label = escapeText(course.title);
  return {
    id: courseItemId(course),
    label,
    uri: null,
    line: null,
    error: null,
    node: { kind: 'course', course },
    children,
  };
}

async function wantedStep(course: Course, step: Step, platform: Platform, suiteUri: SuiteUri): Promise<Wanted> {
  const { tests, error } = await testsOf(course, step, platform);
  return {
    id: stepItemId(course, step),
    label: `${step.number}. ${escapeText(step.title)}`,
    uri: null,
    line: null,
    error,
    node: { kind: 'step', course, step },
    children: tests.map((test) => ({
      id: testItemId(course, step, test.id),
      label: escapeText(test.name),
      uri: suiteUri(course, step, test.file),
      line: test.line,
      error: null,
      node: { kind: 'test', course, step, dynamic: false },
      children: [],
    })),
  };
}

async function testsOf(course: Course, step: Step, platform: Platform) {
  try {
    const tests: readonly ScannedTest[] = scanSuite(await collectSuite(course, step, platform));
    return { tests, error: null };
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    return { tests: [], error: said(error) };
  }
}

/** Courses that cannot be read: one item a file, which says why. `fileUri` makes it something to go to. */
export function wantedProblems(problems: readonly Problem[], fileUri: (file: string) => vscode.Uri): readonly Wanted[] {
  const files = [...new Set(problems.map(({ file }) => file))];
  const labels = files.map(shortName);
  return files.map((file, index) => {
    const own = problems.filter((problem) => problem.file === file);
    const label = labels[index] ?? file;
    const twin = labels.slice(0, index).filter((other) => other === label).length;
    return {
      // A course's id cannot begin like this.
      id: `!${label}${twin === 0 ? '' : `#${twin + 1}`}`,
      label: escapeText(label),
      uri: fileUri(file),
      line: own[0]?.line ?? 1,
      error: own
        .map(({ line, ...problem }) => `${line === null ? '' : `${label}:${line}: `}${said(problem)}`)
        .join('\n'),
      node: { kind: 'broken' },
      children: [],
    };
  });
}

/** The last two names of a path: enough to know it again, and without the way to it. */
function shortName(file: string): string {
  return path.normalize(file).split(path.sep).filter(Boolean).slice(-2).join('/');
}

function said(problem: Message): string {
  const { advice } = textOf(problem);
  return escapeText(advice === undefined ? fullText(problem) : `${fullText(problem)} ${advice}`);
}
