import type { Saboteur } from './saboteurs';

/** Protections of one test from another while something of a fixture of wider scope lives on. */
export const OF_THE_SCOPES: readonly Saboteur[] = [
  {
    name: 'one-big-family',
    off: 'telling the family of a kept program from others',
    cases: ['kept-daemon'],
    patches: [{ file: 'runner/kin.py', from: 'if one.session in kept}', to: 'if one.session}' }],
  },
  {
    name: 'sessions-alone',
    off: 'ending what has left its session and its parents',
    cases: ['kept-relatives'],
    patches: [
      {
        file: 'runner/kin.py',
        from: 'if one.session in kept}',
        to: 'if one.session in kept or one.parent == os.getpid()}',
      },
    ],
  },
  {
    name: 'leavers-spared',
    off: 'ending a process that has left its family for a session of its own',
    cases: ['kept-daemon'],
    patches: [
      {
        file: 'runner/kin.py',
        from: 'if one.session in kept}',
        to: 'if one.session in kept or one.session not in {0, os.getsid(0), *started}}',
      },
    ],
  },
  {
    name: 'never-stopped',
    off: 'stopping everything where processes multiply faster than a list of them is read',
    cases: ['kept-storm', 'kept-bomb'],
    patches: [
      {
        file: 'runner/kin.py',
        from: '        if turn > PASSES:\n            _end_while_stopped(kept, until, ended)\n',
        to: '',
      },
    ],
  },
  {
    name: 'stopped-for-good',
    off: 'letting a kept program go on after everything was stopped',
    cases: ['kept-storm', 'kept-bomb'],
    patches: [{ file: 'runner/kin.py', from: '_send(one.pid, signal.SIGCONT)', to: 'pass' }],
  },
  {
    name: 'holds-everything',
    off: 'removing what does not belong to a living fixture',
    cases: ['held-files'],
    patches: [{ file: 'runner/holds.py', from: 'sweep.remove_everything(self._folders, frozenset(kept))', to: 'pass' }],
  },
];
