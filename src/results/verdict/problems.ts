import type { Code, Message } from '../../contract/codes';
import type { Outcome, Reason } from '../../contract/verdict';

interface Kind {
  readonly outcome: Outcome;
  readonly reason: Reason | null;
}

const sandbox = (reason: Reason | null): Kind => ({ outcome: 'sandbox-error', reason });
const learner: Kind = { outcome: 'learner-error', reason: null };
const engine = (reason: Reason): Kind => ({ outcome: 'engine-missing', reason });

const LEARNERS_FILES = [
  'bad-file-name',
  'entry-is-link',
  'entry-missing',
  'file-missing',
  'file-outside-root',
  'file-unreadable',
  'folder-too-large',
  'source-nul',
  'source-utf16',
] as const satisfies readonly Code[];

/** Whether the learner's files could not be used, so that nothing was started. */
export function isUnusable({ code }: Message): boolean {
  return LEARNERS_FILES.some((one) => one === code);
}

const KINDS: ReadonlyMap<Code, Kind> = new Map<Code, Kind>([
  // The learner's files are wrong and the learner can fix them: nothing was started.
  ...LEARNERS_FILES.map((code) => [code, learner] as const),
  ['cancelled', { outcome: 'cancelled', reason: null }],
  ['engine-not-found', engine('not-found')],
  ['engine-not-running', engine('not-running')],
  ['engine-no-permission', engine('no-permission')],
  ['engine-no-answer', engine('no-answer')],
  ['engine-not-docker', engine('no-answer')],
  ['engine-ssh', engine('no-answer')],
  ['engine-tls', engine('no-answer')],
  ['image-missing', sandbox('image-missing')],
  ['image-wrong-protocol', sandbox('image-missing')],
  ['image-build-failed', sandbox('image-build-failed')],
  ['container-lost', sandbox('container-lost')],
  ['engine-lost', sandbox('container-lost')],
  ['engine-bad-stream', sandbox('container-lost')],
  ['container-gone', sandbox('container-lost')],
]);

/** The outcome of a run after a problem between us and the engine. */
export function endingOfProblem(headline: Message): Kind & { readonly headline: Message } {
  return { ...(KINDS.get(headline.code) ?? sandbox(null)), headline };
}
