import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer as createHttpServer, type Server as HttpServer } from 'node:http';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Platform } from '../../../src/contract/platform';
import { everyEndpoint, hostFiles } from '../../../src/engine/endpoint/endpoints';
import { type EngineSurvey, surveyEngines } from '../../../src/engine/endpoint/engine-survey';
import { FakeSsh } from '../../support/fake-ssh';
import { filesOf } from './endpoint-files';
import { asEngine } from './fake-engine';

const isPing = (url = '') => url.startsWith('/_ping');

describe('Asking every place at once', () => {
  let home = '';
  const open: (Server | HttpServer)[] = [];
  const surveys: EngineSurvey[] = [];

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'codealong-survey-'));
  });

  afterEach(async () => {
    for (const { connection } of surveys.splice(0)) connection?.engine.close();
    for (const server of open.splice(0)) {
      if ('closeAllConnections' in server) server.closeAllConnections();
      server.close();
    }
    await rm(home, { recursive: true });
  });

  async function listen(path: string, server: Server | HttpServer): Promise<string> {
    const full = join(home, path);
    await mkdir(dirname(full), { recursive: true });
    await new Promise<void>((resolve) => server.listen(full, resolve));
    open.push(server);
    return full;
  }

  const engine = () => createHttpServer(asEngine);

  /** On macOS, whose usual places all lie in the home folder, but one. */
  async function look(env: Platform['env'] = {}, host?: string): Promise<EngineSurvey> {
    const platform: Platform = { platform: 'darwin', env, home };
    const found = await surveyEngines({ platform, host, files: hostFiles, answerMs: 300 });
    surveys.push(found);
    return found;
  }

  /** What the places in the home folder said, and which of them is used. */
  function said({ asked }: EngineSurvey): readonly string[] {
    return asked
      .filter(({ endpoint }) => endpoint.label !== '/var/run/docker.sock')
      .map(({ endpoint, answer, detail, used }) =>
        [endpoint.label.replace(home, '~'), answer, detail, ...(used ? ['used'] : [])].join(' ').trim(),
      );
  }

  it('distinguishes places that are missing, do not listen, do not answer, and answer', async () => {
    await listen('.docker/run/docker.sock', createServer());
    const address = await listen('.rd/docker.sock', engine());
    const found = await look({}, `unix://${address}`);
    deepEqual(said(found).slice(1), [
      '~/.docker/run/docker.sock engine-no-answer engine-call-timeout',
      '~/.docker/desktop/docker.sock engine-not-found ENOENT',
      '~/.rd/docker.sock answers',
      '~/.orbstack/run/docker.sock engine-not-found ENOENT',
      '~/.local/share/containers/podman/machine/podman.sock engine-not-found ENOENT',
    ]);
    deepEqual(said(found)[0], `unix://~/.rd/docker.sock answers  used`);
    equal(found.connection?.version?.version, '9.9');
    equal(found.problem, null);
  });

  it('waits for all of them no longer than for one', async () => {
    for (const path of ['.docker/run', '.docker/desktop', '.rd', '.orbstack/run'])
      await listen(`${path}/docker.sock`, createServer());
    const began = performance.now();
    await look();
    ok(performance.now() - began < 900, 'each of them takes 300 ms');
  });

  it('uses an engine that does not tell its version, and waits for that longer than for a ping', async () => {
    const broken = createHttpServer(({ url }, response) => response.end(isPing(url) ? 'OK' : 'nonsense'));
    const found = await look({}, `unix://${await listen('broken.sock', broken)}`);
    deepEqual([found.connection?.version, found.asked[0]?.version, found.asked[0]?.used], [null, null, true]);
    const slow = createHttpServer((request, response) => {
      setTimeout(() => asEngine(request, response), isPing(request.url) ? 0 : 600);
    });
    const later = await look({}, `unix://${await listen('slow.sock', slow)}`);
    equal(later.connection?.version?.version, '9.9');
  });

  it('uses no other place when the one that is set does not answer, and reports what a run would report', async () => {
    await listen('.rd/docker.sock', engine());
    const found = await look({ DOCKER_HOST: `unix://${home}/gone.sock` });
    equal(found.connection, null);
    equal(found.problem?.code, 'engine-not-found');
    deepEqual(
      said(found).filter((line) => line.includes('answers')),
      ['~/.rd/docker.sock answers'],
    );
  });

  it('never passes over an address that cannot be used', async () => {
    await listen('.rd/docker.sock', engine());
    for (const [host, code] of [
      ['ssh://me@127.0.0.1:1', 'engine-ssh'],
      ['nonsense://', 'engine-bad-address'],
    ] as const) {
      const found = await look({}, host);
      deepEqual([found.connection, found.problem?.code], [null, code]);
      ok(said(found)[0]?.startsWith(`${host} unusable `), said(found)[0]);
    }
  });

  it('logs in to no machine that a run would not ask, and tells no name that ssh said', async () => {
    const ssh = await FakeSsh.install(
      "process.stderr.write('jane.doe@10.20.30.40: Permission denied\\n'); process.exitCode = 255",
    );
    try {
      const id = createHash('sha256').update('lab').digest('hex');
      const folder = join(home, '.docker', 'contexts', 'meta', id);
      await mkdir(folder, { recursive: true });
      const meta = { Name: 'lab', Endpoints: { docker: { Host: 'ssh://jane.doe@lab' } } };
      await writeFile(join(folder, 'meta.json'), JSON.stringify(meta));
      const chosen = await look({ DOCKER_CONTEXT: 'lab' });
      deepEqual(said(chosen)[0], 'lab unusable denied');
      equal((await ssh.started()).length, 1);
      const other = await look();
      deepEqual(
        said(other).filter((line) => line.startsWith('lab')),
        ['lab not-asked'],
      );
      equal((await ssh.started()).length, 1);
    } finally {
      await ssh.remove();
    }
  });

  it('names the machine that an address leads to', async () => {
    const { asked } = await look({ DOCKER_HOST: 'tcp://nowhere.invalid:1' });
    deepEqual(
      asked.flatMap(({ host }) => host ?? []),
      ['nowhere.invalid'],
    );
  });

  it('is cancelled in the middle of asking', async () => {
    await listen('.rd/docker.sock', createServer());
    const platform: Platform = { platform: 'darwin', env: {}, home };
    const signal = AbortSignal.timeout(30);
    await rejects(surveyEngines({ platform, files: hostFiles, answerMs: 5_000, signal }), { code: 'cancelled' });
  });
});

