import type { Saboteur } from './saboteurs';

const WATCHDOG = 'runner/watchdog.py';
const PATIENCE = 'BLOCKED_SECONDS = 0.12';

/** Protections that say who is to blame: the program, its answer, or the machine. */
export const OF_THE_BLAME: readonly Saboteur[] = [
  {
    name: 'limits-trusted',
    off: 'looking whether the launcher’s limits were lowered',
    cases: ['launcher-limits'],
    patches: [
      {
        file: 'runner/backend.py',
        from: '        if not self._link.has_its_room():\n            return False\n',
        to: '',
      },
    ],
  },
  {
    name: 'blames-the-program',
    off: 'telling what the machine refused as the machine’s',
    cases: ['terminals-used-up'],
    patches: [{ file: 'runner/backend.py', from: 'self._link.on_refused(op, errno.errorcode[number])', to: 'pass' }],
  },
  {
    name: 'launcher-without-room',
    off: 'more room for the launcher than for its programs',
    cases: ['hoard-before-launcher'],
    patches: [{ file: 'runner/launcher.py', from: '    leave_room(pid)\n', to: '' }],
  },
  {
    name: 'records-free',
    off: 'the bound of a record',
    cases: ['stderr-of-many-runs'],
    patches: [{ file: 'runner/bounds.py', from: 'RECORD_BYTES = 1024 * 1024', to: 'RECORD_BYTES = 2**40' }],
  },
  {
    name: 'watchdog-off',
    off: 'ending a grader that an answer has blocked',
    cases: ['endless-match'],
    patches: [{ file: WATCHDOG, from: PATIENCE, to: 'BLOCKED_SECONDS = 1e9' }],
  },
  {
    name: 'watchdog-hasty',
    off: 'leaving a grader alone that is only late',
    cases: ['starves-watchdog'],
    patches: [
      { file: WATCHDOG, from: PATIENCE, to: 'BLOCKED_SECONDS = -1.0' },
      { file: WATCHDOG, from: 'self._board.ends_by(deadline):', to: 'self._board.ends_by(deadline - 0.3):' },
    ],
  },
];
