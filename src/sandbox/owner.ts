import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';

/** Who makes containers: this process, named so that another one can tell whether it still lives. */
export interface Owner {
  readonly session: string;
  /** `<host>:<pid>:<milliseconds since 1970 at which the process began>` */
  readonly process: string;
}

/** @param env may name the session (`CODEALONG_SESSION`), so that a script finds what its runs have made. */
export function thisProcess(env: Readonly<Record<string, string | undefined>> = {}): Owner {
  const began = Math.round(Date.now() - process.uptime() * 1000);
  return { session: env.CODEALONG_SESSION ?? randomUUID(), process: `${hostname()}:${process.pid}:${began}` };
}

export type Role = 'run' | 'earlier-steps' | 'warm' | 'probe';

/** The label that all our containers have. */
export const OURS = 'codealong=1';

/** @param expires milliseconds since 1970 after which nobody can want the container any more. */
export function labelsOf(owner: Owner, role: Role, expires: number): Record<string, string> {
  return {
    codealong: '1',
    'codealong.session': owner.session,
    'codealong.owner': owner.process,
    'codealong.expires': String(expires),
    'codealong.role': role,
  };
}
