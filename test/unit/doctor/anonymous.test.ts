import { deepEqual, doesNotMatch, equal } from 'node:assert/strict';
import fc from 'fast-check';
import { anonymous, type Person } from '../../../src/doctor/anonymous';

const KIM: Person = { home: '/home/kim', user: 'kim', machine: 'kims-laptop', hosts: ['build.example'] };
const WINDOWS: Person = { home: 'C:\\Users\\Kim Ö', user: 'Kim Ö', machine: 'DESKTOP-4711', hosts: [] };
const ROOT: Person = { home: '/root', user: 'root', machine: 'vm', hosts: [] };

describe('A text that tells nothing personal', () => {
  for (const [given, shown] of [
    ['/home/kim/.docker/run/docker.sock', '~/.docker/run/docker.sock'],
    ['at /home/kim.', 'at /home/<user>.'],
    ['(/home/kim)', '(~)'],
    ['/home/kimberly/x', '/home/kimberly/x'],
    ['/mnt/kim/docker.sock', '/mnt/<user>/docker.sock'],
    ['user "kim" on kims-laptop', 'user "<user>" on <machine>'],
    ['skim the kimono', 'skim the kimono'],
    ['ssh://kim@far.example', 'ssh://<host>'],
    ['tcp://10.0.0.7:2375', 'tcp://<host>:2375'],
    ['tcp://[fd00::1]:2375', 'tcp://<host>:2375'],
    ['kim@build.example:2375 (build.example)', '<host>:2375 (<host>)'],
    ['tcp://localhost:2375, tcp://127.0.0.1:1', 'tcp://localhost:2375, tcp://127.0.0.1:1'],
    ['unix:///var/run/docker.sock', 'unix:///var/run/docker.sock'],
    ['npipe:////./pipe/docker_engine', 'npipe:////./pipe/docker_engine'],
    ['`tcp://host:port`', '`tcp://host:port`'],
    ['jane.doe@10.20.30.40: Permission denied (publickey).', '<host>: Permission denied (publickey).'],
    ['root@[fd00::1]: Permission denied', '<host>: Permission denied'],
    [
      'ssh: connect to host build7.corp.example port 22: Connection refused',
      'ssh: connect to host <host> port 22: Connection refused',
    ],
    ['ssh: Could not resolve hostname lab: unknown', 'ssh: Could not resolve hostname <host>: unknown'],
    ['Connection closed by 10.20.30.40 port 22', 'Connection closed by <host> port 22'],
    [
      'kex_exchange_identification: Connection closed by remote host',
      'kex_exchange_identification: Connection closed by remote host',
    ],
    ['Host key for box.corp has changed and you', 'Host key for <host> has changed and you'],
    [
      'No ED25519 host key is known for box and you have requested',
      'No ED25519 host key is known for <host> and you have requested',
    ],
    ['Kernel 5.15.167.4-microsoft-standard-WSL2, runc 1.1.5', 'Kernel 5.15.167.4-microsoft-standard-WSL2, runc 1.1.5'],
    ['python@sha256:0123abcd', 'python@sha256:0123abcd'],
    ['The connection to Docker was lost during the run.', 'The connection to Docker was lost during the run.'],
  ] as const) {
    it(`has "${shown}" for "${given}"`, () => equal(anonymous(given, KIM), shown));
  }

  it('knows the folder of Windows in both ways of writing it', () => {
    deepEqual(
      ['C:\\Users\\Kim Ö\\.docker', 'c:/Users/Kim Ö/.docker'].map((text) => anonymous(text, WINDOWS)),
      ['~\\.docker', '~/.docker'],
    );
  });

  it('leaves words alone that are not names', () => {
    equal(anonymous('the root is read-only; /root/.rd', ROOT), 'the root is read-only; ~/.rd');
  });

  it('takes no user or host of an address for the home folder', () => {
    equal(
      anonymous('ssh://root@localhost (it said: unix:///root/x)', ROOT),
      'ssh://root@localhost (it said: unix://~/x)',
    );
    equal(anonymous('ssh://root@far.example:22', ROOT), 'ssh://<host>:22');
    equal(anonymous('tcp://home/kim:1', KIM), 'tcp://<host>/<user>:1');
  });

  it('is the same when it is done twice, and has no name in any text', () => {
    const part = fc.constantFrom(
      '/home/kim',
      'kim',
      'kims-laptop',
      'build.example',
      ' ',
      '/',
      'tcp://',
      '@',
      ':1',
      'x',
    );
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const once = anonymous(parts.join(' '), KIM);
        equal(anonymous(once, KIM), once);
        doesNotMatch(once, /(?<![\p{L}\p{N}_])(kim|kims-laptop|build\.example)(?![\p{L}\p{N}_])/u);
      }),
    );
  });

  it('is also made when no name is known', () => {
    equal(anonymous('/home/kim', { home: '', user: '', machine: '', hosts: [] }), '/home/kim');
  });
});
