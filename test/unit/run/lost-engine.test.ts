import { deepEqual, equal, notEqual } from 'node:assert/strict';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { IMAGE_USERS } from '../../../src/contract/image';
import { PROTOCOL } from '../../../src/contract/job';
import { DEFAULT_LIMITS } from '../../../src/contract/limits';
import type { Runner } from '../../../src/run/runner';
import { create } from '../../../src/sandbox/create';
import { Folder } from '../../support/folder';
import { newRunner, REDIS, runOn } from '../../support/run';

const WANTED = { image: 'x', limits: DEFAULT_LIMITS, users: IMAGE_USERS, labels: {}, unclaimedSeconds: 9 };
const IMAGE = { Id: 'sha256:1', Size: 1, Config: { Labels: { 'codealong.protocol': String(PROTOCOL) } } };
const PODMAN = 'Libpod/4.3.1 (linux)';
const DOCKER = 'Docker/26.1.5 (linux)';

describe('An engine at one socket', () => {
  let folder: Folder;
  let runner: Runner;
  let server: Server | null = null;
  /** What was wanted of it, by the name of the engine. */
  let asked: string[] = [];
  /** Why it makes no container at all. */
  let refused: string | null = null;

  beforeEach(async () => {
    [asked, refused] = [[], null];
    folder = await Folder.make({});
    const engineHost = `unix://${folder.path('engine.sock')}`;
    runner = newRunner({ settings: { engineHost, image: 'mine', runtime: null } });
  });

  afterEach(async () => {
    await runner.dispose();
    await stop();
    await folder.remove();
  });

  /** Every connection is cut, and the socket goes. */
  async function stop(): Promise<void> {
    const old = server;
    server = null;
    old?.closeAllConnections();
    await new Promise<void>((resolve) => (old === null ? resolve() : old.close(() => resolve())));
  }

  /** One with the dialect of that name, in which no container gets as far as a sandbox. */
  async function start(name: string): Promise<void> {
    const made = createServer((request, response) => void answer(name, request, response.setHeader('Server', name)));
    server = made;
    await new Promise<void>((resolve) => made.listen(folder.path('engine.sock'), resolve));
  }

  async function answer(name: string, request: IncomingMessage, response: ServerResponse): Promise<unknown> {
    const { url = '' } = request;
    if (url.startsWith('/_ping')) return response.end('OK');
    if (url.startsWith('/images/')) return response.end(JSON.stringify(IMAGE));
    if (!url.startsWith('/containers/create')) return response.writeHead(404).end('{"message":"no such container"}');
    const { HostConfig } = JSON.parse(await text(request)) as { HostConfig: { Tmpfs: Record<string, string> } };
    const wantsU = Object.values(HostConfig.Tmpfs).some((options) => options.split(',').includes('U'));
    asked.push(`${name.split('/')[0]} ${wantsU ? 'U' : 'uid'}`);
    if (refused !== null) return response.writeHead(500).end(JSON.stringify({ message: refused }));
    if (wantsU === (name === PODMAN)) return response.writeHead(201).end('{"Id":"c1","Warnings":[]}');
    return response.writeHead(400).end('{"message":"invalid tmpfs option \\"U\\""}');
  }

  const run = () => runOn(runner, REDIS, 1, { source: 'print(1)\n' });

  it('is asked in its own dialect although another one was there before the run', async () => {
    await start(PODMAN);
    await create(await runner.engine(), WANTED);
    await stop();
    await start(DOCKER);
    const { verdict } = await run();
    deepEqual(asked, ['Libpod U', 'Docker U', 'Docker uid']);
    equal(verdict.headline?.code, 'container-gone', 'the refusal of the wrong dialect is told to nobody');
    equal((await runner.engine()).server, DOCKER);
  });

  it('is not asked twice in one run for what it refuses, and is looked for again by the next', async () => {
    await start(DOCKER);
    const before = await runner.engine();
    refused = 'no space left on device';
    const { verdict } = await run();
    deepEqual([asked, verdict.headline?.code], [['Docker uid'], 'engine-call-failed']);
    notEqual(await runner.engine(), before);
  });

  it('is used again when it was restarted', async () => {
    await start(DOCKER);
    const before = await runner.engine();
    await stop();
    await start(DOCKER);
    await run();
    deepEqual(asked, ['Docker uid']);
    equal(before.server, DOCKER);
  });

  it('is told to be missing when it was stopped, by the first run after that', async () => {
    await start(DOCKER);
    await runner.engine();
    await stop();
    const { verdict } = await run();
    deepEqual([verdict.outcome, verdict.headline?.code], ['engine-missing', 'engine-not-found']);
    await start(PODMAN);
    await run();
    deepEqual(asked, ['Libpod U']);
  });
});
