import type { SandboxUsers } from '../contract/image';

/**
 * Below 65536, so that an engine that maps the ids of its containers knows them too. Debian gives none of these to people or packages:
 * 60514 to 61183 are unused, and from 61184 on systemd takes them for a service at random, as we do.
 */
const FIRST = 60_514;
const PAIRS = 2_500;

/**
 * User ids for sandboxes, two for each. The kernel counts descriptors in flight, queued signals, message queues and more by user, over
 * all containers (docs/engine-traps.md, "The kernel counts by user"). With ids of its own, no sandbox can use up what another one needs.
 */
export class UserNumbers {
  /** By their first number. */
  readonly #taken = new Map<number, SandboxUsers>();

  /** @param random from 0 to below 1. Another process may draw the same pair: one in 2,500. */
  constructor(private readonly random: () => number = Math.random) {}

  /** Two ids that no other sandbox of this process has. When all are in use, the pair is shared. */
  take(): SandboxUsers {
    const wanted = Math.floor(this.random() * PAIRS);
    for (let tried = 0; tried < PAIRS; tried++) {
      const users = pair((wanted + tried) % PAIRS);
      if (this.#taken.has(users.program)) continue;
      this.#taken.set(users.program, users);
      return users;
    }
    return pair(wanted);
  }

  /** For a container that is gone. A second call changes nothing, even if another sandbox has the numbers meanwhile. */
  release(users: SandboxUsers): void {
    if (this.#taken.get(users.program) === users) this.#taken.delete(users.program);
  }
}

function pair(index: number): SandboxUsers {
  return { program: FIRST + 2 * index, grader: FIRST + 2 * index + 1 };
}

/** Of this process: the kernel counts for all engines and windows in it. */
export const userNumbers = new UserNumbers();
