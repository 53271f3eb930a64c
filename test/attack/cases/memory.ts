import type { AttackCase, Seen } from '../case';

const EATS = { mechanism: 'eating memory', outcome: 'out-of-memory' } as const;

/** It used at most half a CPU while it ran, plus a little for the start. */
function withinItsShare({ report }: Seen): string | null {
  const { wall_ms = 0, cpu_ms = 0 } = report.metrics ?? {};
  return cpu_ms <= wall_ms * 0.6 + 150 ? null : `${cpu_ms} ms of CPU in ${wall_ms} ms`;
}

/** Memory and processes. */
export const MEMORY: readonly AttackCase[] = [
  { name: 'bytearray', covers: ['`bytearray(10**9)`'], how: 'Asks for a gigabyte at once.', ...EATS },
  {
    name: 'growing-list',
    covers: ['a list that grows for ever'],
    how: 'Grows in small steps until nothing is left.',
    ...EATS,
  },
  {
    name: 'anonymous-map',
    covers: ['mmap touched'],
    how: 'Maps a gigabyte without a file and touches every page.',
    ...EATS,
  },
  {
    name: 'hungry-child',
    mechanism: 'a child that eats memory',
    covers: ['a child that eats the memory'],
    how: 'A child is killed for memory; its parent answers.',
    outcome: 'passed',
    expect: { notes: [/stopped because it used more than 128 MB/] },
  },
  {
    name: 'hungry-child-fails',
    mechanism: 'a child that eats memory',
    covers: ['a child that eats the memory'],
    how: 'A child is killed for memory, and its parent does not answer.',
    outcome: 'out-of-memory',
  },
  {
    name: 'full-disk',
    mechanism: 'filling a file system',
    covers: ['filling the tmpfs'],
    how: 'Writes more than /tmp and /work hold.',
    outcome: 'passed',
    expect: { refused: 2, says: [/\/tmp: refused: ENOSPC/, /\/work: refused: ENOSPC/], silent: true },
  },
  {
    name: 'million-files',
    mechanism: 'filling a file system',
    covers: ['a million empty files'],
    how: 'Uses up the inodes of /tmp and /work.',
    outcome: 'passed',
    expect: { refused: 2, says: [/\/tmp: refused: ENOSPC/, /\/work: refused: ENOSPC/] },
  },
  {
    name: 'full-shm',
    mechanism: 'filling a file system',
    covers: ['/dev/shm filled'],
    how: 'Fills the shared memory, and leaves it full, while a test talks to it.',
    suite: 'server',
    outcome: 'passed',
    expect: { refused: 4, says: [/\/dev\/shm: refused: ENOSPC/] },
  },
  {
    name: 'sparse-file',
    mechanism: 'a sparse file',
    covers: ['1 TB file'],
    how: 'Makes files of a terabyte that hold nothing.',
    outcome: 'passed',
    expect: { refused: 5 },
  },
  {
    name: 'fork-bomb',
    mechanism: 'a bomb of processes',
    covers: ['fork bomb'],
    how: 'Forks without end beside its work, and answers all the same.',
    outcome: 'passed',
    expect: { notes: [/more than 50 processes and threads/], also: withinItsShare },
  },
  {
    name: 'fork-bomb-fails',
    mechanism: 'a bomb of processes',
    covers: ['fork bomb'],
    how: 'Forks without end and does nothing else.',
    limits: { timeout_seconds: 2 },
    outcome: 'process-limit',
    expect: { also: withinItsShare },
  },
  {
    name: 'thread-bomb',
    mechanism: 'a bomb of threads',
    covers: ['thread bomb'],
    how: 'Starts threads until no more can be, and answers all the same.',
    outcome: 'passed',
    expect: { refused: 1, notes: [/more than 50 processes and threads/] },
  },
  {
    name: 'thread-bomb-fails',
    mechanism: 'a bomb of threads',
    covers: ['thread bomb'],
    how: 'Starts threads until no more can be, and ends with the exception.',
    outcome: 'process-limit',
  },
  {
    name: 'daemon',
    mechanism: 'what outlives its parent',
    covers: ['double fork'],
    how: 'Leaves a daemon in a session of its own; a program of the next test looks for it.',
    suite: 'server',
    outcome: 'passed',
    expect: { refused: 2 },
  },
  {
    name: 'zombies',
    mechanism: 'what outlives its parent',
    covers: ['zombies never waited for'],
    how: 'Thirty children end and nobody waits for them.',
    outcome: 'passed',
    expect: { silent: true },
  },
  {
    name: 'open-files',
    mechanism: 'using up descriptors',
    covers: ['5,000 open files'],
    how: 'Opens files until no more can be.',
    outcome: 'passed',
    expect: { refused: 1, says: [/refused: EMFILE/] },
  },
  {
    name: 'raise-limits',
    mechanism: 'raising its own limits',
    covers: ['its own limits'],
    how: 'Raises its limits, its priority and its way of being scheduled.',
    outcome: 'passed',
    expect: { refused: 8 },
  },
  {
    name: 'limits-held',
    mechanism: 'raising its own limits',
    covers: [],
    how: 'Reads in its control group what the kernel holds it to: a busy machine hides a share that is too large.',
    outcome: 'passed',
    expect: { refused: 3 },
  },
];
