import path from 'node:path';
import type * as vscode from 'vscode';
import { CodedError, type Message } from '../../contract/codes';
import type { Platform } from '../../contract/platform';
import { filesDigest } from '../../course/files/collect-files';
import type { Course, Problem, Step } from '../../course/format/format';
import { COURSE_FILE } from '../../course/format/read';
import { LEARNER_FOLDER } from '../../course/program/root';
import type { ScannedTest } from '../../course/python/scan';
import { collectSuite, scanSuite } from '../../course/suite';
import { fullText, textOf } from '../../results/texts';
import { editorCatalogue } from '../../results/texts/editor-catalogue';
import { plainLabel } from '../base/escape-ui';
import { courseFoldersLink, type Link, openFile, trustLink } from './command-link';
import { courseItemId, type ItemSpec, stepItemId, testItemId } from './nodes';

/** Where something can be read. */
export interface Uris {
  /** The suite of a step; `file` is relative to the step's folder. */
  readonly suite: (course: Course, step: Step, file: string) => vscode.Uri;
  /** An absolute path. */
  readonly file: (file: string) => vscode.Uri;
}

/** A course as the Testing view shows it: from its files alone, so that it is there at once and without Docker. */
export async function courseItem(course: Course, platform: Platform, uris: Uris): Promise<ItemSpec> {
  const children: ItemSpec[] = [];
  for (const step of course.steps) children.push(await stepItem(course, step, platform, uris));
  const label = plainLabel(course.title);
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

async function stepItem(course: Course, step: Step, platform: Platform, uris: Uris): Promise<ItemSpec> {
  const { tests, suite, error } = await testsOfStep(course, step, platform);
  return {
    id: stepItemId(course, step),
    label: `${step.number}. ${plainLabel(step.title)}`,
    uri: null,
    line: null,
    error: error === null ? null : { text: error, link: openCourseFile(course, uris) },
    node: { kind: 'step', course, step, suite },
    children: tests.map((test) => ({
      id: testItemId(course, step, test.id),
      label: plainLabel(test.name),
      uri: uris.suite(course, step, test.file),
      line: test.line,
      error: null,
      node: { kind: 'test', course, step, dynamic: false },
      children: [],
    })),
  };
}

async function testsOfStep(course: Course, step: Step, platform: Platform) {
  try {
    const suite = await collectSuite(course, step, platform);
    const tests: readonly ScannedTest[] = scanSuite(suite);
    return { tests, suite: filesDigest(suite.files), error: null };
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    return { tests: [], suite: null, error: said(error) };
  }
}

/** Courses that cannot be read, and learners' folders: one item a file, which says why. */
export function problemItems(problems: readonly Problem[], uris: Uris): readonly ItemSpec[] {
  const files = [...new Set(problems.map(({ file }) => file))];
  const labels = files.map(shortName);
  return files.map((file, index) => {
    const own = problems.filter((problem) => problem.file === file);
    const label = labels[index] ?? file;
    const uri = uris.file(file);
    const line = own[0]?.line ?? 1;
    const twin = labels.slice(0, index).filter((other) => other === label).length;
    return {
      // A course's id cannot begin like this.
      id: `!${label}${twin === 0 ? '' : `#${twin + 1}`}`,
      label: plainLabel(label),
      uri,
      line,
      error: { text: own.map((problem) => saidAt(problem)).join('\n'), link: wayOut(own, uri, line) },
      node: { kind: 'broken' },
      children: [],
    };
  });
}

function openCourseFile({ directory }: Course, uris: Uris): Link {
  return openFile(editorCatalogue.buttons.openFile(COURSE_FILE), uris.file(path.join(directory, COURSE_FILE)), 1);
}

/** There is room for one link: the one that also solves the other problems wins. */
function wayOut(problems: readonly Problem[], uri: vscode.Uri, line: number): Link {
  const unknown = problems.find((problem) => problem.code === 'folder-course-unknown');
  if (unknown?.args.restricted) return trustLink();
  const missing = problems.some(({ code }) => code === 'course-folder-missing');
  return missing || unknown !== undefined ? courseFoldersLink() : openFile(editorCatalogue.buttons.open, uri, line);
}

function saidAt(problem: Problem): string {
  const { line } = problem;
  return line === null ? said(problem) : editorCatalogue.tests.atLine(line, said(problem));
}

/** The last two names of a path; for a learner's folder, the name of the folder. */
function shortName(file: string): string {
  const names = path.normalize(file).split(path.sep).filter(Boolean);
  return names.at(-2) === LEARNER_FOLDER ? (names.at(-3) ?? file) : names.slice(-2).join('/');
}

function said(problem: Message): string {
  const { advice } = textOf(problem);
  return advice === undefined ? fullText(problem) : `${fullText(problem)} ${advice}`;
}