describe('The list of every place where an engine may be', () => {
  const linux: Platform = { platform: 'linux', env: { XDG_RUNTIME_DIR: '/run/user/1' }, home: '/home/kim' };
  const meta = (name: string, host: string) => JSON.stringify({ Name: name, Endpoints: { docker: { Host: host } } });

  it('begins with the places that a run would ask', () => {
    const env = { ...linux.env, DOCKER_HOST: 'tcp://env:1' };
    const places = everyEndpoint({ ...linux, env }, 'tcp://set:2', filesOf({}));
    deepEqual(
      places.slice(0, 3).map(({ source, label, counts }) => [source, label, counts]),
      [
        ['setting', 'tcp://set:2', true],
        ['DOCKER_HOST', 'tcp://env:1', false],
        ['default', '/var/run/docker.sock', false],
      ],
    );
  });

  it('has every docker context, each once, and says which one counts', () => {
    const files = contexts({ lab: 'tcp://lab:1', near: 'unix:///near.sock', odd: 'fd://' });
    const config = { '/home/kim/.docker/config.json': '{"currentContext":"near"}' };
    const places = everyEndpoint(linux, '', filesOf({ ...files, ...config }));
    deepEqual(
      places
        .filter(({ source }) => source === 'context')
        .map(({ label, address, counts }) => [label, address?.kind, counts]),
      [
        ['near', 'unix', true],
        ['lab', 'tcp', false],
        ['odd', undefined, false],
      ],
    );
  });

  function contexts(hosts: Readonly<Record<string, string>>) {
    const entries = Object.entries(hosts).map(([name, host]) => {
      const id = createHash('sha256').update(name).digest('hex');
      return [`/home/kim/.docker/contexts/meta/${id}/meta.json`, meta(name, host)] as const;
    });
    return Object.fromEntries(entries);
  }
});
