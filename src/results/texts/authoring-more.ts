import { nameOf, stepOf } from './authoring-wrong';
import { type Area, figure, word } from './words';

/** What `codealong check` finds when it runs a program again, and with the genuine program: step, number, name, outcome. */
export const authoringMore: Area = {
  /** passed, of */
  'repeats-pass': (args) => ({
    title: `${stepOf(args)}: its solution passes each of ${word(args, 'of')} times.`,
  }),
  /** passed, of, seeds, seed, loaded */
  'repeats-differ': (args) => ({
    title: `${stepOf(args)}: its solution passes ${word(args, 'passed')} of ${word(args, 'of')} times${args.loaded === true ? ' on a busy machine' : ''}.`,
    body: `Seeds of those that did not: ${word(args, 'seeds')}.`,
    advice: `Random values come again with \`codealong test … --seed ${word(args, 'seed')}\`; if it passes then, the suite depends on time. What a learner reads:`,
  }),
  /** of */
  'wrong-steady': (args) => ({
    title: `${stepOf(args)}: ${nameOf(args)} reads the same each of ${word(args, 'of')} times.`,
  }),
  /** texts, of */
  'wrong-unsteady': (args) => ({
    title: `${stepOf(args)}: of ${nameOf(args)} a learner reads ${figure(args, 'texts') ?? 'several'} different texts in ${word(args, 'of')} runs.`,
    advice:
      'Let the suite say nothing that depends on time, on addresses or on the order of things. The difference (`-` one run, `+` another):',
  }),
  'reference-passes': (args) => ({ title: `${stepOf(args)}: the genuine program passes.` }),
  /** why */
  'reference-differs': (args) => ({
    title: `${stepOf(args)}: the genuine program does not pass, as reference_differs says: ${word(args, 'why')}`,
  }),
  'reference-fails': (args) => ({
    title: `${stepOf(args)}: the genuine program does not pass (${word(args, 'outcome')}).`,
    advice: 'Change the suite; or give the reason in reference_differs in course.json. What the run said:',
  }),
  /** why */
  'reference-agrees': (args) => ({
    title: `${stepOf(args)}: the genuine program passes, and reference_differs says that it does not.`,
    advice: `Take the reason out of course.json, since it is not so: "${word(args, 'why')}".`,
  }),
};
