import { plural } from '../words';

/** What the page of a task says, beside the text of the course. */
export const taskLabels = {
  where: (course: string, number: number, steps: number) => `${course} · step ${number} of ${steps}`,
  done: (done: number, steps: number) => `${done} of ${plural(steps, 'step')} done`,
  noReadme: 'This course has no text for this step. The list below says what your program has to do.',
  tested: 'What is tested',
  noTests: 'No tests were found in this step.',
  lastRun: 'Last run',
  actions: 'What you can do',
  title: 'Task',
  /** The title of the page's tab. */
  panel: (number: number, title: string) => `${number}. ${title}`,
  hints: 'Hints',
  hint: (number: number, of: number) => `Hint ${number} of ${of}`,
  noHints: (step: number) => `This course has no hints for step ${step}.`,
  /** At a failure of another step than the learner's. */
  hintElsewhere: (step: number) => `This test belongs to step ${step}. Go to that step to see its hints.`,
  renameBack: (file: string) => `Rename ${file} back`,
  renameTaken: (file: string) => `There is a ${file} already. Run the tests again.`,
  notRenamed: (from: string, to: string) => `VS Code could not rename ${from}. Rename it to ${to} yourself.`,
  /** At a failure that has come again. */
  offer: (times: number) => `This test has failed ${times} times in a row. A hint may help:`,
  showHint: (number: number, of: number) => `Show hint ${number} of ${of}`,
  run: 'Run tests',
  debug: 'Debug this test',
  runProgram: 'Run my program',
  stop: 'Stop',
  runOnSave: 'Run on save',
  stopRunOnSave: 'Stop run on save',
  running: 'Running…',
  solution: 'Solution',
  next: (title: string) => `Next: ${title}`,
  /** After the last step. */
  finish: 'Finish the course',
  complete: (course: string) => `"${course}" is complete`,
  finished: 'Every step passes. The program is yours: read it once more from top to bottom, change it, build on it.',
  finishPanel: 'Finished',
  built: 'What you have built',
  another: 'Start another course',
  back: 'Back to the last step',
  asText: 'Open as text',
  /** The name of that document. */
  textFile: 'Task.md',
  preview:
    "This is the author's preview. It shows the texts as you write them, with all hints. Nobody's progress is in it.",
  runSolution: 'Run the solution',
  stepBefore: 'Previous step',
  stepAfter: 'Next step',
  anyStep: 'Go to step…',
  chooseStep: 'Open a file of your course, or go to one of its steps.',
  lookAgain: 'Look again',
  courseToSee: 'Which course do you want to look at?',
  states: {
    open: 'not run yet',
    passed: 'passed',
    failed: 'failed',
    skipped: 'skipped',
    stale: 'edited since',
    older: 'passed with an older version of its tests',
    elsewhere: 'passed in another version',
  },
  older: 'You passed this step with an older version of its tests. Run them again to see whether it still passes.',
  /** @param passed, present names of runtimes */
  elsewhere: (passed: string, present: string) =>
    `You passed this step in ${passed}, and now you work in ${present}. Run its tests to see whether it passes there, too.`,
  added: 'This step is new: it was added to the course after you started.',
  brokenHere: 'Your program passed this step, and passes it no longer. Run its tests to see what fails.',
  brokenBefore: (step: number) =>
    `Your program passed step ${step}, and passes it no longer. Go to that step and run its tests to see what fails.`,
  /** Of an earlier step that a passing program breaks. */
  brokeIn: (number: number, title: string) => `Step ${number}, ${title}:`,
};

/** Setting a step back, and looking at its solution. */
export const resetTexts = {
  question: (step: number) => `Reset step ${step} to`,
  keeps: 'A copy of your files is kept. "CodeAlong: Undo Reset" brings your files back.',
  nothing: (step: number) => `There is nothing to reset step ${step} to.`,
  asItBegan: (step: number) => `Your files as step ${step} began`,
  /** @param when a date and a time, UTC */
  yourFiles: (step: number, when: string) => `Your own program, as it passed step ${step} (${when})`,
  solutionOf: (step: number) => `The solution of step ${step}`,
  starter: 'The files that this step began with',
  done: (files: readonly string[]) => `Reset: ${files.join(', ')}. A copy of your files was kept.`,
  undo: 'Undo',
  undone: (files: readonly string[]) => `Your files are back: ${files.join(', ')}.`,
  nothingToChange: 'Nothing had to be changed: your files are already like that.',
  redo: 'Redo',
  redone: (files: readonly string[]) => `Replaced again: ${files.join(', ')}. A copy of your files was kept.`,
  nothingToUndo: 'There is no reset to undo in this folder.',
  undoQuestion: 'Bring back your files as they were before the reset?',
  bringBack: 'Bring Back',
  /** @param step null when it is not known. @param when a date and a time */
  undoDetail: (step: number | null, when: string) =>
    `They were replaced ${step === null ? '' : `at step ${step} `}on ${when}. A copy of your present files is kept.`,
  removes: (files: readonly string[]) => `This removes ${files.join(', ')}, which came with the reset.`,
  noSolution: (step: number) => `This course has no solution for step ${step}.`,
  sure: 'This step has not passed yet. Do you want to see its solution?',
  show: 'Show Solution',
  solution: 'Solution',
  changes: 'What this step changes',
  changesDetail: 'The solution of this step, compared with what came before it',
  compare: 'Compare with my program',
  compareDetail: 'From your program to the solution',
  use: 'Use the solution',
  useDetail: 'Replaces your files. A copy of them is kept',
  changesOf: (step: number, title: string) => `What step ${step} changes: ${title}`,
  yoursAndSolution: (step: number) => `Your program and the solution of step ${step}`,
  useSolution: 'Replace your program with the solution?',
  replaces: (files: readonly string[]) => `This replaces ${files.join(', ')}. A copy of your files is kept.`,
  solutionUsed: (files: readonly string[]) => `The solution is in ${files.join(', ')}. A copy of your files was kept.`,
};
