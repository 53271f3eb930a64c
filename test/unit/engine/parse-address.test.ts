import { deepEqual, throws } from 'node:assert/strict';
import type { Platform } from '../../../src/contract/platform';
import { engineEndpoints } from '../../../src/engine/endpoint/endpoints';
import { filesOf } from './endpoint-files';

const linux: Platform = { platform: 'linux', env: {}, home: '/home/kim' };
const win: Platform = { platform: 'win32', env: {}, home: 'C:\\Users\\Kim' };
const nothing = filesOf({});

function ssh(host: string, user: string | null = null) {
  return { kind: 'ssh', host, user, port: null, path: null };
}

function addressOf(platform: Platform, setting: string) {
  return engineEndpoints(platform, setting, nothing)[0]?.address;
}

describe('The address of an engine', () => {
  it('is read in every form', () => {
    const tcp = (host: string, port: number) => ({ kind: 'tcp', host, port, tls: null });
    deepEqual(addressOf(linux, 'unix:///run/d o.sock'), { kind: 'unix', path: '/run/d o.sock' });
    deepEqual(addressOf(linux, '/run/d.sock'), { kind: 'unix', path: '/run/d.sock' });
    deepEqual(addressOf(linux, 'unix://'), { kind: 'unix', path: '/var/run/docker.sock' });
    deepEqual(addressOf(linux, 'box:99'), tcp('box', 99));
    deepEqual(addressOf(linux, 'tcp://[::1]:99'), tcp('::1', 99));
    deepEqual(addressOf(linux, 'http://box'), tcp('box', 80));
    deepEqual(addressOf(linux, 'https://box:7'), { ...tcp('box', 7), tls: { folder: null, verify: true } });
    deepEqual(addressOf(linux, 'ssh://me@Box_1:2222'), { ...ssh('Box_1', 'me'), port: 2222 });
    deepEqual(addressOf(win, 'ssh://box'), ssh('box'));
    deepEqual(addressOf(linux, 'ssh://[fd00::1]'), ssh('fd00::1'));
    deepEqual(addressOf(linux, 'ssh://kim@[fd00::1]:2222'), { ...ssh('fd00::1', 'kim'), port: 2222 });
    deepEqual(addressOf(linux, 'ssh://jörg@bücher'), ssh('bücher', 'jörg'));
    deepEqual(addressOf(linux, 'ssh://CORP%5Ckim@box/'), ssh('box', 'CORP\\kim'));
    const path = '/run/user/1000/docker.sock';
    deepEqual(addressOf(linux, `ssh://box${path}`), { ...ssh('box'), path });
    const pipe = { kind: 'npipe', path: '//./pipe/my_engine' };
    deepEqual(addressOf(win, 'npipe:////./pipe/my_engine'), pipe);
    deepEqual(addressOf(win, '\\\\.\\pipe\\my_engine'), pipe);
    deepEqual(addressOf(win, 'npipe://'), { kind: 'npipe', path: '//./pipe/docker_engine' });
  });

  it('is reported when it is invalid, or not one of this platform', () => {
    const bad = (platform: Platform, value: string) =>
      throws(
        () => addressOf(platform, value),
        { code: 'engine-bad-address', args: { source: 'setting', value } },
        value,
      );
    for (const value of [
      'fd://',
      'ftp://box',
      'tcp://',
      'tcp://box:port',
      'tcp://box:70000',
      'a b',
      'npipe:////./pipe/x',
      'ssh://',
      'ssh://me:secret@box',
      'ssh://box/run/$(reboot).sock',
      'ssh://box/a;b',
      'ssh://box/%20x',
      'ssh://-oProxyCommand=x',
      'ssh://-oProxyCommand=x/run/docker.sock',
      'ssh://-v@box',
      'ssh://kim@a;b',
      'ssh://kim@$(reboot)',
      'ssh://kim%0A@box',
      'ssh://kim%ff@box',
      'ssh://box?x=1',
      'ssh://box/run/docker.sock#x',
    ]) {
      bad(linux, value);
    }
    for (const value of ['unix:///var/run/docker.sock', '/var/run/docker.sock', 'npipe:////server/share'])
      bad(win, value);
    const env = { ...win, env: { DOCKER_HOST: 'unix:///x' } };
    throws(() => engineEndpoints(env, '', nothing), { args: { source: 'DOCKER_HOST', value: 'unix:///x' } });
  });
});
