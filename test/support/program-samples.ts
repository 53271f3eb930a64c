import type { CodeArgs, ProgramCode } from '../../src/contract/codes';

/** Of the codes about a program that a person runs, and about a course's client. */
export const PROGRAM_SAMPLES: { readonly [C in ProgramCode]: CodeArgs[C] } = {
  'program-exited': { exit_code: 1 },
  'program-signal': { signal: 11 },
  'program-time-over': { seconds: 1800 },
  'program-out-of-memory': { memory_mb: 128 },
  'program-terminals': { most: 32 },
  'program-machine-refused': { why: 'EAGAIN' },
  'program-processes': { pids: 50 },
  'program-not-saved': { file: 'main.py' },
  'no-debugger': {},
  'no-client': { course: 'Count from ten' },
  'client-unreadable': { file: 'client.py', reason: 'ENOENT' },
  'client-not-started': { file: 'client.py' },
  'clients-too-many': { most: 7 },
  'no-course-here': { folder: '/home/ada/here' },
};
