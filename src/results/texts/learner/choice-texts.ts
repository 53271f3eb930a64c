import { plural, sentence } from '../words';

/** Learning with or without AI suggestions. */
export const aiTexts = {
  question: 'Do you want AI suggestions while you learn?',
  usual: 'Keep my editor as it is',
  usualDetail: 'You can switch them off later, by a command.',
  without: 'Learn without AI suggestions',
  withoutDetail: 'Chat and inline suggestions are off in this folder.',
  off: 'AI suggestions are off in this folder. "CodeAlong: Learn With AI Suggestions" brings them back.',
  on: 'AI suggestions in this folder follow your own settings again.',
  /** At the start of a window. */
  again: 'CodeAlong has switched AI suggestions off again in this folder, as you chose.',
  /** @param said by the editor, in a sentence of its own */
  unwritable: (said: string) => `The settings of this folder (.vscode/settings.json) could not be changed. ${said}`,
  openAlone: (folder: string) =>
    `This choice is kept in the settings of "${folder}". Open that folder in a window of its own, and choose again there.`,
  /** At the start of a window that has more in it than that folder. */
  onlyAlone: (folder: string) =>
    `AI suggestions are still on here. You chose to do the course in "${folder}" without them, which takes effect when that folder is open by itself.`,
  open: 'Open Folder',
};

/** A command about steps, where nothing says which course is meant. */
export const noCourseTexts = {
  nothing: 'No course is open in this window. Start one, or open the folder of one that you have started.',
  /** @param file that is in front @param entry the program of the course that is open */
  stranger: (file: string, entry: string, folder: string) =>
    `${file} does not belong to a course. Your program is ${entry} in "${folder}".`,
  strangerAlone: (file: string) => `${file} does not belong to a course. Start one, or open a program of yours.`,
  /** @param file that was given a step of a course, and is tested by itself */
  alone: (file: string) =>
    `${file} is tested on its own and is not part of a course that you have started. Start the course to do its steps.`,
};

/** Starting a course. */
export const startTexts = {
  which: 'Which course do you want to start?',
  folder: (id: string) => `Choose a folder for the course. If it is not empty, a new folder "${id}" is made in it.`,
  startHere: 'Start Here',
  /** @param step the title of the first one */
  ready: (program: string, step: string) =>
    `Your course is ready: ${program} is your program. Step 1: ${sentence(step)}`,
  /** The course gives no file to begin with. */
  empty: (program: string, step: string) =>
    `Your course is ready: write your program in ${program}. Step 1: ${sentence(step)}`,
  kept: (files: readonly string[]) => `Already there, and not changed: ${files.join(', ')}.`,
  /** @param copy a file in `.codealong` */
  damaged: (copy: string) => `Your progress was damaged. It starts over, and the old file is kept as ${copy}.`,
  before: (done: number, steps: number) =>
    `You have started this course here already: ${done} of ${plural(steps, 'step')} ${done === 1 ? 'is' : 'are'} done. Nothing was changed.`,
  goOn: 'Continue',
  over: 'Start Over',
};

/** Choosing the version in which a program runs. */
export const runtimeChoiceTexts = {
  question: 'In which version should your program run, from now on?',
  now: 'now',
  here: 'Ready on this machine',
  built: 'Its sandbox is prepared when it is wanted first: about a minute, once',
  chosen: (title: string) => `Your program runs in ${title} from now on.`,
  again: (before: string) => `The steps that it has passed in ${before} are tested again along with the next ones.`,
};
