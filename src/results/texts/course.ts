import { courseFile } from './course-file';
import { folder } from './folder';
import { type Area, type Args, word } from './words';

/** Which course and which step, and what their files say. */
export const course: Area = {
  ...courseFile,
  ...folder,
  /** course, known, suggestion? */
  'unknown-course': (args) => ({
    title: `There is no course "${word(args, 'course')}".`,
    ...known(args, 'Courses'),
    advice: suggestion(args, 'Give the id of a course, or the path of a folder with a `course.json`.'),
  }),
  /** step, course, known, suggestion? */
  'unknown-step': (args) => ({
    title: `The course "${word(args, 'course')}" has no step "${word(args, 'step')}".`,
    ...known(args, 'Steps'),
    advice: suggestion(args, 'Give the id of a step or its number.'),
  }),
};

function known(args: Args, what: string): { body?: string } {
  const names = word(args, 'known', '');
  return names === '' ? {} : { body: `${what}: ${names}` };
}

function suggestion(args: Args, otherwise: string): string {
  const name = word(args, 'suggestion', '');
  return name === '' ? otherwise : `Did you mean "${name}"?`;
}
