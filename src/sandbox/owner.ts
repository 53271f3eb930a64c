import { randomUUID } from 'node:crypto';
import { type Processes, processesHere } from './processes';

/** The process that creates containers, named so that another process can tell whether it is alive. */
export interface Owner {
  readonly session: string;
  /** `<host>:<pid>:<start>`, as in `Processes`; a host of `-` is unknown. */
  readonly process: string;
}

/** The start of this process, for systems whose kernel does not tell it. Milliseconds since 1970. */
const BEGAN = Math.round(Date.now() - process.uptime() * 1000);

/** @param env may name the session (`CODEALONG_SESSION`), so that a script finds what its runs have made. */
export function thisProcess(
  env: Readonly<Record<string, string | undefined>> = {},
  processes: Processes = processesHere,
): Owner {
  const began = processes.host === null ? BEGAN : processes.began(process.pid);
  const name = [processes.host ?? '-', process.pid, began ?? '-'].join(':');
  return { session: env.CODEALONG_SESSION ?? randomUUID(), process: name };
}

/** The state of a container's owner. `dead` and `alive` are certain; `unknown` is everything else. */
export type OwnerState = 'own' | 'alive' | 'dead' | 'unknown';

/** @param name the value of the label `codealong.owner` */
export function ownerState(name: string, self: Owner, processes: Processes = processesHere): OwnerState {
  if (name === self.process) return 'own';
  const [host, pid, began, ...rest] = name.split(':');
  const known = host !== undefined && host === processes.host && rest.length === 0;
  if (!known || !began || began === '-' || !/^[1-9]\d*$/.test(pid ?? '')) return 'unknown';
  const found = processes.began(Number(pid));
  if (found === null) return 'unknown';
  return found === began ? 'alive' : 'dead';
}

export type Role = 'run' | 'program' | 'earlier-steps' | 'warm' | 'probe';

/** The label that all our containers have. */
export const OURS = 'codealong=1';
export const OWNER = 'codealong.owner';
export const EXPIRES = 'codealong.expires';

/** @param expires milliseconds since 1970 after which no run can use the container any more. */
export function labelsOf(owner: Owner, role: Role, expires: number): Record<string, string> {
  return {
    codealong: '1',
    'codealong.session': owner.session,
    [OWNER]: owner.process,
    [EXPIRES]: String(expires),
    'codealong.role': role,
  };
}
