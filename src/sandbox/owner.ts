import { randomUUID } from 'node:crypto';
import { type Processes, processesHere } from './processes';

/** Who makes containers: this process, named so that another one can tell whether it still lives. */
export interface Owner {
  readonly session: string;
  /** `<host>:<pid>:<when it began>`, as `Processes` has them; a host of `-` is not known. */
  readonly process: string;
}

/** Of this process, for where the kernel does not say it. Milliseconds since 1970. */
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

/** What became of the owner of a container: `dead` for sure, `alive` for sure, or nobody here can tell. */
export type OwnerState = 'own' | 'alive' | 'dead' | 'unknown';

/** @param name what the label `codealong.owner` says */
export function ownerState(name: string, self: Owner, processes: Processes = processesHere): OwnerState {
  if (name === self.process) return 'own';
  const [host, pid, began, ...rest] = name.split(':');
  const known = host !== undefined && host === processes.host && rest.length === 0;
  if (!known || !began || began === '-' || !/^[1-9]\d*$/.test(pid ?? '')) return 'unknown';
  const found = processes.began(Number(pid));
  if (found === null) return 'unknown';
  return found === began ? 'alive' : 'dead';
}

export type Role = 'run' | 'earlier-steps' | 'warm' | 'probe';

/** The label that all our containers have. */
export const OURS = 'codealong=1';
export const OWNER = 'codealong.owner';
export const EXPIRES = 'codealong.expires';

/** @param expires milliseconds since 1970 after which nobody can want the container any more. */
export function labelsOf(owner: Owner, role: Role, expires: number): Record<string, string> {
  return {
    codealong: '1',
    'codealong.session': owner.session,
    [OWNER]: owner.process,
    [EXPIRES]: String(expires),
    'codealong.role': role,
  };
}
