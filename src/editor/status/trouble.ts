import { OUTCOMES } from '../../contract/outcomes';
import type { Verdict } from '../../contract/verdict';
import { textOf } from '../../results/texts';
import { plainMessage } from '../base/escape-ui';

/** Why nothing could be run, for the one item that says so. */
export interface Trouble {
  /** What keeps two troubles apart. */
  readonly code: string;
  readonly text: string;
  /** Whether it may end by itself: somebody starts the engine. */
  readonly maySettle: boolean;
}

/** Addresses that the user has set, which no waiting puts right. */
const SETTINGS = new Set(['engine-bad-address', 'engine-ssh-unsupported', 'engine-bad-certificate']);
const ASKING = 'Docker is asked again every few seconds: as soon as it answers, the tests run by themselves.';

/** The trouble with engine or image that a run ended with; null for every other ending. */
export function troubleOf({ outcome, reason, headline }: Verdict): Trouble | null {
  const image = reason === 'image-missing' || reason === 'image-build-failed';
  const { maySettle } = OUTCOMES[outcome];
  if (headline === null || !(maySettle || image || SETTINGS.has(headline.code))) return null;
  const { title, advice } = textOf(headline);
  const text = [title, advice, maySettle ? ASKING : undefined].filter((part) => part !== undefined).join(' ');
  return { code: headline.code, text: plainMessage(text), maySettle };
}
