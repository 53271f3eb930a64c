import { deepEqual, equal, ok } from 'node:assert/strict';
import type { SshAddress } from '../../../src/engine/client/engine';
import { lastWords, sshArguments, sshTarget, sshTroubleOf } from '../../../src/engine/client/ssh-command';

const BOX: SshAddress = { kind: 'ssh', host: 'box', user: null, port: null, path: null };

/** Behind the options that are always the same. */
function told(address: Partial<SshAddress>): readonly string[] {
  const all = sshArguments({ ...BOX, ...address });
  return all.slice(all.indexOf('-T') + 1);
}

describe('The ssh command', () => {
  it('is told the machine, and what to start there', () => {
    deepEqual(told({}), ['--', 'box', 'docker', 'system', 'dial-stdio']);
  });

  it('is told user, port and socket only where the address names them, so that its configuration decides', () => {
    const command = ['docker', '--host', 'unix:///run/user/1000/docker.sock', 'system', 'dial-stdio'];
    const address = { user: 'kim', port: 2222, path: '/run/user/1000/docker.sock' };
    deepEqual(told(address), ['-l', 'kim', '-p', '2222', '--', 'box', ...command]);
  });

  it('takes no host for an option', () => {
    deepEqual(told({ host: '-oProxyCommand=reboot' }).slice(0, 2), ['--', '-oProxyCommand=reboot']);
  });

  it('asks nothing, and gives up before our own deadline', () => {
    const options = sshArguments(BOX).filter((_, at, all) => all[at - 1] === '-o');
    ok(options.includes('BatchMode=yes'));
    const seconds = Number(options.find((one) => one.startsWith('ConnectTimeout='))?.split('=')[1]);
    ok(seconds > 0 && seconds < 20);
  });

  it('is written as a person would write it', () => {
    const six = { ...BOX, host: 'fd00::1' };
    const all = [BOX, { ...BOX, user: 'kim' }, { ...BOX, user: 'kim', port: 22 }, six, { ...six, port: 2222 }];
    deepEqual(all.map(sshTarget), ['box', 'kim@box', 'ssh://kim@box:22', 'fd00::1', 'ssh://[fd00::1]:2222']);
  });
});

describe('Why ssh has ended', () => {
  for (const [why, ending, said] of [
    ['no-command', 'ENOENT', ''],
    ['other', 'EACCES', ''],
    ['host-key', 255, 'No ED25519 host key is known for box and you have requested strict checking.'],
    ['host-key', 255, 'Host key verification failed.'],
    ['host-key', 255, '@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @'],
    ['denied', 255, 'kim@box: Permission denied (publickey,password).'],
    ['denied', 255, 'Received disconnect from 10.0.0.7 port 22:2: Too many authentication failures'],
    ['unreachable', 255, 'ssh: Could not resolve hostname box: Name or service not known'],
    ['unreachable', 255, 'ssh: connect to host box port 22: Connection refused'],
    ['unreachable', 255, 'ssh: connect to host box port 22: Operation timed out'],
    ['unreachable', 255, 'kex_exchange_identification: Connection closed by remote host'],
    ['other', 255, 'Bad owner or permissions on /home/kim/.ssh/config'],
    ['no-docker', 127, 'bash: line 1: docker: command not found'],
    ['no-docker', 1, "'docker' is not recognized as an internal or external command,"],
    ['no-docker', 1, "The term 'docker' is not recognized as the name of a cmdlet, function, script file"],
    ['no-docker', 1, "docker: 'dial-stdio' is not a docker command."],
    [
      'no-engine',
      1,
      'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?',
    ],
    ['no-engine', 1, 'permission denied while trying to connect to the Docker daemon socket'],
    ['other', 0, ''],
    ['other', null, ''],
  ] as const) {
    it(`is "${why}" for ${ending}${said === '' ? '' : ` and "${said}"`}`, () => equal(sshTroubleOf(ending, said), why));
  }

  it('is told by the end of what it wrote, in whole lines', () => {
    equal(lastWords('\r\n a \r\n\n  b\n'), 'a\nb');
    equal(
      lastWords(Array.from({ length: 50 }, (_, at) => `line ${at}`).join('\n'))
        .split('\n')
        .at(-1),
      'line 49',
    );
    ok(lastWords(`x${'y'.repeat(10_000)}`).length <= 500);
  });
});
