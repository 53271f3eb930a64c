import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { DEFAULT_LIMITS } from '../../src/contract/limits';
import type { Outcome, Verdict } from '../../src/contract/verdict';
import { describe as tell } from '../../src/results/report/describe';
import { fullText } from '../../src/results/texts';
import { reduce } from '../../src/results/verdict/reduce';
import { Bench, jobOf, type SuiteRequest } from '../support/bench';

const START = 'from codealong import connect, program\n\n\ndef test_first():\n    ';
const READS = `${START}program.start().read_until("ready")\n`;
const RUNS = `${START}assert program.run().exit_code == 0\n`;

/** Eats memory until the kernel ends it. */
const EATS = 'kept = []\nwhile True: kept.append(b"x" * 10**6)\n';

/** A child eats the memory, and its parent goes on. */
const CHILD_EATS = `import os
if os.fork() == 0:
    ${EATS.replace('\n', '\n    ')}
os.wait()
print("ready", flush=True)
`;

const FORKS = `import os, time
children = 0
try:
    while os.fork() or time.sleep(60): children += 1
except OSError:
    print("ready", flush=True)
time.sleep(60)
`;

const SENDS =
  'import socket\nclient, _ = socket.create_server(("localhost", 7000)).accept()\nwhile True: client.sendall(b"x" * 10**6)\n';

const DIES = (signal: string) => `import os, signal, time\nos.kill(os.getpid(), signal.${signal})\ntime.sleep(60)\n`;

/** A program, its suite, the outcome of the run, the text of its headline or its first failing test, and its notes. */
interface Case {
  readonly program: string;
  readonly suite: string;
  readonly outcome: Outcome;
  readonly says?: RegExp;
  readonly notes?: readonly string[];
  readonly seconds?: number;
  /** MB of the sandbox; those of every run unless given. */
  readonly memory?: number;
}

const CASES: Readonly<Record<string, Case>> = {
  'that answers as it should': { program: 'print("ready")', suite: READS, outcome: 'passed' },
  'that takes all memory': {
    program: EATS,
    suite: READS,
    outcome: 'out-of-memory',
    says: /used more than its 128 MB of memory/,
  },
  'whose child takes all memory while it answers': {
    program: CHILD_EATS,
    suite: READS,
    outcome: 'passed',
    notes: ['memory-limit-hit'],
  },
  'whose child takes all memory, and which then fails': {
    program: `${CHILD_EATS}raise SystemExit(1)\n`,
    suite: RUNS,
    outcome: 'out-of-memory',
  },
  'that forks without end and answers': {
    program: FORKS,
    suite: READS,
    outcome: 'passed',
    notes: ['process-limit-hit'],
  },
  'that forks without end and does not answer': {
    program: FORKS.replace('print("ready", flush=True)', 'pass'),
    suite: READS.replace('"ready"', '"ready", timeout=1'),
    outcome: 'process-limit',
    says: /more than 50 processes and threads at once/,
  },
  'that floods stdout': {
    program: 'while True: print("x" * 1000)',
    suite: RUNS,
    outcome: 'output-limit',
    says: /far too much output and was stopped/,
  },
  'that floods stderr': {
    program: 'import sys\nwhile True: sys.stderr.write("x" * 1000)',
    suite: RUNS,
    outcome: 'output-limit',
    notes: ['output-dropped'],
  },
  'that floods a terminal': {
    program: 'while True: print("x" * 4000)',
    suite: `${START}program.start(tty=True).expect_exit(timeout=60)\n`,
    outcome: 'output-limit',
    seconds: 25,
  },
  'that never ends': {
    program: 'while True: pass',
    suite: RUNS,
    outcome: 'timeout',
    says: /took longer than 2 seconds/,
    seconds: 2,
  },
  'for which there is no test': { program: '', suite: 'x = 1\n', outcome: 'no-tests' },
  'that stops the process which runs it': {
    program: 'import os, signal\nos.kill(-1, signal.SIGKILL)\n',
    suite: RUNS,
    outcome: 'learner-error',
    says: /stopped the process that runs it/,
  },
  'that raises': {
    program: '1 / 0',
    suite: READS,
    outcome: 'learner-error',
    says: /ZeroDivisionError on line 1 of main\.py/,
  },
  'that exits with a code': {
    program: 'raise SystemExit(3)',
    suite: READS,
    outcome: 'learner-error',
    says: /^Your program exited with code 3 while the test waited for its output\.$/,
  },
  'that exits with code 0 too early': {
    program: '',
    suite: READS,
    outcome: 'failed',
    says: /^Your program exited with code 0 while/,
  },
  'that meets a segmentation fault': {
    program: DIES('SIGSEGV'),
    suite: READS,
    outcome: 'learner-error',
    says: /^Your program crashed: segmentation fault \(signal 11\) .*\nIt crashed at line 2 of main\.py:/,
  },
  'that aborts': {
    program: 'import os\nos.abort()',
    suite: READS,
    outcome: 'learner-error',
    says: /crashed: aborted \(signal 6\)/,
  },
  'that meets an illegal instruction': {
    program: DIES('SIGILL'),
    suite: READS,
    outcome: 'learner-error',
    says: /crashed: illegal instruction \(signal 4\)/,
  },
  'that kills itself': {
    program: DIES('SIGKILL'),
    suite: READS,
    outcome: 'learner-error',
    says: /^Your program was killed \(signal 9\)/,
  },
  'that terminates itself': {
    program: DIES('SIGTERM'),
    suite: READS,
    outcome: 'learner-error',
    says: /^Your program was terminated \(signal 15\)/,
  },
  'whose suite fills the memory at once': {
    program: 'print("ready")',
    suite: `${START}kept = bytearray(b"x") * 300_000_000\n    ${READS.slice(START.length)}`,
    outcome: 'sandbox-error',
    says: /broke in "test_first": their own data needs more memory/,
  },
  'whose suite fills the memory little by little': {
    program: 'import time\nprint("ready", flush=True)\ntime.sleep(60)',
    suite: `${START}${READS.slice(START.length)}    kept = [str(number) * 3 for number in range(10**7)]\n`,
    outcome: 'sandbox-error',
    says: /broke in "test_first": their own data needs more memory/,
  },
  'whose suite fills the memory while it is read': {
    program: 'print("ready")',
    suite: `KEPT = [str(number) * 3 for number in range(10**7)]\n${READS}`,
    outcome: 'sandbox-error',
    says: /their own data needs more memory/,
  },
  'that has no room beside what its suite keeps': {
    memory: 256, // a newer Python leaves a suite less than half of the usual 128
    program: 'kept = bytearray(b"x") * 130_000_000\nprint("ready")',
    suite: `${START}kept = bytearray(b"x") * 140_000_000\n    ${READS.slice(START.length)}    assert kept\n`,
    outcome: 'out-of-memory',
    says: /^Your program and its tests together used more than the 256 MB .*the tests alone took 1[345]\d MB/,
  },
  'whose function asks for input': {
    program: 'def double(n):\n    return int(input()) + n\n',
    suite: 'from codealong import solution\n\n\ndef test_first():\n    assert solution.call("main:double", 2) == 4\n',
    outcome: 'learner-error',
    says: /raised an EOFError on line 2 of main\.py/,
  },
  'that writes more than its suite can take apart': {
    program: 'for _ in range(30): print("1 " * 250_000)',
    suite: `${START}assert program.run().text.split() == ["1"]\n`,
    outcome: 'failed',
    says: /^Your program wrote 14\.\d MB: more than the test can take\.$/,
  },
  'that sends on a connection without end': {
    program: SENDS,
    suite: `${START}program.start()\n    program.wait_for_port(7000)\n    connect(7000).read_until(b"\\n", 20)\n`,
    outcome: 'failed',
    says: /^Your program sent more than 8 MB on port 7000/,
  },
  'that sends without end to a client that waits for the end': {
    program: SENDS,
    suite: `${START}program.start()\n    program.wait_for_port(7000)\n    connect(7000).expect_closed(20)\n`,
    outcome: 'failed',
    says: /^Your program sent more than 8 MB on port 7000/,
  },
  'whose suite breaks': {
    program: '',
    suite: `${START}{}["missing"]\n`,
    outcome: 'sandbox-error',
    says: /^The tests of this step broke/,
  },
  'of which a test was wrong': {
    program: 'print("no")',
    suite: `${START}assert program.run().text == "yes"\n`,
    outcome: 'failed',
  },
};

