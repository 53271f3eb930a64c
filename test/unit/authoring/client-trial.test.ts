import assert from 'node:assert/strict';
import { checkClient } from '../../../src/authoring/check-client';
import { CodedError } from '../../../src/contract/codes';
import { loadDirectory } from '../../../src/course/format/load';
import type { ProgramRequest, ProgramResult } from '../../../src/run/run-program';
import type { ProcessEnd } from '../../../src/sandbox/terminal-talk';
import { FakePrograms, type FakeStart } from '../../support/fake-terminals';
import { REDIS } from '../../support/run';

const OVER: ProgramResult = { told: { code: 'program-exited', args: { exit_code: 0 } }, notes: [], code: 0 };

describe('The trial of a course’s client', () => {
  /** What is found when this happens to the last solution. */
  async function found(happens: (request: ProgramRequest) => Promise<ProgramResult>) {
    const course = await loadDirectory(REDIS);
    const findings = await checkClient(course, {
      runner: { runProgram: happens } as never,
      signal: new AbortController().signal,
      watch: {},
    });
    return findings.map(({ ok, message, trouble, detail }) => ({ ok, code: message.code, trouble, detail }));
  }

  /** The solution is started, and its client with it. */
  async function running(act: (start: FakeStart) => void) {
    const programs = new FakePrograms();
    return found((request) => {
      const running = programs.runProgram(request);
      act(programs.starts[0] as FakeStart);
      return running;
    });
  }

  const left = (start: FakeStart, end: ProcessEnd) => start.talk.take({ event: 'left', terminal: 1, ...end });

  it('needs the client, and ends the solution when the client has ended', async () => {
    const findings = await running((start) => {
      assert.equal(start.request.needsClient, true);
      left(start, { exit_code: 0, signal: null });
      assert.equal(start.request.signal?.aborted, true);
    });
    assert.deepEqual(findings, [{ ok: true, code: 'check-client-good', trouble: false, detail: null }]);
  });

  it('finds a client that runs as long as it may', async () => {
    const findings = await running((start) => {
      start.talk.take({
        event: 'wrote',
        terminal: 1,
        stream: 'stdout',
        data: Buffer.from('waiting').toString('base64'),
      });
      start.end({ ...OVER, told: { code: 'program-time-over', args: { seconds: 20 } } });
    });
    assert.deepEqual(findings, [{ ok: false, code: 'check-client-hangs', trouble: false, detail: 'waiting' }]);
  });

  it('tells a client that could not be started as a trouble of the machine', async () => {
    const findings = await running((start) => left(start, { exit_code: null, signal: null }));
    assert.deepEqual(findings, [{ ok: false, code: 'check-client-not-started', trouble: true, detail: null }]);
  });

  it('says nothing when the solution ends first', async () => {
    assert.deepEqual(await running((start) => start.end(OVER)), []);
  });

  it('says nothing when the solution cannot be run: its own trial tells why', async () => {
    for (const error of [
      new CodedError('engine-lost', { call: 'attach' } as never),
      new CodedError('file-missing', { file: 'main.py', similar: null }),
    ])
      assert.deepEqual(await found(() => Promise.reject(error)), []);
  });

  it('ends when the check is cancelled, or when we have made a mistake', async () => {
    await assert.rejects(
      found(() => Promise.reject(new CodedError('cancelled', {}))),
      { code: 'cancelled' },
    );
    await assert.rejects(
      found(() => Promise.reject(new TypeError('oops'))),
      /oops/,
    );
  });
});
