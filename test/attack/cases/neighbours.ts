import type { AttackCase, Meanwhile } from '../case';
import { inFolderOf } from '../place';

const BESIDE: Pick<AttackCase, 'covers' | 'outcome' | 'expect' | 'world'> = {
  covers: [],
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
  await event('output');
  return inFolderOf(HONEST, async (folder) => {
    const { step, course, withEarlier, seed } = request;
    const own = { step, course, withEarlier, seed, file: `${folder}/main.py`, source: null, root: folder, entry: null };
    const { verdict, report } = await runner.run(own);
    return verdict.outcome === 'passed' ? '' : `beside it: ${verdict.outcome}, ${report.message} ${report.output}`;
  });
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
