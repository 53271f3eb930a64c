import type { Saboteur } from './saboteurs';

const MAP = 'runner/line_map.py';

/** Protections of a traced run, and of the verdict from it. */
export const OF_THE_TRACED_RUN: readonly Saboteur[] = [
  {
    name: 'marks-for-all',
    off: 'keeping the memory of the marks from being opened again, or run',
    cases: ['marks-reopened'],
    patches: [{ file: MAP, from: 'os.fchmod(self.fd, 0o600)', to: 'os.fchmod(self.fd, 0o777)' }],
  },
  {
    name: 'marks-not-sealed',
    off: 'sealing the size of the memory of the marks',
    cases: ['marks-reopened'],
    patches: [
      {
        file: MAP,
        from: 'F_ADD_SEALS, fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SEAL',
        to: 'F_GET_SEALS',
      },
    ],
  },
];
