import { plural } from '../words';

/** What the page of a task says, beside the text of the course. */
export const taskLabels = {
  where: (course: string, number: number, steps: number) => `${course} · step ${number} of ${steps}`,
  done: (done: number, steps: number) => `${done} of ${plural(steps, 'step')} done`,
  noReadme: 'This course has no text for this step. What is tested says what your program has to do.',
  tested: 'What is tested',
  noTests: 'No tests were found in this step.',
  lastRun: 'Last run',
  actions: 'What you can do',
  title: 'Task',
  /** The title of the page's tab. */
  panel: (number: number, title: string) => `${number}. ${title}`,
  hints: 'Hints',
  hint: (number: number, of: number) => `Hint ${number} of ${of}`,
  run: 'Run tests',
  stop: 'Stop',
  running: 'Running…',
  solution: 'Solution',
  next: (title: string) => `Next: ${title}`,
  /** After the last step. */
  complete: (course: string) => `You have finished "${course}". Every step passes.`,
  states: { open: 'not run yet', passed: 'passed', failed: 'failed', skipped: 'skipped', stale: 'edited since' },
  openAsText: 'Open as text',
};
