import { readFileSync, readlinkSync } from 'node:fs';
import { systemCode } from '../contract/decode';

/** The processes of this machine, as far as they can be seen. */
export interface Processes {
  /** The scope in which a process id is unique: one boot of one kernel, one namespace of ids. Null when it is unknown. */
  readonly host: string | null;
  /** The start of the process, for comparison only. `gone` if there is certainly none; null if that is unknown. */
  began(pid: number): string | 'gone' | null;
}

/**
 * Linux. A host name is not enough: two machines or containers can share one, and an id that is free here may be a living editor there.
 * Start times are the kernel's ticks since boot, which do not move with the clock.
 */
export class LinuxProcesses implements Processes {
  readonly host: string | null;

  constructor(private readonly proc: string = '/proc') {
    this.host = this.#host();
  }

  began(pid: number): string | 'gone' | null {
    // Works even if `/proc` hides the processes of other users.
    if (!isThere(pid)) return 'gone';
    const stat = nullOnError(() => readFileSync(`${this.proc}/${pid}/stat`, 'utf8'));
    // The name is in parentheses and may contain any character.
    const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ') ?? [];
    const [state, began] = [fields[STATE], fields[BEGAN]];
    if (state === undefined || began === undefined) return null;
    return state === 'Z' || state === 'X' ? 'gone' : began;
  }

  #host(): string | null {
    const boot = nullOnError(() => readFileSync(`${this.proc}/sys/kernel/random/boot_id`, 'utf8').trim());
    const namespace = nullOnError(() => readlinkSync(`${this.proc}/self/ns/pid`))?.replace(/\D/g, '');
    // A `/proc` of another namespace contains other ids.
    const isOurs = nullOnError(() => readlinkSync(`${this.proc}/self`)) === String(process.pid);
    return boot && namespace && isOurs ? `${boot}.${namespace}` : null;
  }
}

/** Positions of state and start time after the name in `/proc/<pid>/stat`. */
const STATE = 0;
const BEGAN = 19;

/** On macOS and Windows other processes are unknown: they count as alive until they expire. */
export const processesHere: Processes = new LinuxProcesses();

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Any other error, such as no permission, means that the process exists.
    return systemCode(error) !== 'ESRCH';
  }
}

function nullOnError<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
