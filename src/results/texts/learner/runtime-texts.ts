import type { RuntimeCodes } from '../../../contract/codes/runtime-codes';
import type { Area } from '../words';

const CHOOSE = 'choose another one with "CodeAlong: Choose Runtime", or with `--runtime` on the command line';

/** Which runtime a program gets. */
export const runtimeChoices: Area<keyof RuntimeCodes> = {
  'unknown-runtime': ({ runtime, setting, known, suggestion }) => ({
    title:
      setting === null
        ? `There is no runtime "${runtime}".`
        : `Your setting ${setting} names the runtime "${runtime}", which there is not.`,
    ...listed('Runtimes', known),
    advice: suggestion === null ? 'Give the name of one of these.' : `Did you mean "${suggestion}"?`,
  }),
  'no-runtime-fits': (args) => ({
    title: `The course "${args.course}" asks for ${wanted(args)}, which CodeAlong does not have.`,
    ...listed('What it has', args.known),
    advice: `${args.later ? 'Update CodeAlong' : 'No later version of CodeAlong will have it: tell the author of the course'}. If the course is yours, correct "runtimes" in its \`course.json\`.`,
  }),
  'runtime-not-in-course': (args) => ({
    title: `The course "${args.course}" cannot be done in ${args.runtime}: it asks for ${wanted(args)}.`,
    ...listed('It can be done in', args.fitting),
    advice: 'Choose one of these, or name none: CodeAlong then chooses one itself.',
  }),
  'runtime-gone': (args) => ({
    title:
      args.why === 'range'
        ? `You have worked in ${args.runtime}, and the course "${args.course}" now asks for ${wanted(args)}.`
        : `You have worked in ${args.runtime}, which this version of CodeAlong does not have.`,
    ...listed('The course can be done in', args.fitting),
    advice: `${args.why === 'range' ? 'To go on' : 'Update CodeAlong, or'} ${CHOOSE}. Your passes stay, and are shown as passed in ${args.runtime}.`,
  }),
  'runtime-by-folder': ({ file, said, runtime }) => ({
    title: `Your folder's ${file} asks for ${said}, so your program runs in ${runtime}.`,
  }),
  'folder-version-missing': ({ file, said, fitting, runtime }) => ({
    title: `Your folder's ${file} asks for ${said}. This course can be done in ${fitting}, so your program runs in ${runtime}.`,
  }),
  'setting-not-in-course': ({ setting, named, course, runtime }) => ({
    title: `Your setting ${setting} names ${named}, in which the course "${course}" cannot be done. Your program runs in ${runtime}.`,
  }),
};

function listed(what: string, names: string): { body?: string } {
  return names === '' ? {} : { body: `${what}: ${names}` };
}

/** The language, and `3.11 or later, before 3.14`. */
function wanted({ language, range }: { readonly language: string; readonly range: string }): string {
  return `${language} ${range.split(' ').map(inWords).join(', ')}`;
}

function inWords(bound: string): string {
  const version = bound.replace(/^[<>=]+/, '');
  if (bound.startsWith('>=')) return `${version} or later`;
  return bound.startsWith('<') ? `before ${version}` : version;
}
