import type { CodeArgs } from '../../../contract/codes';
import type { NewCodes } from '../../../contract/codes/setup-codes';
import { because } from '../learner/folder-texts';
import type { Area } from '../words';

/** Why `new-course` and `new-step` wrote nothing. */
export const newMessages: Area<keyof NewCodes> = {
  'id-unusable': (args) => ({
    title: `"${args.id}" cannot be the id of a ${args.of}.`,
    body: 'An id has lower-case letters, digits and hyphens, begins with a letter, and has at most 64 of them.',
    advice: idAdvice(args),
  }),
  'title-unusable': (args) => ({
    title: `"${args.title}" cannot be a title.`,
    advice: `A title is one line of text with at most ${args.most} letters.`,
  }),
  'course-id-taken': (args) => ({
    title: `There is a course with the id "${args.id}" already, in "${args.folder}".`,
    advice: `Give this one an id of its own, for example \`--id my-${args.id}\`. Its title and its folder may stay.`,
  }),
  'step-id-taken': (args) => ({
    title: `Step ${args.number} of this course has the id "${args.step}" already.`,
    advice: 'Choose another id. To begin that step anew, remove its folder and its entry in `course.json` first.',
  }),
  'folder-not-empty': (args) => ({
    title: `The folder "${args.folder}" is not empty: it holds "${args.found}". Nothing was written.`,
    advice: 'Name a folder that does not exist yet, or one that is empty.',
  }),
  'already-there': (args) => ({
    title: `"${args.file}" is there already, although \`course.json\` has no such step. Nothing was written.`,
    advice: 'Rename it, remove it, or add it to `course.json` yourself.',
  }),
  'previous-solution-missing': (args) => ({
    title: `The new step goes on from the solution of the step before, and "${args.file}" does not exist.`,
    advice: 'Write that solution first. `codealong check` says what else the course needs.',
  }),
  'not-written': (args) => ({
    title: `"${args.file}" could not be written${because(args.reason)}.`,
    advice:
      'What had been written before was removed again. Check that the folder is yours and that the disk is not full.',
  }),
};

function idAdvice({ suggestion, of }: CodeArgs['id-unusable']): string {
  const named = suggestion ?? `my-${of}`;
  return of === 'course' ? `Try \`--id ${named}\`.` : `Try "${named}".`;
}

/** What was made, and what comes next. */
export const newWords = {
  madeCourse: (title: string, folder: string) => `Made the course "${title}" in ${folder}:`,
  madeStep: (title: string, number: number) => `Added step ${number}, "${title}":`,
  next: 'Next:',
  prove: 'proves it, in the sandbox',
  another: 'adds a step',
  open: 'It is an example that works. Put your own task, tests and solution in its place.',
};
