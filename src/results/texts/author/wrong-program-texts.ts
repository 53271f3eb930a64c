import type { CodeArgs } from '../../../contract/codes';
import type { Area } from '../words';
import { table } from '../words';

type WrongCode =
  | 'wrong-caught'
  | 'wrong-accepted'
  | 'wrong-passes'
  | 'wrong-unreadable'
  | 'wrong-not-caught'
  | 'wrong-no-text'
  | 'wrong-limit'
  | 'wrong-text-form'
  | 'wrong-unknown-test'
  | 'wrong-other-test'
  | 'wrong-text-differs'
  | 'wrong-text-alone'
  | 'wrong-odd';

/** What `codealong check` finds about the wrong programs of a step: step, number, name of the program, outcome. */
export const authoringWrong: Area<WrongCode> = {
  'wrong-caught': (args) => ({ title: `${stepOf(args)}: ${nameOf(args)} is caught by ${args.test}.` }),
  'wrong-accepted': (args) => ({
    title: `The text of ${nameOf(args)} was ${args.was === 'wrong-no-text' ? 'missing and was written' : 'different and was rewritten'}.`,
    advice: 'Read it as a beginner would before you commit it:',
  }),
  'wrong-passes': (args) => ({
    title: `${stepOf(args)}: the wrong program ${nameOf(args)} passes.`,
    advice: 'Let the suite test what is wrong with it, or remove the program.',
  }),
  'wrong-unreadable': (args) => ({
    title: `${stepOf(args)}: ${args.language ?? 'The language'} cannot read the wrong program ${nameOf(args)}, so it proves nothing about the suite.`,
    advice: 'Correct its syntax: it should be a program that runs and does the wrong thing. What the run said:',
  }),
  'wrong-not-caught': (args) => ({
    title: `${stepOf(args)}: the wrong program ${nameOf(args)} did not pass (${args.outcome}), but no test says why.`,
    advice: 'What the run said:',
  }),
  'wrong-no-text': (args) => ({
    title: `${stepOf(args)}: the text that a learner reads for ${nameOf(args)} is missing.`,
    advice: 'Run `codealong check` with `--accept` to write it, then read it as a beginner would. It would be:',
  }),
  'wrong-limit': (args) => ({
    title: `${stepOf(args)}: the run of ${nameOf(args)} was ended by ${LIMITS[args.outcome] ?? args.outcome}, so its text is not kept, not even by \`--accept\`.`,
    advice:
      'How far such a run comes depends on the machine and the moment. Let a test catch the program earlier, by a `timeout=` of its own or a smaller input. ' +
      'If it is meant to end this way, write the file yourself. What it said this time:',
  }),
  'wrong-text-form': (args) => ({
    title: `${stepOf(args)}: the text of ${nameOf(args)} does not begin with the id of a test.`,
    advice: `Its first line must be the id of the test that catches the program, such as \`${args.test}\`. The second line is empty. What a learner reads comes after that.`,
  }),
  'wrong-unknown-test': (args) => ({
    title: `${stepOf(args)}: the text of ${nameOf(args)} names the test ${args.named}, which the step does not have.`,
    advice: `The program is caught by ${args.test}. If that is the right test, write its id into the first line. What a learner reads:`,
  }),
  'wrong-other-test': (args) => ({
    title: `${stepOf(args)}: ${nameOf(args)} should be caught by ${args.named}, but is caught by ${args.test}.`,
    body: args.named_outcome === 'passed' ? 'The named test passes.' : 'The named test is not the first that fails.',
    advice:
      'Change the suite or the program. If the other test is the right one, write its id into the first line. What a learner reads:',
  }),
  'wrong-text-differs': (args) => ({
    title: `${stepOf(args)}: what a learner reads for ${nameOf(args)} differs from the stored text.`,
    advice:
      'If the new text is just as good, run `codealong check` with `--accept`. The difference (`-` stored, `+` now):',
  }),
  'wrong-text-alone': (args) => ({
    title: `${stepOf(args)}: the text ${nameOf(args)} has no program.`,
    advice: `Give it a program of the same name, NAME${args.extension} or a folder NAME, or remove it.`,
  }),
  'wrong-odd': (args) => ({
    title: `${stepOf(args)}: ${nameOf(args)} ${ODD[args.why] ?? 'is not a program'}.`,
    advice: `A wrong program is NAME${args.extension}, which takes the place of the entry, or a folder NAME that holds the entry; NAME.txt is its text.`,
  }),
};

const LIMITS = table<string>({
  timeout: 'the time limit',
  'out-of-memory': 'the memory limit',
  'process-limit': 'the limit of processes',
  'output-limit': 'the limit of output',
});

const ODD = table<string>({
  'no-entry': 'is a folder without the entry',
  'no-program': 'is neither a program nor a text',
  'too-large': 'is larger than a learner’s program may be',
  two: 'has a folder of the same name beside it, and both would share one text',
});

/** `Step 2 (ping)` */
export function stepOf(args: Pick<CodeArgs['check-passes'], 'step' | 'number'>): string {
  return `Step ${args.number} (${args.step})`;
}

/** The name without the step's folder, which the place says already. */
export function nameOf(args: Pick<CodeArgs['check-passes'], 'name'>): string {
  return args.name.replace(/^steps\/[^/]+\//, '');
}

type RepeatCode =
  | 'repeats-pass'
  | 'repeats-differ'
  | 'wrong-steady'
  | 'wrong-unsteady'
  | 'reference-passes'
  | 'reference-differs'
  | 'reference-fails'
  | 'reference-agrees';

/** What `codealong check` finds when it runs a program again, and with the genuine program: step, number, name, outcome. */
export const authoringMore: Area<RepeatCode> = {
  'repeats-pass': (args) => ({
    title: `${stepOf(args)}: its solution passes all ${args.of} times.`,
  }),
  'repeats-differ': (args) => ({
    title: `${stepOf(args)}: its solution passes ${args.passed} of ${args.of} times${args.loaded === true ? ' on a busy machine' : ''}.`,
    body: `Seeds of those that did not: ${args.seeds}.`,
    advice: `\`codealong test … --seed ${args.seed}\` repeats the random values. If the solution passes then, the suite depends on time. What a learner reads:`,
  }),
  'wrong-steady': (args) => ({
    title: `${stepOf(args)}: ${nameOf(args)} gives the same text all ${args.of} times.`,
  }),
  'wrong-unsteady': (args) => ({
    title: `${stepOf(args)}: a learner reads ${args.texts} different texts for ${nameOf(args)} in ${args.of} runs.`,
    advice:
      'The messages of the suite must not depend on time, on addresses or on the order of things. The difference (`-` one run, `+` another):',
  }),
  'reference-passes': (args) => ({ title: `${stepOf(args)}: the genuine program passes.` }),
  'reference-differs': (args) => ({
    title: `${stepOf(args)}: the genuine program does not pass, as reference_differs says: ${args.why}`,
  }),
  'reference-fails': (args) => ({
    title: `${stepOf(args)}: the genuine program does not pass (${args.outcome}).`,
    advice: 'Change the suite, or give the reason in reference_differs in course.json. What the run said:',
  }),
  'reference-agrees': (args) => ({
    title: `${stepOf(args)}: the genuine program passes, but reference_differs says that it does not.`,
    advice: `Remove the reason from course.json, because it is not true: "${args.why}".`,
  }),
};
