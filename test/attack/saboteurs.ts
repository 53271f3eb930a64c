import type { Engine } from '../../src/engine/client/engine';
import type { RunnerParts } from '../../src/run/runner';
import { OF_THE_BLAME } from './blame-saboteurs';
import { OF_THE_CONTAINER } from './container-saboteurs';
import { OF_THE_RUNNER } from './runner-saboteurs';
import { OF_BOTH } from './shut-saboteurs';
import { OF_THE_TRACED_RUN } from './traced-saboteurs';
import { OF_THE_SCOPES } from './wide-saboteurs';

/** A text that occurs once in a file of `docker/`, and its replacement. */
export interface Patch {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** A protection that is switched off, and the cases that must notice it. */
export interface Saboteur {
  readonly name: string;
  readonly off: string;
  readonly cases: readonly string[];
  /** Another runner image. */
  readonly patches?: readonly Patch[];
  /** Another engine. */
  readonly engine?: (engine: Engine) => Engine;
  /** Replaces parts of the runner. */
  readonly parts?: RunnerParts;
}

/** Protections by the host around a run. */
const OF_THE_HOST: readonly Saboteur[] = [
  {
    name: 'reaper-off',
    off: 'the removal of what killed processes leave',
    cases: ['killed-window'],
    parts: { orphanRemoverOf: () => ({ removeOrphans: async () => ({ removed: [], again: false }) }) },
  },
];

/** By kind; each kind has a file of its own. */
export const SABOTEURS: readonly Saboteur[] = [
  ...OF_THE_CONTAINER,
  ...OF_BOTH,
  ...OF_THE_RUNNER,
  ...OF_THE_BLAME,
  ...OF_THE_HOST,
  ...OF_THE_SCOPES,
  ...OF_THE_TRACED_RUN,
];
