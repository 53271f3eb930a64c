import type { Elsewhere } from './cover';

const POOL = 'test/sandbox/pool.test.ts';

/** Lines of ATTACKS.md that a program in a sandbox cannot prove, or not completely. */
export const ELSEWHERE: readonly Elsewhere[] = [
  { line: 'endless loop while importing', proved: ['test/sandbox/golden.test.ts', 'test/sandbox/hung.test.ts'] },
  { line: 'terminal escapes', proved: ['test/unit/results/report.test.ts', 'test/unit/editor/testing-run.test.ts'] },
  {
    line: '`command:` links',
    proved: ['test/unit/editor/command-link.test.ts', 'test/unit/editor/testing-run.test.ts'],
  },
  { line: 'right-to-left marks', proved: ['test/unit/results/report.test.ts'], later: 'a UI test of one long line' },
  { line: 'deleted between save and run', proved: ['test/unit/course/snapshot-entry.test.ts'] },
  { line: 'unsaved buffer', proved: ['test/unit/editor/saving.test.ts'] },
  { line: 'untitled buffer', proved: ['test/unit/editor/run-step-tests.test.ts'] },
  { line: 'daemon stopped', proved: ['test/ui/engine-returns.long.test.ts', 'test/sandbox/faults.test.ts'] },
  { line: 'image removed while a container is warm', proved: [POOL] },
  { line: '`create` that hangs', proved: ['test/sandbox/lifecycle.test.ts', 'test/sandbox/faults.test.ts'] },
  { line: 'cancel in every phase', proved: ['test/sandbox/lifecycle.test.ts'] },
  { line: 'engine switched', proved: [POOL] },
  ...[
    'print without end at a terminal',
    'printing our own terminal events and frames',
    'ignoring SIGHUP, SIGINT and SIGTERM',
    'children that hold the terminal',
    'closing its own terminal',
    'killing or stopping the launcher of its terminal',
    'filling its folders at a terminal',
    'a hundred terminals of its own',
    "writing to the client's terminal",
  ].map((line) => ({ line, proved: ['test/sandbox/interactive-attacks.test.ts'] })),
  { line: 'never reading what is typed', proved: ['test/sandbox/interactive.test.ts'] },
  ...[
    "speaking its debugger's protocol itself",
    'answering for its debugger',
    'flooding the stream of its debugger',
    "a long message of its debugger's byte by byte",
    "closing its debugger's descriptor",
    'patching its debugger',
    'saying that it stands when it does not',
    "lifting its limits and the launcher's while it is stopped",
    'forking without end while it is stopped',
    "sending descriptors over its debugger's socket",
    "a child that keeps its debugger's socket",
  ].map((line) => ({ line, proved: ['test/sandbox/debugging-attacks.test.ts'] })),
];
