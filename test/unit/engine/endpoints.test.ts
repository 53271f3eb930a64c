import { deepEqual, equal, throws } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { posix, win32 } from 'node:path';
import type { Platform } from '../../../src/contract/platform';
import type { EndpointFiles } from '../../../src/engine/endpoint/docker-contexts';
import { engineEndpoints, everyEndpoint } from '../../../src/engine/endpoint/endpoints';
import { filesOf } from './endpoint-files';

const linux: Platform = { platform: 'linux', env: { XDG_RUNTIME_DIR: '/run/user/1000' }, home: '/home/änne k' };
const darwin: Platform = { platform: 'darwin', env: {}, home: '/Users/kim' };
const win: Platform = { platform: 'win32', env: {}, home: 'C:\\Users\\Kim Ö' };
const platforms = { linux, darwin, win32: win };
const nothing = filesOf({});

function withEnv(platform: Platform, env: Platform['env']): Platform {
  return { ...platform, env: { ...platform.env, ...env } };
}

/** The files of a docker context, in a configuration folder. */
function contextFiles(platform: Platform, folder: string, name: string, endpoint: object, certificates = false) {
  const { join } = platform.platform === 'win32' ? win32 : posix;
  const id = createHash('sha256').update(name).digest('hex');
  const metadata = {
    Description: 'Docker Desktop',
    GODEBUG: 'x509negativeserial=1',
    otel: { OTEL_EXPORTER_OTLP_ENDPOINT: 'unix:///x' },
  };
  const meta = JSON.stringify({ Name: name, Metadata: metadata, Endpoints: { docker: endpoint } });
  const files = { [join(folder, 'contexts', 'meta', id, 'meta.json')]: meta };
  const tls = join(folder, 'contexts', 'tls', id, 'docker');
  return { files: certificates ? { ...files, [join(tls, 'ca.pem')]: 'ca' } : files, tls };
}

function ssh(host: string, user: string | null = null) {
  return { kind: 'ssh', host, user, port: null, path: null };
}

function labels(platform: Platform, files = nothing, setting?: string): readonly string[] {
  return engineEndpoints(platform, setting, files).map(({ label }) => label);
}

