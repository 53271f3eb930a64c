import { type Area, figure, plural, word } from './words';

/** What `codealong check` finds in the texts of a course. */
export const authoringTexts: Area = {
  /** file */
  'text-good': (args) => ({ title: `${word(args, 'file')} is as it should be.` }),
  /** file, step, number */
  'text-missing': (args) => ({
    title: `${word(args, 'file')} is not there.`,
    advice: HINTS.test(word(args, 'file'))
      ? 'Write hints for this step: a heading `## …` for each, and its text below.'
      : 'Write the task of this step: a title `# …`, and what is to be done.',
  }),
  'text-empty': (args) => ({ title: `${word(args, 'file')} is empty.`, advice: 'Write it.' }),
  'text-not-utf8': (args) => ({ title: `${word(args, 'file')} is no UTF-8.`, advice: 'Save it as UTF-8.' }),
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
  /** title */
  'hint-empty': (args) => ({
    title: `The hint "${word(args, 'title')}" says nothing.`,
    advice: 'Write the text below its heading, or take the heading away.',
  }),
  /** file, count */
  'links-good': (args) => ({
    title: `${word(args, 'file')}: ${plural(figure(args, 'count') ?? 0, 'link')}, each in order.`,
  }),
  /** link */
  'link-empty': () => ({
    title: 'A link has no target.',
    advice: 'Write between the brackets where it leads: `[text](file.md)`.',
  }),
  'link-undefined': (args) => ({
    title: `The link ${word(args, 'link')} is defined nowhere in this text.`,
    advice: 'Add a line `[label]: target`. If it is no link, set it between backticks.',
  }),
  'link-outside': (args) => ({
    title: `The link "${word(args, 'link')}" leads out of the course's folder.`,
    advice: 'A course travels alone: link to a file inside of it, or to the web.',
  }),
  /** link, file */
  'link-nowhere': (args) => ({
    title: `The link "${word(args, 'link')}" leads to ${word(args, 'file')}, which is not there.`,
    advice: 'Look at the name, also at upper and lower case; it counts from the folder of the file that links.',
  }),
  /** link, file, anchor, known */
  'link-anchor': (args) => ({
    title: `The link "${word(args, 'link')}" leads to a heading that ${word(args, 'file')} does not have.`,
    advice: `What it has: ${word(args, 'known', 'no heading at all')}.`,
  }),
};

const HINTS = /hints\.md$/;
