import { because } from '../learner/folder-texts';
import { type Area, given, plural } from '../words';

type TextCode =
  | 'text-good'
  | 'text-missing'
  | 'text-empty'
  | 'text-not-utf8'
  | 'text-unreadable'
  | 'check-client-good'
  | 'check-client-unreadable'
  | 'check-client-fails'
  | 'check-client-hangs'
  | 'check-client-not-started'
  | 'readme-no-title'
  | 'readme-only-title'
  | 'hints-none'
  | 'hint-untitled'
  | 'hint-empty'
  | 'hint-long'
  | 'hints-few'
  | 'links-good'
  | 'link-empty'
  | 'link-undefined'
  | 'link-outside'
  | 'link-nowhere'
  | 'link-anchor';

/** What `codealong check` finds in the texts of a course. */
export const authoringTexts: Area<TextCode> = {
  'text-good': (args) => ({ title: `${args.file} is valid.` }),
  'text-missing': (args) => ({
    title: `${args.file} does not exist.`,
    advice: HINTS.test(args.file)
      ? 'Write hints for this step: a heading `## …` for each, and its text below.'
      : 'Write the task of this step: a title `# …`, and what the learner has to do.',
  }),
  'text-empty': (args) => ({ title: `${args.file} is empty.`, advice: 'Write it.' }),
  'text-not-utf8': (args) => ({ title: `${args.file} is not saved as UTF-8.`, advice: 'Save it as UTF-8.' }),
  'text-unreadable': (args) => ({
    title: `${args.file} cannot be read${because(args.reason)}.`,
    advice: 'A text is an ordinary file of at most 1 MB, and all texts of a course together have at most 32 MB.',
  }),
  'check-client-good': (args) => ({ title: `The client ${args.file} starts and ends beside the last solution.` }),
  'check-client-unreadable': (args) => ({
    title: `The client ${args.file} cannot be read${because(args.reason)}.`,
    advice: '`client` in course.json names one file below the folder of the course, of at most 1 MB.',
  }),
  'check-client-fails': ({ file, exit_code, signal }) => ({
    title: `Beside the last solution, the client ${file} ended with ${signal === null ? `exit code ${exit_code}` : `signal ${signal}`} at the end of its input.`,
    advice: 'It has to wait for the port, and to end with code 0 when there is nothing more to read.',
  }),
  'check-client-hangs': ({ file, seconds }) => ({
    title: `Beside the last solution, the client ${file} was still running after ${plural(seconds, 'second')}, although its input had ended.`,
    advice:
      'It has to end by itself when there is nothing more to read. Give each answer that it waits for a deadline.',
  }),
  'check-client-not-started': ({ file }) => ({
    title: `The client ${file} could not be started beside the last solution.`,
    advice: 'The sandbox may have no room for another process. Look at how many the solution starts.',
  }),
  'readme-no-title': () => ({
    title: 'The task does not begin with a title.',
    advice: 'Make the first line a heading: `# Answer PING`.',
  }),
  'readme-only-title': () => ({ title: 'The task has only a title.', advice: 'Say what the learner has to do.' }),
  'hints-none': () => ({
    title: 'There are no hints.',
    advice: 'A hint is a heading `## …`, and the text below it up to the next one.',
  }),
  'hint-untitled': () => ({
    title: 'A hint has no title.',
    advice: 'After `## `, write what a learner would ask: `## How do I read and write?`',
  }),
  'hint-empty': (args) => ({
    title: `The hint "${args.title}" is empty.`,
    advice: 'Write the text below its heading, or remove the heading.',
  }),
  'hint-long': (args) => ({
    title: `The hint "${args.title}" has ${plural(args.words, 'word')}.`,
    advice: `A learner in trouble reads at most ${args.most}. Say one thing, or make two hints of it.`,
  }),
  'hints-few': () => ({
    title: 'There is only one hint.',
    advice: 'Hints are opened one after the other: what is asked for, where to look, how it is done.',
  }),
  'links-good': (args) => ({
    title: `${args.file}: ${plural(args.count, 'link')}, all valid.`,
  }),
  'link-empty': () => ({
    title: 'A link has no target.',
    advice: 'Write its target between the brackets: `[text](file.md)`.',
  }),
  'link-undefined': (args) => ({
    title: `The link ${args.link} is not defined in this text.`,
    advice: 'Add a line `[label]: target`. If it is not a link, put it between backticks.',
  }),
  'link-outside': (args) => ({
    title: `The link "${args.link}" points outside the folder of the course.`,
    advice: 'A course is shared without the files around it: link to a file inside it, or to the web.',
  }),
  'link-nowhere': (args) => ({
    title: `The link "${args.link}" points to ${args.file}, which does not exist.`,
    advice:
      'Check the name, including upper and lower case. It is relative to the folder of the file that has the link.',
  }),
  'link-anchor': (args) => ({
    title: `The link "${args.link}" points to a heading that ${args.file} does not have.`,
    advice: `Its headings: ${given(args.known, 'none')}.`,
  }),
};

const HINTS = /hints\.md$/;
