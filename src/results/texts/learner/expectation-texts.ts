import { type Area, firstLine, given, sentence, table, withArticle } from '../words';
import { sourceBody } from './crash-texts';

type ExpectationCode =
  | 'no-exception'
  | 'answer-unread'
  | 'exception-words'
  | 'skipped'
  | 'expected-failure'
  | 'unexpected-pass';

/** What became of what a test expects: an exception, an answer of a certain form, or by its mark a failure. */
export const expectations: Area<ExpectationCode> = {
  'no-exception': (args) => ({
    title: `${callOf(args)} should raise ${exceptionOf(args)}, but it returned.`,
    advice: 'Check the arguments first, and raise the exception that the task names.',
  }),
  'answer-unread': (args) => ({
    title: `The test could not read your program's answer: ${given(args.type)}${said(args.message)}.`,
    ...sourceBody(args),
    advice: GIVEN[given(args.given)] ?? GIVEN.returned ?? '',
  }),
  'exception-words': () => ({ title: 'The exception does not have the message that the test expected.' }),
  skipped: ({ reason }) => ({ title: reason === null ? 'This test was skipped.' : `Skipped: ${reason}` }),
  'expected-failure': ({ reason }) => ({
    title: sentence(`The course expects this test to fail, and it does${because(reason)}`),
  }),
  'unexpected-pass': ({ reason }) => ({
    title: sentence(`This test passes, but the course expects it to fail${because(reason)}`),
    advice: 'Your program does something that the task does not ask for, or forbids.',
  }),
};

const LOOK = 'Compare it with what the task asks for.';

/** What came, when the test could not read it. */
const GIVEN = table<string>({
  printed: `Your program printed what is shown here as received. ${LOOK}`,
  'printed-nothing': 'Your program printed nothing.',
  returned: `Your program returned what is shown here as received. ${LOOK}`,
  'gave-nothing': 'Your program printed nothing and returned nothing.',
  raised: 'Your program raised what is shown here as received.',
  stopped: 'Your program gave fewer values than the test takes.',
  sent: `Your program sent what is shown here as received. ${LOOK}`,
  'sent-nothing': 'Your program sent nothing.',
  file: `Your program wrote what is shown here as received into the file. ${LOOK}`,
});

/** A whole call, as a learner would write it. */
function callOf({ function: call }: { readonly function: string | null }): string {
  return call === null ? 'The program' : `\`${call}\``;
}

function exceptionOf({ wanted }: { readonly wanted: string | null }): string {
  return wanted === null ? 'an exception' : withArticle(wanted);
}

function said(message: string | null): string {
  return message === null ? '' : ` (${firstLine(message)})`;
}

function because(reason: string | null): string {
  return reason === null ? '' : `: ${reason}`;
}
