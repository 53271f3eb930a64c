import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { createServer, type Server } from 'node:net';
import type { CodedError } from '../../../src/contract/codes';
import type { TlsTrouble } from '../../../src/contract/codes/connection-codes';
import type { Tls } from '../../../src/engine/client/engine';
import { askEndpoint } from '../../../src/engine/endpoint/connect';
import { textOf } from '../../../src/results/texts';
import { Certificates, missingForTls, type TlsPort, tlsBefore } from '../../support/certificates';
import '../../../src/results/texts/advice-catalogue';
import { asEngine, FAKE_SERVER, type FakeEngine, fakeEngine } from './fake-engine';

describe('An engine with TLS', () => {
  let certificates: Certificates;
  let fake: FakeEngine;
  const ports: TlsPort[] = [];
  const servers: Server[] = [];

  before(async function () {
    const missing = missingForTls();
    if (missing !== null) {
      if (process.env.CODEALONG_ENGINE_READY === '1') throw new Error(`cannot run: ${missing}`);
      this.skip();
    }
    certificates = await Certificates.make();
    fake = await fakeEngine({ request: asEngine });
  });

  afterEach(async () => {
    for (const one of ports.splice(0)) await one.close();
    for (const one of servers.splice(0)) one.close();
  });

  after(async () => {
    await fake?.close();
    await certificates?.remove();
  });

  async function proxy(...how: [('server' | 'old-server' | 'elsewhere')?, ('TLSv1_2' | 'TLSv1_3')?]): Promise<number> {
    const made = await tlsBefore(fake.path, certificates, ...how);
    ports.push(made);
    return made.port;
  }

  /** The reason, or what the engine that answered calls itself. */
  async function said(port: number, tls: Tls | null): Promise<string> {
    const address = { kind: 'tcp', host: '127.0.0.1', port, tls } as const;
    try {
      const found = await askEndpoint({ source: 'DOCKER_HOST', label: 'box', address }, { answerMs: 5_000 });
      if (!('engine' in found)) return found.reason;
      found.engine.close();
      return found.engine.server;
    } catch (error) {
      const { code, args, told } = error as CodedError<'engine-tls'>;
      deepEqual([code, args.place, args.folder], ['engine-tls', 'box', tls?.folder ?? null]);
      const { title, advice } = textOf(told);
      ok(title.includes('box') && advice !== undefined);
      return args.why;
    }
  }

  const shown = async (...which: Parameters<Certificates['folderOf']>): Promise<Tls> => ({
    folder: await certificates.folderOf(...which),
    verify: true,
  });

  for (const newest of ['TLSv1_2', 'TLSv1_3'] as const) {
    it(`answers to whom it knows, and says why to everybody else (${newest})`, async () => {
      const port = await proxy('server', newest);
      const answers: Record<string, string> = {};
      for (const [name, tls] of [
        ['both know each other', await shown('ca', 'client')],
        ['wrong authority', await shown('other', 'client')],
        ['no certificate of ours', await shown('ca', null)],
        ['ours has expired', await shown('ca', 'old')],
        ['ours is from another authority', await shown('ca', 'foreign')],
        ['no encryption', null],
        ['not asked who it is', { ...(await shown('other', 'client')), verify: false }],
      ] as const)
        answers[name] = await said(port, tls);
      deepEqual(answers, {
        'both know each other': FAKE_SERVER,
        'wrong authority': 'authority' satisfies TlsTrouble,
        'no certificate of ours': 'client-missing' satisfies TlsTrouble,
        'ours has expired': 'client-expired' satisfies TlsTrouble,
        'ours is from another authority': 'client-refused' satisfies TlsTrouble,
        'no encryption': 'wanted' satisfies TlsTrouble,
        'not asked who it is': FAKE_SERVER,
      });
    });
  }

  it('has to be the machine that it is asked as, and in time', async () => {
    equal(await said(await proxy('elsewhere'), await shown('ca', 'client')), 'name');
    equal(await said(await proxy('old-server'), await shown('ca', 'client')), 'dates');
  });

  async function listen(server: Server): Promise<number> {
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  /** A plain port of the same engine. */
  async function plain(): Promise<number> {
    const { createServer: createHttp } = await import('node:http');
    return listen(createHttp(asEngine));
  }

  it('is not looked for at a port without it', async () => {
    const port = await plain();
    equal(await said(port, await shown('ca', 'client')), 'unwanted');
    equal(await said(port, null), FAKE_SERVER);
  });

  it('is recognized by what Docker itself says to a plain request', async () => {
    const docker = createServer((socket) => {
      socket.end('HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n');
    });
    equal(await said(await listen(docker), null), 'wanted');
  });

  it('is not blamed where something else hangs up, or says no', async () => {
    const rude = createServer((socket) => socket.once('data', () => socket.destroy()));
    equal(await said(await listen(rude), null), 'engine-no-answer');
    const { createServer: createHttp } = await import('node:http');
    const picky = createHttp((_, response) => response.writeHead(400).end('{"message":"no"}'));
    equal(await said(await listen(picky), null), 'engine-no-answer');
    const links = createHttp((_, response) => response.writeHead(400).end('{"message":"see https://docs.example/"}'));
    equal(await said(await listen(links), null), 'engine-no-answer');
  });

  it('has not refused our certificate where nothing but a hang-up was seen', async () => {
    const without = await shown('ca', null);
    const hangsUp = createServer((socket) => socket.destroy());
    equal(await said(await listen(hangsUp), without), 'engine-no-answer');
    const resets = createServer((socket) => socket.once('data', () => socket.resetAndDestroy()));
    equal(await said(await listen(resets), without), 'engine-no-answer');
  });

  it('is not judged by the words of an answer that came encrypted', async () => {
    const picky = await fakeEngine({
      request: (_, response) => response.writeHead(400).end('{"message":"bad http request path"}'),
    });
    const port = await tlsBefore(picky.path, certificates);
    ports.push(port);
    equal(await said(port.port, await shown('ca', 'client')), 'engine-no-answer');
    await picky.close();
  });

  it('says at once that a key is not that of the certificate', async () => {
    const folder = await certificates.folderOf('ca', 'client');
    const { copyFile } = await import('node:fs/promises');
    await copyFile(certificates.folder.path('old-key.pem'), `${folder}/key.pem`);
    const address = { kind: 'tcp', host: '127.0.0.1', port: 1, tls: { folder, verify: true } } as const;
    const asked = askEndpoint({ source: 'DOCKER_HOST', label: 'box', address }, {});
    const error = await asked.then(
      () => null,
      (thrown: CodedError<'engine-bad-certificate'>) => thrown,
    );
    equal(error?.code, 'engine-bad-certificate');
    match(String(error?.args.reason), /MISMATCH/);
  });
});