describe('The search for an engine', () => {
  it('knows the default sockets of Linux, the one of the docker command first', () => {
    deepEqual(
      labels(linux, filesOf({ '/home/änne k/.colima/default/docker.sock': '', '/home/änne k/.colima/b/x': '' })),
      [
        '/var/run/docker.sock',
        '/run/user/1000/docker.sock',
        '/home/änne k/.docker/run/docker.sock',
        '/home/änne k/.docker/desktop/docker.sock',
        '/home/änne k/.colima/b/docker.sock',
        '/home/änne k/.colima/default/docker.sock',
        '/home/änne k/.rd/docker.sock',
        '/run/user/1000/podman/podman.sock',
        '/run/podman/podman.sock',
      ],
    );
  });

  it('knows the folders of Colima: the one that is named, the old one, and that for settings', () => {
    const files = filesOf({
      '/big/colima/default/docker.sock': '',
      '/big/colima/_lima/x': '',
      '/Users/kim/.colima/work/docker.sock': '',
      '/Users/kim/.config/colima/default/docker.sock': '',
      '/cfg/colima/default/docker.sock': '',
    });
    const colima = (env: Platform['env']) =>
      labels(withEnv(darwin, env), files).filter((label) => label.includes('colima'));
    const [old, xdg] = ['/Users/kim/.colima/work/docker.sock', '/Users/kim/.config/colima/default/docker.sock'];
    deepEqual(colima({}), [old, xdg]);
    deepEqual(colima({ XDG_CONFIG_HOME: '/cfg' }), [old, '/cfg/colima/default/docker.sock']);
    deepEqual(colima({ COLIMA_HOME: '/big/colima' }), ['/big/colima/default/docker.sock', old, xdg]);
    deepEqual(colima({ COLIMA_HOME: '/Users/kim/.colima' }), [old, xdg]);
  });

  it('knows where the machine of Podman has its socket on macOS', () => {
    const temporary = '/var/folders/7b/x/T';
    const files = filesOf({
      [`${temporary}/podman/podman-machine-default-api.sock`]: '',
      [`${temporary}/podman/podman-machine-default-gvproxy.sock`]: '',
    });
    deepEqual(labels(withEnv(darwin, { TMPDIR: `${temporary}/` }), files).slice(-2), [
      '/Users/kim/.local/share/containers/podman/machine/podman.sock',
      `${temporary}/podman/podman-machine-default-api.sock`,
    ]);
  });

  it('knows the default sockets of macOS, OrbStack included', () => {
    deepEqual(labels(darwin), [
      '/var/run/docker.sock',
      '/Users/kim/.docker/run/docker.sock',
      '/Users/kim/.docker/desktop/docker.sock',
      '/Users/kim/.rd/docker.sock',
      '/Users/kim/.orbstack/run/docker.sock',
      '/Users/kim/.local/share/containers/podman/machine/podman.sock',
    ]);
  });

  it('knows the named pipes of Windows', () => {
    const pipes = ['//./pipe/docker_engine', '//./pipe/dockerDesktopLinuxEngine', '//./pipe/podman-machine-default'];
    deepEqual(
      engineEndpoints(win, '', nothing),
      pipes.map((path) => ({ source: 'default', label: path, address: { kind: 'npipe', path } })),
    );
  });

  for (const [name, platform] of Object.entries(platforms)) {
    it(`asks nothing but the setting on ${name}, then nothing but DOCKER_HOST`, () => {
      const env = withEnv(platform, { DOCKER_HOST: 'tcp://env:1', DOCKER_CONTEXT: 'unknown' });
      deepEqual(engineEndpoints(env, ' tcp://set:2 ', nothing), [
        { source: 'setting', label: 'tcp://set:2', address: { kind: 'tcp', host: 'set', port: 2, tls: null } },
      ]);
      deepEqual(engineEndpoints(env, '  ', nothing), [
        { source: 'DOCKER_HOST', label: 'tcp://env:1', address: { kind: 'tcp', host: 'env', port: 1, tls: null } },
      ]);
    });

    it(`asks the current docker context before the defaults on ${name}`, () => {
      const { join } = platform.platform === 'win32' ? win32 : posix;
      const folder = join(platform.home, '.docker');
      const context = contextFiles(platform, folder, 'büro', { Host: 'tcp://box:2376' }, true);
      const config = { [join(folder, 'config.json')]: '{"auths":{},"currentContext":"büro"}' };
      const places = engineEndpoints(platform, undefined, filesOf({ ...context.files, ...config }));
      const address = { kind: 'tcp', host: 'box', port: 2376, tls: { folder: context.tls, verify: true } };
      deepEqual(places[0], { source: 'context', label: 'büro', address });
      deepEqual(places.slice(1), engineEndpoints(platform, undefined, filesOf({})));
    });

    it(`takes the context of DOCKER_CONTEXT in the folder of DOCKER_CONFIG on ${name}`, () => {
      const folder = platform.platform === 'win32' ? 'D:\\cfg' : '/cfg';
      const { files } = contextFiles(platform, folder, 'far', { Host: 'ssh://me@far', SkipTLSVerify: false });
      const places = engineEndpoints(
        withEnv(platform, { DOCKER_CONFIG: folder, DOCKER_CONTEXT: 'far' }),
        undefined,
        filesOf(files),
      );
      deepEqual(places[0], { source: 'context', label: 'far', address: ssh('far', 'me') });
    });

    it(`says so when DOCKER_CONTEXT names no context on ${name}`, () => {
      const place = () => engineEndpoints(withEnv(platform, { DOCKER_CONTEXT: 'typo' }), undefined, nothing);
      throws(place, { code: 'engine-bad-address', args: { source: 'context', value: 'typo' } });
    });
  }

  for (const [name, platform, host, address] of [
    [
      'linux',
      linux,
      'unix:///home/änne k/.docker/desktop/docker.sock',
      'unix /home/änne k/.docker/desktop/docker.sock',
    ],
    ['darwin', darwin, 'unix:///Users/kim/.docker/run/docker.sock', 'unix /Users/kim/.docker/run/docker.sock'],
    ['darwin', darwin, 'unix:///Users/kim/.colima/default/docker.sock', 'unix /Users/kim/.colima/default/docker.sock'],
    ['win32', win, 'npipe:////./pipe/dockerDesktopLinuxEngine', 'npipe //./pipe/dockerDesktopLinuxEngine'],
  ] as const) {
    it(`takes the context "desktop-linux" at ${host} on ${name}, as Docker Desktop writes it`, () => {
      const { join } = platform.platform === 'win32' ? win32 : posix;
      const folder = join(platform.home, '.docker');
      const { files } = contextFiles(platform, folder, 'desktop-linux', { Host: host, SkipTLSVerify: false });
      const config = { [join(folder, 'config.json')]: '{"credsStore":"desktop","currentContext":"desktop-linux"}' };
      const [first] = engineEndpoints(platform, undefined, filesOf({ ...files, ...config }));
      const found = first?.address as { readonly kind: string; readonly path: string };
      deepEqual([first?.source, first?.label, `${found.kind} ${found.path}`], ['context', 'desktop-linux', address]);
    });
  }

  it('takes the usual socket within WSL, where Docker Desktop puts one, and not the pipe of a context of Windows', () => {
    const wsl = withEnv(linux, { WSL_DISTRO_NAME: 'Ubuntu', WSL_INTEROP: '/run/WSL/8_interop' });
    const folder = posix.join(wsl.home, '.docker');
    const { files } = contextFiles(wsl, folder, 'desktop-linux', { Host: 'npipe:////./pipe/dockerDesktopLinuxEngine' });
    const config = { [posix.join(folder, 'config.json')]: '{"credsStore":"desktop.exe"}' };
    equal(labels(wsl, filesOf({ ...files, ...config }))[0], '/var/run/docker.sock');
    const listed = everyEndpoint(wsl, '', filesOf({ ...files, ...config })).find(({ source }) => source === 'context');
    deepEqual([listed?.label, listed?.address, listed?.counts], ['desktop-linux', null, false]);
  });

  it('takes the context of OrbStack, as it writes it', () => {
    const folder = posix.join(darwin.home, '.docker');
    const host = 'unix:///Users/kim/.orbstack/run/docker.sock';
    const { files } = contextFiles(darwin, folder, 'orbstack', { Host: host, SkipTLSVerify: false });
    const config = { [posix.join(folder, 'config.json')]: '{"currentContext":"orbstack"}' };
    const [first] = engineEndpoints(darwin, '', filesOf({ ...files, ...config }));
    deepEqual([first?.label, first?.address], ['orbstack', { kind: 'unix', path: host.slice('unix://'.length) }]);
  });

  it('passes over the default context, one that is gone and a configuration that is no JSON', () => {
    for (const config of ['{"currentContext":"default"}', '{"currentContext":"gone"}', '{"auths":{}}', '{oops', '[]']) {
      deepEqual(labels(darwin, filesOf({ '/Users/kim/.docker/config.json': config })), labels(darwin), config);
    }
    const env = withEnv(darwin, { DOCKER_CONTEXT: 'default' });
    deepEqual(labels(env), labels(darwin));
  });

  it('accepts a context that does not verify the engine', () => {
    const { files } = contextFiles(darwin, '/c', 'lab', { Host: 'tcp://lab:1', SkipTLSVerify: true });
    const places = engineEndpoints(withEnv(darwin, { DOCKER_CONFIG: '/c', DOCKER_CONTEXT: 'lab' }), '', filesOf(files));
    deepEqual(places[0]?.address, { kind: 'tcp', host: 'lab', port: 1, tls: { folder: null, verify: false } });
  });

  it('asks for TLS as the environment says', () => {
    const tls = (platform: Platform) => engineEndpoints(platform, '', nothing)[0]?.address;
    const host = { DOCKER_HOST: 'tcp://box' };
    const verify = { folder: '/certs', verify: true };
    deepEqual(tls(withEnv(linux, { ...host, DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: '/certs' })), {
      kind: 'tcp',
      host: 'box',
      port: 2376,
      tls: verify,
    });
    const inHome = { folder: 'C:\\Users\\Kim Ö\\.docker', verify: true };
    deepEqual(tls(withEnv(win, { ...host, DOCKER_TLS_VERIFY: '1' })), {
      kind: 'tcp',
      host: 'box',
      port: 2376,
      tls: inHome,
    });
    const unproven = { folder: '/certs', verify: false };
    deepEqual(tls(withEnv(linux, { ...host, DOCKER_CERT_PATH: '/certs' })), {
      kind: 'tcp',
      host: 'box',
      port: 2376,
      tls: unproven,
    });
    deepEqual(tls(withEnv(linux, host)), { kind: 'tcp', host: 'box', port: 2375, tls: null });
  });

  it('looks at no path of this machine when it is asked about another platform', () => {
    const asked: string[] = [];
    const files: EndpointFiles = {
      readFile: (path) => {
        asked.push(path);
        return null;
      },
      list: (path) => {
        asked.push(path);
        return [];
      },
    };
    engineEndpoints(win, '', files);
    equal(asked.length > 0 && asked.every((path) => path.startsWith('C:\\Users\\Kim Ö\\')), true, asked.join());
  });
});
