import type { CourseCodes } from '../../../contract/codes/course-codes';
import type { Area } from '../words';
import { courseFile } from './course-file-texts';

/** Which course and which step, and what their files say. */
export const course: Area<keyof CourseCodes> = {
  ...courseFile,
  'course-gone': (args) => ({
    title: `The folder of the course "${args.course}" is gone: ${args.folder}.`,
    advice:
      'If it was moved or renamed, name its new place in the setting `codealong.courseFolders`. Your program and your progress were not changed.',
  }),
  'unknown-course': (args) => ({
    title: `There is no course "${args.course}".`,
    ...known(args.known, 'Courses'),
    advice: suggestion(args.suggestion, 'Give the id of a course, or the path of a folder with a `course.json`.'),
  }),
  'unknown-language': (args) => ({
    title: `The course is in the language "${args.language}", which CodeAlong cannot run.`,
    ...known(args.known, 'Languages'),
    advice: 'Update CodeAlong, or correct "language" in the `course.json`.',
  }),
  'unknown-step': (args) => ({
    title: `The course "${args.course}" has no step "${args.step}".`,
    ...known(args.known, 'Steps'),
    advice: suggestion(args.suggestion, 'Give the id of a step or its number.'),
  }),
};

function known(names: string, what: string): { body?: string } {
  return names === '' ? {} : { body: `${what}: ${names}` };
}

function suggestion(name: string | null, otherwise: string): string {
  return name === null ? otherwise : `Did you mean "${name}"?`;
}
