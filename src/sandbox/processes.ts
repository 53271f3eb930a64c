import { readFileSync, readlinkSync } from 'node:fs';
import { systemCode } from '../contract/decode';

/** What is known of the processes of this machine. */
export interface Processes {
  /** Where a process id means the same process: one boot of one kernel, one namespace of ids. Null where that cannot be told. */
  readonly host: string | null;
  /** When the process began, to be compared only; `gone` when there is none for sure; null when it is not known. */
  began(pid: number): string | 'gone' | null;
}

/**
 * Linux. The name of a machine would not do: two machines, or two containers, can have the same one, and an id that is nobody's here
 * may be a living editor there. Start times are the kernel's ticks since boot, which no change of the clock moves.
 */
export class LinuxProcesses implements Processes {
  readonly host: string | null;

  constructor(private readonly proc: string = '/proc') {
    this.host = this.#host();
  }

  began(pid: number): string | 'gone' | null {
    // A `/proc` that hides other users' processes does not hide that they are there.
    if (!isThere(pid)) return 'gone';
    const stat = quietly(() => readFileSync(`${this.proc}/${pid}/stat`, 'utf8'));
    // The name stands in parentheses and may hold any character.
    const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ') ?? [];
    const [state, began] = [fields[STATE], fields[BEGAN]];
    if (state === undefined || began === undefined) return null;
    return state === 'Z' || state === 'X' ? 'gone' : began;
  }

  #host(): string | null {
    const boot = quietly(() => readFileSync(`${this.proc}/sys/kernel/random/boot_id`, 'utf8').trim());
    const namespace = quietly(() => readlinkSync(`${this.proc}/self/ns/pid`))?.replace(/\D/g, '');
    // A `/proc` of another namespace has other ids in it.
    const isOurs = quietly(() => readlinkSync(`${this.proc}/self`)) === String(process.pid);
    return boot && namespace && isOurs ? `${boot}.${namespace}` : null;
  }
}

/** Places of the state and the start time behind the name in `/proc/<pid>/stat`. */
const STATE = 0;
const BEGAN = 19;

/** The table of this machine. On macOS and Windows nothing is known of others: they count as alive until they expire. */
export const processesHere: Processes = new LinuxProcesses();

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Anything else, such as no permission, is said of a process that is there.
    return systemCode(error) !== 'ESRCH';
  }
}

function quietly<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
