import { nameOf, stepOf } from './authoring-wrong';
import type { Area } from './words';

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
    advice: `Random values come again with \`codealong test … --seed ${args.seed}\`; if it passes then, the suite depends on time. What a learner reads:`,
  }),
  'wrong-steady': (args) => ({
    title: `${stepOf(args)}: ${nameOf(args)} gives the same text all ${args.of} times.`,
  }),
  'wrong-unsteady': (args) => ({
    title: `${stepOf(args)}: a learner reads ${args.texts} different texts for ${nameOf(args)} in ${args.of} runs.`,
    advice:
      'Let the suite say nothing that depends on time, on addresses or on the order of things. The difference (`-` one run, `+` another):',
  }),
  'reference-passes': (args) => ({ title: `${stepOf(args)}: the genuine program passes.` }),
  'reference-differs': (args) => ({
    title: `${stepOf(args)}: the genuine program does not pass, as reference_differs says: ${args.why}`,
  }),
  'reference-fails': (args) => ({
    title: `${stepOf(args)}: the genuine program does not pass (${args.outcome}).`,
    advice: 'Change the suite; or give the reason in reference_differs in course.json. What the run said:',
  }),
  'reference-agrees': (args) => ({
    title: `${stepOf(args)}: the genuine program passes, but reference_differs says that it does not.`,
    advice: `Remove the reason from course.json, because it is not true: "${args.why}".`,
  }),
};
