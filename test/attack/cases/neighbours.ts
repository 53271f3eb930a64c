import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import Docker from 'dockerode';
import { PYTHON } from '../../../src/contract/image';
import type { Engine } from '../../../src/engine/client/engine';
import { withCalls } from '../../support/engines';
import type { AttackCase, Meanwhile, World } from '../case';
import { inFolderOf } from '../place';

const BESIDE: Pick<AttackCase, 'covers' | 'outcome' | 'expect' | 'world' | 'limits'> = {
  covers: [],
  limits: { timeout_seconds: 25 }, // it holds for six; taking takes longer on a busy machine
  outcome: 'passed',
  expect: { says: [/^hold: .*: \d+ and more$/m], also: ({ found }) => (found === '' ? null : found) },
  world: { meanwhile: honestRun },
};

/** It needs a little of everything that the hoarders take. */
const HONEST: AttackCase = {
  name: 'uses-everything',
  mechanism: 'none',
  covers: [],
  how: 'An honest program that needs a little of everything that the hoarders take.',
  outcome: 'passed',
  expect: { silent: true },
};

/** The report of an honest run beside a hoarder that has taken all it can; empty when it has passed. */
async function honestRun({ runner, request, event }: Meanwhile): Promise<string> {
  await Promise.race([event('output'), event('done')]); // a hoarder of terminals is stopped before it says anything
  return inFolderOf(HONEST, async (folder) => {
    const { step, course, withEarlier, seed } = request;
    const own = { step, course, withEarlier, seed, file: `${folder}/main.py`, source: null, root: folder, entry: null };
    const { verdict, report } = await runner.run(own);
    return verdict.outcome === 'passed' ? '' : `beside it: ${verdict.outcome}, ${report.message} ${report.output}`;
  });
}

const TAKES_TERMINALS = `import os, signal
held = []
try:
    while True:
        held.append(os.open("/dev/ptmx", os.O_RDWR | os.O_NOCTTY))
except OSError:
    print(len(held), flush=True)
signal.pause()
`;
/** More than all containers of a kernel can have. */
const FILES = { Name: 'nofile', Soft: 8192, Hard: 8192 };
const LONGEST_MS = 20_000;

/** Another container, not of ours, has taken all pseudo-terminals of the machine before the sandbox is made. */
function withoutTerminals(): World {
  let taker: Docker.Container | null = null;
  return {
    engine: (engine: Engine) =>
      withCalls(engine, {
        createContainer: async (spec, ...rest) => {
          taker ??= await takeTerminals(spec.Image ?? '');
          return engine.createContainer(spec, ...rest);
        },
      }),
    meanwhile: async ({ event }) => {
      await Promise.race([event('done'), sleep(LONGEST_MS, null, { ref: false })]);
      await taker?.remove({ force: true });
      taker = null;
      return '';
    },
  };
}

async function takeTerminals(image: string): Promise<Docker.Container> {
  const container = await new Docker().createContainer({
    Image: image,
    Entrypoint: [PYTHON, '-I', '-c', TAKES_TERMINALS],
    HostConfig: { NetworkMode: 'none', Ulimits: [FILES] },
  });
  const output = await container.attach({ stream: true, stdout: true });
  await container.start();
  await once(output, 'data');
  return container;
}

/** What the kernel counts by user or by machine: a sandbox takes all of it, and an honest one beside it needs a little. */
export const NEIGHBOURS: readonly AttackCase[] = [
  HONEST,
  {
    name: 'hoard-descriptors',
    mechanism: 'hoarding what travels between processes',
    how: 'Holds descriptors in flight, which the kernel counts by user.',
    ...BESIDE,
  },
  {
    name: 'hoard-signals',
    mechanism: 'hoarding what travels between processes',
    how: 'Holds queued signals, which the kernel counts by user.',
    ...BESIDE,
  },
  {
    name: 'hoard-queues',
    mechanism: 'hoarding what travels between processes',
    how: 'Holds message queues, whose bytes the kernel counts by user.',
    ...BESIDE,
  },
  {
    name: 'hoard-terminals',
    mechanism: 'hoarding what a machine has few of',
    how: 'Holds pseudo-terminals, of which a kernel has some thousands for all containers.',
    ...BESIDE,
    outcome: 'learner-error',
    expect: { message: [/more than 32 terminals/], also: ({ found }) => (found === '' ? null : found) },
  },
  {
    name: 'terminals-used-up',
    mechanism: 'hoarding what a machine has few of',
    how: 'Somebody else has all pseudo-terminals of the machine: neither program nor suite is to blame.',
    covers: [],
    program: 'attack/programs/honest.py',
    suite: 'terminal',
    outcome: 'sandbox-error',
    expect: { message: [/run out of terminals.* Your program is not the cause/] },
    world: withoutTerminals(),
    alone: true,
  },
  {
    name: 'hoard-before-launcher',
    mechanism: 'hoarding what the launcher needs',
    how: 'Holds descriptors in flight while the launcher, which has the same user, has to pass one on.',
    covers: [],
    suite: 'file',
    outcome: 'passed',
  },
  {
    name: 'hoard-processes',
    mechanism: 'hoarding what is counted elsewhere',
    how: 'Holds processes, which the kernel can count by user too; ours are counted by container.',
    ...BESIDE,
  },
  {
    name: 'hoard-keys',
    mechanism: 'hoarding what is counted elsewhere',
    how: 'Holds keys of the kernel: a user has 200. The call is refused.',
    ...BESIDE,
    expect: { ...BESIDE.expect, says: [/^hold: keys: 0 and more$/m] },
  },
  {
    name: 'hoard-watches',
    mechanism: 'hoarding what a machine has few of',
    how: 'Holds instances of inotify: a user has 128.',
    ...BESIDE,
  },
  {
    name: 'hoard-pipes',
    mechanism: 'hoarding memory of the kernel',
    how: 'Holds large pipes: beyond 64 MB, a user gets pipes of one page.',
    ...BESIDE,
  },
  {
    name: 'hoard-buffers',
    mechanism: 'hoarding memory of the kernel',
    how: 'Holds data in connections that nobody reads, for which the kernel has a share of the machine’s memory.',
    ...BESIDE,
  },
  {
    name: 'hoard-timers',
    mechanism: 'hoarding what is few for a user',
    how: 'Holds timers, each of which has a signal ready.',
    ...BESIDE,
  },
  {
    name: 'hoard-locks',
    mechanism: 'hoarding what is few for a user',
    how: 'Holds locks on single bytes of a file, which the kernel keeps.',
    ...BESIDE,
  },
  {
    name: 'hoard-epoll',
    mechanism: 'hoarding memory of the kernel',
    how: 'Holds watches of epoll, which the kernel counts by user.',
    ...BESIDE,
  },
];
