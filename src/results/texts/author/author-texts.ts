import type { AuthorCode, CodeArgs } from '../../../contract/codes';
import { buildTroubleIn } from '../setup/trouble-texts';
import { shownWords } from '../shown-texts';
import { type Area, given, plural, table, withArticle } from '../words';
import { authoringTexts } from './page-texts';
import { authoringMore, authoringWrong, stepOf } from './wrong-program-texts';

/** Which program was tried on a step. */
const PROGRAMS = table<string>({
  starter: 'the starter',
  solution: 'its solution',
  previous: 'the solution of the previous step',
});

function programOf(program: string): string {
  return PROGRAMS[program] ?? program;
}

const PACKAGES =
  'A suite has the standard library, pytest, the module `codealong` and the packages that its course brings; its `rng` draws values that can be drawn again.';

/** What to do in place of a mark of a plugin. */
const MARK_ADVICE = table<string>({
  timeout:
    'Set `limits` (`timeout_seconds`) in course.json, or give a call its own `timeout=`. Every run has a limit anyway.',
  asyncio: 'Write the test without `async`, and call `asyncio.run(...)` in it.',
  anyio: 'Write the test without `async`, and call `asyncio.run(...)` in it.',
  order: 'Tests run in the order of the file: move the test.',
  run: 'Tests run in the order of the file: move the test.',
  flaky: 'Remove it, and make the test steady: a right program must pass it each time.',
});

/** The genuine program of a course, for its author. */
const reference: Area<'derived-build-failed'> = {
  'derived-build-failed': (args) => {
    const [base, last] = [args.base ?? '', args.last ?? ''];
    const folder = given(args.folder, 'this folder');
    const said = `The build said: ${given(args.line, 'nothing')}`;
    return {
      title:
        base === ''
          ? `The image of ${folder} could not be built.`
          : `The image of ${folder} could not be built: "${base}" could not be fetched.`,
      body: last === '' ? said : `${said}\nBefore that: ${last}`,
      advice:
        buildTroubleIn(args)?.advice ??
        (base === ''
          ? `Correct its Dockerfile. If a command in it could not reach the internet, check that containers can.`
          : `Check that this machine can reach the internet, or load that image. If no image registry can be reached, run ` +
            `\`${given(args.script, 'scripts/setup-docker.sh')} --reference-base\` once: it makes "debian:bookworm-slim" from Debian's packages.`),
    };
  },
};

