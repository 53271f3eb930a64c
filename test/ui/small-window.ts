import { Folder } from '../support/folder';
import { type TestWindow, windowOn } from './learner-window';

/** The course of these windows: three steps of a few lines each. */
export const COURSE = 'Say what you hear';
const STEPS = [
  { id: 'say', title: 'Say it' },
  { id: 'twice', title: 'Say it twice' },
  { id: 'loud', title: 'Say it loudly' },
];

/** What a program has to print for each step, with those before. */
export const PROGRAMS = {
  nothing: 'pass\n',
  say: 'print("hear")\n',
  twice: 'print("hear")\nprint("hear")\n',
  all: 'print("hear")\nprint("hear")\nprint("HEAR")\n',
  /** Passes the last step, and breaks the first. */
  broken: 'print("what")\nprint("hear")\nprint("hear")\nprint("HEAR")\n',
};

const SOLUTIONS: Readonly<Record<string, string>> = {
  say: PROGRAMS.say,
  twice: PROGRAMS.twice,
  loud: PROGRAMS.all,
};

const TESTS: Readonly<Record<string, string>> = {
  say: 'program.run().text.startswith("hear")',
  twice: 'program.run().text.count("hear") == 2',
  loud: '"HEAR" in program.run().text',
};

export function courseJson(steps: readonly { readonly id: string; readonly title: string }[] = STEPS): string {
  const fixed = { format_version: 2, runtimes: { python: '>=3.11' }, entry: 'main.py', shape: 'growing' };
  const named = { id: 'hear', title: COURSE };
  return JSON.stringify({ ...fixed, ...named, steps }, null, 2);
}

/** The suite of a step. */
export function suiteOf(id: string, test = TESTS[id] ?? 'True'): string {
  return `from codealong import program\n\n\ndef test_${id}() -> None:\n    """Says what it hears: ${id}"""\n    assert ${test}, "Not what I heard."\n`;
}

/** The course as files below `course/`. */
function courseFiles(): Readonly<Record<string, string>> {
  const files = STEPS.flatMap(({ id, title }, index) => {
    const folder = `course/steps/0${index + 1}-${id}`;
    return [
      [`${folder}/README.md`, `# ${title}\n\nPrint what you hear.\n`],
      [
        `${folder}/hints.md`,
        '## What?\n\nA line.\n\n## Where?\n\nIn `main.py`.\n\n## How?\n\n`print`. Why does it need quotes?\n',
      ],
      [`${folder}/test_${id}.py`, suiteOf(id)],
      [`${folder}/solution/main.py`, SOLUTIONS[id] ?? ''],
    ];
  });
  return { 'course/course.json': courseJson(), 'course/starter/main.py': '', ...Object.fromEntries(files) };
}

/** The course is found, and nothing is saved but by a run: the editor in the browser would save by itself. @param root absolute path of the place */
export function settingsFor(root: string): Readonly<Record<string, unknown>> {
  return { 'codealong.courseFolders': [`${root}/course`], 'files.autoSave': 'off' };
}

/** A window on a learner's folder of the course, which lies beside it. @param progress more of `progress.json` */
export function smallWindow(program: string, progress: object = {}, opens = 'mine'): TestWindow<Folder> {
  const begun = { format_version: 1, course: 'hear', steps: {}, current: null, ...progress };
  const files = {
    ...courseFiles(),
    'mine/main.py': program,
    'mine/.codealong/progress.json': JSON.stringify(begun),
  };
  return windowOn(
    () => Folder.make(files),
    ({ root }) => ({ folder: `${root}/${opens}`, settings: settingsFor(root) }),
  );
}