describe('The verdict on a program', () => {
  let bench: Bench;

  before(async () => {
    bench = await Bench.open();
  });

  afterEach(() => bench.nothingIsLeft());

  after(() => bench.close());

  async function verdictOn(request: SuiteRequest): Promise<Verdict> {
    const { events, end } = await bench.run(request);
    return reduce({
      language: 'python',
      events,
      end,
      expected: [],
      seed: 1,
      limits: jobOf(request).limits,
      starting_ms: 0,
      notes: [],
    });
  }

  function saidBy({ headline, tests }: Verdict): string {
    const first = tests.find(({ outcome }) => outcome !== 'passed');
    return headline === null ? `${first && tell(first).message}` : fullText(headline);
  }

  for (const [title, { program, suite, outcome, says = /./, notes = [], seconds, memory }] of Object.entries(CASES))
    it(`${title} is: ${outcome}`, async () => {
      const { timeout_seconds, memory_mb } = DEFAULT_LIMITS;
      const own = { timeout_seconds: seconds ?? timeout_seconds, memory_mb: memory ?? memory_mb };
      const limits = { ...DEFAULT_LIMITS, ...own };
      const verdict = await verdictOn({ program, suite, limits });
      equal(verdict.outcome, outcome, JSON.stringify(verdict));
      if (outcome !== 'passed') match(saidBy(verdict), says);
      const codes: readonly string[] = verdict.notes.map(({ code }) => code);
      for (const note of notes) ok(codes.includes(note), `${codes}`);
      if (outcome === 'passed') deepEqual(codes, notes);
    });

  it('that was cancelled is: cancelled', async () => {
    const cancel = new AbortController();
    const onEvent = () => cancel.abort();
    const verdict = await verdictOn({ program: '', suite: RUNS, signal: cancel.signal, onEvent });
    deepEqual([verdict.outcome, verdict.tests[0]?.outcome ?? 'not-run'], ['cancelled', 'not-run']);
  });

  it('whose container somebody else killed is: trouble with the sandbox, never a failure of the program', async () => {
    const request = { program: 'import time\ntime.sleep(60)', suite: RUNS };
    const sandbox = await bench.sandbox();
    try {
      const events: Parameters<typeof reduce>[0]['events'][number][] = [];
      const end = await sandbox.run(jobOf(request), (event) => {
        events.push(event);
        if (event.event === 'started') void bench.engine.remove(sandbox.id);
      });
      const verdict = reduce({
        language: 'python',
        events,
        end,
        expected: [],
        seed: 1,
        limits: DEFAULT_LIMITS,
        starting_ms: 0,
        notes: [],
      });
      deepEqual([verdict.outcome, verdict.reason], ['sandbox-error', 'container-lost']);
      equal(verdict.tests[0]?.outcome, 'not-run');
    } finally {
      await sandbox.dispose();
    }
  });
});