/** What `codealong check` found, for the author of a course. Not for the bundle that a window begins with. */
const authoring: Area<AuthorCode> = {
  ...authoringTexts,
  ...authoringWrong,
  ...authoringMore,
  ...reference,
  'check-format': (args) => ({
    title: `The format of "${args.course}" is valid: ${args.steps} steps.`,
  }),
  'check-passes': (args) => ({
    title:
      args.program === 'previous'
        ? `${stepOf(args)}: ${programOf(args.program)} already passes it, as previous_passes says.`
        : `${stepOf(args)}: ${programOf(args.program)} passes.`,
  }),
  'check-fails': (args) => ({
    title: `${stepOf(args)}: ${programOf(args.program)} fails, as it should (${args.outcome}).`,
  }),
  'check-should-pass': (args) => ({
    title: `${stepOf(args)}: ${programOf(args.program)} must pass, but did not (${args.outcome}).`,
    advice:
      args.program === 'previous'
        ? 'The step gives a reason in previous_passes in course.json: remove it, because it is not true.'
        : 'Change the solution or the suite of this step. What the run said:',
  }),
  'check-should-fail': (args) => ({
    title: `${stepOf(args)}: ${programOf(args.program)} passes, but should not.`,
    advice:
      args.program === 'previous'
        ? 'The suite does not test what is new in this step. Test it, or give the reason in previous_passes in course.json.'
        : 'A learner would have nothing to do: let the suite ask for something that the starter does not do.',
  }),
  'step-unknown': (args) => ({
    title: `${args.name} does not belong to any step in course.json.`,
    advice: 'Add the step to course.json, rename the folder to match a step, or remove it.',
  }),
  'program-missing': (args) => ({
    title: `${stepOf(args)}: ${args.file} does not exist.`,
    advice: `Write ${programOf(args.program)}, or set \`entry\` in course.json to the file that is started.`,
  }),
  'check-regression': (args) => ({
    title: `${stepOf(args)}: ${programOf(args.program)} passes this step but breaks earlier ones: ${args.broken}.`,
    advice: 'A solution must pass every step up to its own. Run `codealong test` with the step that broke to see why.',
  }),
  'check-packages': (args) => ({ title: `The packages of the course can be had: ${args.packages}.` }),
  'check-suite-broken': (args) => ({
    title: `${stepOf(args)}: the suite itself is broken.`,
    advice: 'Correct the test files of this step. What the run said:',
  }),
  'check-suite-module': (args) => ({
    title: `${stepOf(args)}: the suite itself is broken: the sandbox has no module \`${args.module}\`.`,
    advice: `${PACKAGES} If \`${args.module}\` is a file of the course, put it beside the test or into \`lib/\`. What the run said:`,
  }),
  'mark-of-plugin': (args) => ({
    title: `${stepOf(args)}: the mark \`${args.mark}\` does nothing: it belongs to ${args.plugin}, which the sandbox does not have.`,
    advice: MARK_ADVICE[args.mark] ?? `Remove the mark, or give it a meaning in \`conftest.py\`. ${PACKAGES}`,
  }),
  'mark-unknown': (args) => ({
    title: `${stepOf(args)}: pytest does not know the mark \`${args.mark}\`, so it does nothing. Did you mean "${args.known}"?`,
    advice: 'If it is a mark of your own, name it in `conftest.py`, and this remark goes away.',
  }),
  'answer-breaks-line': (args) => ({
    title: `${stepOf(args)}: with ${programOf(args.program)}, this line of ${args.test} raises ${args.type === '' ? 'an exception' : withArticle(args.type)} on what the program gave${args.source === '' ? '' : `: \`${args.source}\``}.`,
    advice:
      args.program === 'solution'
        ? 'The solution gives what the task asks for: correct the line.'
        : 'The test fails, but its text only shows what came. For a better text, use something that accepts any answer: a slice (`lines[:1] == ["…"]`), `parse(json.loads, text)`, `answer.get("name")`, or first an `assert` on its form.',
  }),
  'starter-breaks': (args) => ({
    title: `${stepOf(args)}: the starter does not merely fail: the run ends as \`${args.outcome}\`.`,
    advice:
      'A learner begins with the starter, and should read what to do, not a crash message. Change the starter or the suite. What a learner reads:',
  }),
  'starter-unclear': (args) => ({
    title: `${stepOf(args)}: the starter fails, but the text does not say enough.`,
    advice: `Give ${given(args.test, 'the test')} a message with advice, or with what was expected and what was received. What a learner reads:`,
  }),
  'solution-unreached': (args) => ({
    title: `${stepOf(args)}: no test up to this step reaches these places of its solution: ${args.places}.`,
    advice: 'If a learner needs them, let a test ask for them. Otherwise the solution can do without.',
  }),
  'check-trouble': (args) => ({
    title: `${stepOf(args)}: ${programOf(args.program)} could not be run.`,
    advice: 'This is not the fault of the course. What the run said:',
  }),
  'test-skipped': (args) => ({
    title: `${marked(args)} is skipped${reasonOf(args)}, so it tests nothing.`,
    ...(args.reason?.startsWith('could not import') ? { advice: PACKAGES } : {}),
  }),
  'test-fails-as-marked': (args) => ({
    title: `${marked(args)} is marked as one that fails${reasonOf(args)}, and fails with the solution. It counts as passed.`,
  }),
  'test-passes-though-marked': (args) => ({
    title: `${marked(args)} is marked as one that fails${reasonOf(args)}, but passes with the solution.`,
    advice: 'Remove the mark if the test is meant to pass.',
  }),
};

function marked(args: CodeArgs['test-skipped']): string {
  return `${stepOf(args)}: ${args.test}`;
}

function reasonOf({ reason }: CodeArgs['test-skipped']): string {
  return reason === null ? '' : ` ("${reason}")`;
}

/** The headings of the table of `codealong check`. */
const headings = {
  step: 'step',
  texts: 'texts',
  before: 'starter/previous',
  solution: 'solution',
  wrong: 'wrong',
  repeats: 'repeats',
  reference: 'reference',
};

/** The last line: `41 of 42 checks passed in 12.3 seconds`. */
function passed(count: number, total: number, seconds: number): string {
  return `${count} of ${total} checks passed in ${plural(Math.round(seconds * 10) / 10, 'second')}`;
}

/** Everything that `codealong check` says. */
export const authorTexts = { messages: authoring, ...shownWords({ headings, passed }) };
