import { randomUUID } from 'node:crypto';
import { CodedError } from '../contract/codes';
import { DecodeError, flag, list, number, object, record, text } from '../contract/decode';
import type { SandboxEvent } from '../contract/events';
import { IMAGE_HOME } from '../contract/image';
import type { Job } from '../contract/job';
import type { Limits } from '../contract/limits';

/** What `docker/runner/probe.py` reports about the sandbox that it runs in: error names, `opened`, `done`, `none`, signals. */
export interface Probed {
  readonly uid: number;
  /** Every family of sockets and every call that is not on our list, by its name. */
  readonly calls: Answers;
  /** Every call that our list denies to have, and a newer one. */
  readonly absent: Answers;
  /** Calls that do not go the usual way (`docker/runner/foreign_calls.py`). */
  readonly foreign: Answers;
  readonly outside: readonly string[];
  readonly name_found: boolean;
  readonly loopback: boolean;
  readonly ipv6_loopback: boolean;
  readonly grader_memory: string;
  readonly suite: string;
  /** The folders that the program can write, whatever lies in them. */
  readonly writable: readonly string[];
}

type Answers = Readonly<Record<string, string>>;

const probed = object<Probed>({
  uid: number,
  calls: record(text),
  absent: record(text),
  foreign: record(text),
  outside: list(text),
  name_found: flag,
  loopback: flag,
  ipv6_loopback: flag,
  grader_memory: text,
  suite: text,
  writable: list(text),
});

const PROBE = `import sys\nsys.path.insert(0, "${IMAGE_HOME}")\nfrom runner import probe\nprobe.main()\n`;
const PROBE_SUITE = 'from codealong import program\n\n\ndef test_probe():\n    program.run(timeout=8)\n';
const TRIAL = 'print("hello")\n';
const TRIAL_SUITE =
  'from codealong import program\n\n\ndef test_trial():\n    """A small program says hello"""\n    assert program.run().stdout == b"hello\\n"\n';

/** A run whose program examines its sandbox. */
export function probeJob(limits: Limits): Job {
  return doctorJob(PROBE, PROBE_SUITE, limits);
}

/** An ordinary run. */
export function trialJob(limits: Limits): Job {
  return doctorJob(TRIAL, TRIAL_SUITE, limits);
}

/** @throws CodedError `sandbox-not-ready` {why} when the program's output is not a valid report. */
export function readProbe(events: readonly SandboxEvent[]): Probed {
  const said = (stream: 'stdout' | 'stderr') =>
    events.map((event) => (event.event === 'output' && event.stream === stream ? event.text : '')).join('');
  try {
    return probed(JSON.parse(said('stdout')), '');
  } catch (cause) {
    if (!(cause instanceof SyntaxError) && !(cause instanceof DecodeError)) throw cause;
    const last = said('stderr').trim().split('\n').at(-1) ?? '';
    throw new CodedError('sandbox-not-ready', { why: 'no-report', said: last }, { cause });
  }
}

function doctorJob(program: string, suite: string, limits: Limits): Job {
  return {
    id: randomUUID(),
    seed: 0,
    runtime: 'python3',
    entry: { kind: 'file', path: 'main.py', module: null },
    limits,
    tests: ['doctor'],
    program: [{ path: 'main.py', bytes: Buffer.from(program) }],
    suite: [{ path: 'doctor/test_doctor.py', bytes: Buffer.from(suite) }],
  };
}
