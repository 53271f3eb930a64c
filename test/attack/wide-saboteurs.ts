import type { Saboteur } from './saboteurs';

const KIN = 'runner/kin.py';

/** Protections of one test from another while something of a fixture of wider scope lives on. */
export const OF_THE_SCOPES: readonly Saboteur[] = [
  {
    name: 'one-big-family',
    off: 'telling the family of a kept program from others',
    cases: ['kept-daemon'],
    patches: [{ file: KIN, from: 'if one.session in kept}', to: 'if one.session}' }],
  },
  {
    name: 'sessions-alone',
    off: 'ending what has left its session and its parents',
    cases: ['kept-relatives'],
    patches: [
      {
        file: KIN,
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
        file: KIN,
        from: 'if one.session in kept}',
        to: 'if one.session in kept or one.session not in {0, os.getsid(0), *started}}',
      },
    ],
  },
  {
    name: 'spares-the-ended',
    off: 'ending what a test has left beside a kept program',
    cases: ['kept-daemon'],
    patches: [
      {
        file: KIN,
        from: '    for turn in itertools.count(1) if kept else ():\n',
        to: '    if kept:\n        return ended\n    for turn in ():\n',
      },
    ],
  },
  {
    name: 'stopped-for-good',
    off: 'letting a kept program go on after everything was stopped, which is done at once here',
    cases: ['kept-daemon'],
    patches: [
      { file: KIN, from: 'PASSES = 4\n', to: 'PASSES = 0\n' },
      { file: KIN, from: '_send(one.pid, signal.SIGCONT)', to: 'pass' },
    ],
  },
  {
    name: 'holds-everything',
    off: 'removing what does not belong to a living fixture',
    cases: ['held-files'],
    patches: [{ file: 'runner/holds.py', from: 'sweep.remove_everything(self._folders, frozenset(kept))', to: 'pass' }],
  },
];
