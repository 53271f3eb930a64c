import type { Outcome } from '../../src/contract/verdict';
import { podmanVersion } from '../../src/engine/client/podman';
import type { Guard } from '../../src/sandbox/checks';
import type { AttackCase, Expectation } from './case';

/** What an engine is known to do otherwise, each with the reason. Whatever is not named here counts against a case. */
export interface KnownEngine {
  readonly name: string;
  /** Limits that it does not keep. A note on one of them is no fault. */
  readonly notKept: Readonly<Partial<Record<Guard, string>>>;
  /** Cases that end otherwise there, by name. */
  readonly endings: Readonly<Record<string, KnownEnding>>;
  /** What a program can read there about the host, and nothing can hide. */
  readonly shows: RegExp | null;
}

interface KnownEnding {
  readonly outcome: Outcome;
  readonly because: string;
  /** In place of what the case expects beside its outcome. Absent for an ending that it has now and then, beside the usual one. */
  readonly expect?: Expectation;
}

export const DOCKER: KnownEngine = { name: 'Docker', notKept: {}, endings: {}, shows: null };

export const PODMAN: KnownEngine = {
  name: 'Podman',
  notKept: { inodes: 'its folders have no option for a number of files; they take memory, which is limited' },
  endings: {
    'million-files': {
      outcome: 'out-of-memory',
      because: 'without a number of files, the memory that they take ends the run',
      expect: {},
    },
    'lowered-score': {
      outcome: 'sandbox-error',
      because: 'it does not always notice that the kernel killed its container for memory',
    },
  },
  // The root's mount names the layers of the image, and the files that Podman mounts lie beside them.
  shows: /\S*\/overlay(?:-containers|-images|-layers)?\/\S*/g,
};

/** @param server what the engine calls itself (`Engine.server`) */
export function knownEngine(server: string): KnownEngine {
  return podmanVersion(server) === null ? DOCKER : PODMAN;
}

/** The case as it must end on that engine. */
export function caseOn({ endings }: KnownEngine, one: AttackCase): AttackCase {
  const known = endings[one.name];
  if (known === undefined) return one;
  const { outcome, because, expect } = known;
  if (expect === undefined) return { ...one, or: { outcome, because } };
  const { or: _, ...rest } = one;
  return { ...rest, outcome, expect };
}

/** What a program has said, without what the engine is known to show. */
export function beyondKnown({ shows }: KnownEngine, output: string): string {
  return shows === null ? output : output.replace(shows, '');
}
