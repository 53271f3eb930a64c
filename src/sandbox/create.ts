import { CodedError } from '../contract/codes';
import type { Engine } from '../engine/engine';
import { containerSpec, type SpecOptions } from './spec';

type Wanted = Omit<SpecOptions, 'seccomp' | 'ipv6Loopback'>;

/** What an engine has refused once is not asked of it again. */
interface Relaxation {
  seccomp: boolean;
  ipv6Loopback: boolean;
}

const known = new WeakMap<Engine, Relaxation>();

/**
 * Creates the container, with our seccomp profile and both loopback families where the engine takes them. @returns its id.
 * @throws CodedError of the engine.
 */
export async function create(engine: Engine, wanted: Wanted, signal?: AbortSignal): Promise<string> {
  const relaxation = known.get(engine) ?? { seccomp: true, ipv6Loopback: true };
  known.set(engine, relaxation);
  for (;;) {
    try {
      const created = await engine.createContainer(containerSpec({ ...wanted, ...relaxation }), undefined, { signal });
      return created.id;
    } catch (error) {
      if (!relax(relaxation, error)) throw error;
    }
  }
}

/** True when the engine refused something that we can do without, and it is left out from now on. */
function relax(relaxation: Relaxation, error: unknown): boolean {
  if (!(error instanceof CodedError) || error.code !== 'engine-call-failed') return false;
  const reason = String(error.args.reason).toLowerCase();
  for (const [word, key] of [
    ['seccomp', 'seccomp'],
    ['sysctl', 'ipv6Loopback'],
  ] as const) {
    if (relaxation[key] && reason.includes(word)) {
      relaxation[key] = false;
      return true;
    }
  }
  return false;
}
