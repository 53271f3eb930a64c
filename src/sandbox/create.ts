import { CodedError } from '../contract/codes';
import type { CreatedContainer, Engine } from '../engine/client/engine';
import { podmanVersion } from '../engine/client/podman';
import { type Leave, removedSoon, settledOrAborted } from './promises';
import { containerSpec, type SpecOptions } from './spec';

type Wanted = Omit<SpecOptions, keyof Relaxation>;

/** What an engine has refused once is not requested again. */
interface Relaxation {
  readonly seccomp: boolean;
  readonly ipv6Loopback: boolean;
  readonly podmanDialect: boolean;
}

const known = new WeakMap<Engine, Relaxation>();

/**
 * Creates the container, with our seccomp profile, both loopback families and every option of its folders if the engine accepts them.
 * A cancelled creation is not broken off, because the engine would finish it and its id would be lost.
 * @returns its id and the engine's warnings.
 * @throws CodedError of the engine, `cancelled` {call}.
 */
export async function create(
  engine: Engine,
  wanted: Wanted,
  signal?: AbortSignal,
  leave?: Leave,
): Promise<CreatedContainer> {
  if (signal?.aborted) throw cancelled();
  const creation = createAsAllowed(engine, wanted);
  await settledOrAborted(creation, signal);
  if (!signal?.aborted) return creation;
  const removal = creation.then(
    ({ id }) => engine.remove(id),
    () => {},
  );
  await removedSoon(removal, leave);
  throw cancelled();
}

async function createAsAllowed(engine: Engine, wanted: Wanted): Promise<CreatedContainer> {
  for (;;) {
    const asked = askedOf(engine);
    try {
      return await engine.createContainer(containerSpec({ ...wanted, ...asked }));
    } catch (error) {
      if (!leavesOut(engine, asked, error)) throw error;
    }
  }
}

/** What the next container of this engine is created with, at most. */
export function askedOf(engine: Engine): Relaxation {
  return { ...(known.get(engine) ?? takenBy(engine)) };
}

/** What an engine takes, as far as its name tells. Whatever else it refuses is found out by asking. */
export function takenBy({ server }: Engine): Relaxation {
  const isPodman = podmanVersion(server) !== null;
  return { seccomp: !isPodman, ipv6Loopback: true, podmanDialect: isPodman };
}

function cancelled(): CodedError {
  return new CodedError('cancelled', { call: 'create' });
}

/**
 * Whether a container was refused for something optional, which is left out from now on. Some engines look at it only when a container
 * is started.
 * @param asked what the container was created with: others may have found out meanwhile
 */
export function leavesOut(engine: Engine, asked: Relaxation, error: unknown): boolean {
  if (!(error instanceof CodedError) || error.code !== 'engine-call-failed') return false;
  const reason = String(error.args.reason).toLowerCase();
  for (const [words, key, relaxed] of [
    [/seccomp/, 'seccomp', false],
    [/sysctl|\/proc\/sys\/net/, 'ipv6Loopback', false],
    [/mount.option/, 'podmanDialect', true],
  ] as const) {
    if (asked[key] !== relaxed && words.test(reason)) {
      known.set(engine, { ...askedOf(engine), [key]: relaxed });
      return true;
    }
  }
  return false;
}
