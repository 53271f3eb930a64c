import { type Area, given, plural } from '../words';

type TextCode =
  | 'text-good'
  | 'text-missing'
  | 'text-empty'
  | 'text-not-utf8'
  | 'readme-no-title'
  | 'readme-only-title'
  | 'hints-none'
  | 'hint-untitled'
  | 'hint-empty'
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
    title: `${args.file} is not there.`,
    advice: HINTS.test(args.file)
      ? 'Write hints for this step: a heading `## …` for each, and its text below.'
      : 'Write the task of this step: a title `# …`, and what is to be done.',
  }),
  'text-empty': (args) => ({ title: `${args.file} is empty.`, advice: 'Write it.' }),
  'text-not-utf8': (args) => ({ title: `${args.file} is not UTF-8.`, advice: 'Save it as UTF-8.' }),
  'readme-no-title': () => ({
    title: 'The task does not begin with its title.',
    advice: 'Let the first line be a heading: `# Answer PING`.',
  }),
  'readme-only-title': () => ({ title: 'The task is nothing but its title.', advice: 'Say what is to be done.' }),
  'hints-none': () => ({
    title: 'There is no hint.',
    advice: 'A hint is a heading `## …`, and the text below it up to the next one.',
  }),
  'hint-untitled': () => ({
    title: 'A hint has no title.',
    advice: 'Write behind `## ` what a learner would ask: `## How do I read and write?`',
  }),
  'hint-empty': (args) => ({
    title: `The hint "${args.title}" is empty.`,
    advice: 'Write the text below its heading, or remove the heading.',
  }),
  'links-good': (args) => ({
    title: `${args.file}: ${plural(args.count, 'link')}, all valid.`,
  }),
  'link-empty': () => ({
    title: 'A link has no target.',
    advice: 'Write its target between the brackets: `[text](file.md)`.',
  }),
  'link-undefined': (args) => ({
    title: `The link ${args.link} is defined nowhere in this text.`,
    advice: 'Add a line `[label]: target`. If it is not a link, put it between backticks.',
  }),
  'link-outside': (args) => ({
    title: `The link "${args.link}" leads out of the course's folder.`,
    advice: 'A course travels alone: link to a file inside of it, or to the web.',
  }),
  'link-nowhere': (args) => ({
    title: `The link "${args.link}" leads to ${args.file}, which is not there.`,
    advice: 'Look at the name, also at upper and lower case; it counts from the folder of the file that links.',
  }),
  'link-anchor': (args) => ({
    title: `The link "${args.link}" leads to a heading that ${args.file} does not have.`,
    advice: `What it has: ${given(args.known, 'no heading at all')}.`,
  }),
};

const HINTS = /hints\.md$/;
