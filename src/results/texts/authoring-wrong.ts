import { type Area, type Args, word } from './words';

/** What `codealong check` finds about the wrong programs of a step: step, number, name of the program, outcome. */
export const authoringWrong: Area = {
  /** test */
  'wrong-caught': (args) => ({ title: `${stepOf(args)}: ${nameOf(args)} is caught by ${word(args, 'test')}.` }),
  /** was: the code that made it be written */
  'wrong-accepted': (args) => ({
    title: `The text of ${nameOf(args)} was ${word(args, 'was') === 'wrong-no-text' ? 'missing' : 'another'}, and was written.`,
    advice: 'Read it as a beginner would before you commit it:',
  }),
  'wrong-passes': (args) => ({
    title: `${stepOf(args)}: the wrong program ${nameOf(args)} passes.`,
    advice: 'Let the suite test what is wrong with it, or take the program away.',
  }),
  'wrong-unreadable': (args) => ({
    title: `${stepOf(args)}: the wrong program ${nameOf(args)} cannot be read by Python, so it says nothing about the suite.`,
    advice: 'Put its syntax right: it should be a program that runs and does the wrong thing. What the run said:',
  }),
  'wrong-not-caught': (args) => ({
    title: `${stepOf(args)}: the wrong program ${nameOf(args)} did not pass (${word(args, 'outcome')}), and no test says why.`,
    advice: 'What the run said:',
  }),
  /** test */
  'wrong-no-text': (args) => ({
    title: `${stepOf(args)}: there is no text of what a learner reads of ${nameOf(args)}.`,
    advice: 'Run `codealong check` with `--accept` to write it, then read it as a beginner would. It would be:',
  }),
  /** test */
  'wrong-text-form': (args) => ({
    title: `${stepOf(args)}: the text of ${nameOf(args)} does not begin as it should.`,
    advice: `Its first line is the id of the test that must catch the program, such as \`${word(args, 'test')}\`, its second one is empty; then what a learner reads.`,
  }),
  /** named, test */
  'wrong-unknown-test': (args) => ({
    title: `${stepOf(args)}: the text of ${nameOf(args)} names the test ${word(args, 'named')}, which the step does not have.`,
    advice: `The program is caught by ${word(args, 'test')}. Where that is the right one, write its id into the first line. What a learner reads:`,
  }),
  /** named, named_outcome, test */
  'wrong-other-test': (args) => ({
    title: `${stepOf(args)}: ${nameOf(args)} should be caught by ${word(args, 'named')}, and is caught by ${word(args, 'test')}.`,
    body:
      word(args, 'named_outcome') === 'passed'
        ? 'The named test passes.'
        : 'The named test is not the first that fails.',
    advice:
      'Change the suite or the program; or where that is the right test, write its id into the first line. What a learner reads:',
  }),
  /** test */
  'wrong-text-differs': (args) => ({
    title: `${stepOf(args)}: what a learner reads of ${nameOf(args)} is not what its text says.`,
    advice:
      'Where the new text is as good, run `codealong check` with `--accept`. The difference (`-` its text, `+` now):',
  }),
  'wrong-text-alone': (args) => ({
    title: `${stepOf(args)}: the text ${nameOf(args)} has no program.`,
    advice: 'Give it a program of the same name, NAME.py or a folder NAME, or take it away.',
  }),
  /** why: no-entry, no-program, two */
  'wrong-odd': (args) => ({
    title: `${stepOf(args)}: ${nameOf(args)} ${ODD[word(args, 'why')] ?? 'is no program'}.`,
    advice:
      'A wrong program is NAME.py, which takes the place of the entry, or a folder NAME that holds the entry; NAME.txt is its text.',
  }),
};

const ODD: Readonly<Record<string, string>> = {
  'no-entry': 'is a folder without the file that is started',
  'no-program': 'is neither a program nor a text',
  two: 'stands beside a folder of the same name, and both would have one text',
};

/** `Step 2 (ping)` */
export function stepOf(args: Args): string {
  return `Step ${word(args, 'number')} (${word(args, 'step')})`;
}

/** The name without the step's folder, which the place says already. */
export function nameOf(args: Args): string {
  return word(args, 'name').replace(/^steps\/[^/]+\//, '');
}
