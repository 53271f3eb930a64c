import { deepEqual, equal, ok } from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import path from 'node:path';
import { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { decodeEvent } from '../../../src/contract/decode-events';
import type { SandboxEvent } from '../../../src/contract/events';
import { Dialogue } from '../../../src/sandbox/dialogue';
import { EVENTS } from '../../contract/events';

const LINES = readFileSync(path.resolve(__dirname, '..', '..', 'contract', 'events.ndjson'));

function frame(kind: 'stdout' | 'stderr', bytes: Uint8Array): Buffer {
  const header = Buffer.from([kind === 'stdout' ? 1 : 2, 0, 0, 0, 0, 0, 0, 0]);
  header.writeUInt32BE(bytes.length, 4);
  return Buffer.concat([header, bytes]);
}

/** A stream that gives these chunks and then ends. */
function streamOf(chunks: readonly Uint8Array[]): Duplex {
  const left = [...chunks];
  return new Duplex({
    read() {
      this.push(left.shift() ?? null);
    },
    write: (_chunk, _encoding, done) => done(),
  });
}

async function heard(chunks: readonly Uint8Array[], mostBytes?: number) {
  const events: SandboxEvent[] = [];
  const dialogue = new Dialogue(streamOf(chunks), mostBytes);
  dialogue.listen((event) => events.push(event));
  const problem = await dialogue.ended;
  return { events, problem: problem?.code ?? null, stderr: dialogue.stderr };
}

/** Cuts bytes after each of these lengths, over and over. */
function cut(bytes: Buffer, lengths: readonly number[]): Buffer[] {
  const parts: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += parts.at(-1)?.length ?? 1)
    parts.push(bytes.subarray(at, at + (lengths[parts.length % lengths.length] ?? 1)));
  return parts;
}

/** The golden events in frames of one byte, with a space, which JSON ignores, in so many more. */
function tinyFrames(count: number): Buffer {
  const spaces = Buffer.alloc(2_000, ' ');
  const rows = LINES.toString('utf8').trimEnd().split('\n');
  const parts: Buffer[] = [];
  for (let length = 0, at = 0; length < count; at += 1) {
    const line = Buffer.concat([spaces, Buffer.from(`${rows[at % rows.length]}\n`)]);
    parts.push(line);
    length += line.length;
  }
  const bytes = Buffer.concat(parts);
  const framed = Buffer.alloc(bytes.length * 9);
  for (const [at, byte] of bytes.entries()) framed.set([1, 0, 0, 0, 0, 0, 0, 1, byte], at * 9);
  return framed;
}

/** Both ends of a real connection. */
async function pair(): Promise<readonly [Socket, Socket]> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  ok(address !== null && typeof address === 'object');
  const client = connect(address.port, '127.0.0.1');
  const [theirs]: Socket[] = await once(server, 'connection');
  server.close();
  ok(theirs);
  return [client, theirs];
}

/**
 * The longest turn of the event loop as a share of all the processor's time that the work took, the best of three times. A share is the
 * same on a slow machine and beside other load; work that is not cut into slices has a share near 1.
 */
async function longestShare(work: () => Promise<void>): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let time = 0; time < 3; time += 1) best = Math.min(best, await shareOfLongestTurn(work));
  return best;
}

async function shareOfLongestTurn(work: () => Promise<void>): Promise<number> {
  const turns: number[] = [];
  let before = process.cpuUsage();
  const turn = () => {
    const { user, system } = process.cpuUsage(before);
    before = process.cpuUsage();
    turns.push(user + system);
    next = setImmediate(turn);
  };
  let next = setImmediate(turn);
  await work();
  await sleep(5); // the last turn is seen by the one after it
  clearImmediate(next);
  return Math.max(...turns) / turns.reduce((sum, one) => sum + one, 0);
}

const lengths = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 6 });

describe('The dialogue with a sandbox', () => {
  it('hands on every event, however it is framed and cut, and keeps stderr apart', async () => {
    await fc.assert(
      fc.asyncProperty(lengths, lengths, fc.string({ maxLength: 50 }), async (frames, chunks, noise) => {
        const framed = cut(LINES, frames).flatMap((bytes) => [
          frame('stdout', bytes),
          frame('stderr', Buffer.from(noise)),
        ]);
        const { events, problem, stderr } = await heard(cut(Buffer.concat(framed), chunks));
        deepEqual(events, EVENTS);
        equal(problem, null);
        equal(
          stderr,
          Buffer.from(noise.repeat(framed.length / 2))
            .toString('utf8')
            .slice(-4000),
        );
      }),
      { numRuns: 50 },
    );
  });

  it('skips a line that was broken off, and no other', async () => {
    const [first = '', second = ''] = LINES.toString('utf8').split('\n');
    const said = (text: string) => heard([frame('stdout', Buffer.from(text))]);
    for (const torn of ['', first.slice(0, -1), '{"event":"outp', `${first}`]) {
      const { events, problem } = await said(`${first}\n${torn}\x18\n${second}\n`);
      deepEqual([events, problem], [EVENTS.slice(0, 2), null]);
    }
    equal((await said(`${first}\n\x18${second}\n`)).problem, 'engine-bad-stream');
    equal((await said(`${first.slice(0, -1)}\n`)).problem, 'engine-bad-stream');
  });

  it('ends with a coded problem for any bytes that are no events, and never hangs or throws', async () => {
    const junk = fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(junk, fc.boolean(), async (parts, framed) => {
        const chunks = framed ? parts.map((part) => frame('stdout', part)) : parts;
        const { problem } = await heard(chunks.filter(({ length }) => length > 0));
        ok(problem === null || problem === 'engine-bad-stream', `${problem}`);
      }),
      { numRuns: 300 },
    );
  });

  it('hands on events or ends with a coded problem when any bytes of a good stream are changed, left out or added', async () => {
    const golden = Buffer.concat(cut(LINES, [300, 7, 1]).map((bytes) => frame('stdout', bytes)));
    const change = fc.record({
      at: fc.nat(golden.length),
      length: fc.nat(12),
      bytes: fc.uint8Array({ maxLength: 12 }),
    });
    let broken = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), lengths, async (changes, chunks) => {
        const bytes = changes.reduce(
          (all, one) => Buffer.concat([all.subarray(0, one.at), one.bytes, all.subarray(one.at + one.length)]),
          golden,
        );
        const { events, problem } = await heard(cut(bytes, chunks));
        ok(problem === null || problem === 'engine-bad-stream', `${problem}`);
        if (problem !== null) broken += 1;
        for (const event of events) deepEqual(decodeEvent(JSON.stringify(event)), event);
      }),
      { numRuns: 400, seed: 14 },
    );
    ok(broken > 50 && broken < 400, `${broken} of the streams were broken`);
  });

  it('ends with a coded problem when a sandbox says more than any grader', async () => {
    const line = Buffer.from('{"event":"started","test":"a"}\n');
    const endless = Array.from({ length: 100 }, () => frame('stdout', line));
    const { events, problem } = await heard(endless, 20 * line.length + 5);
    deepEqual([events.length, problem], [20, 'engine-bad-stream']);
    equal((await heard(endless, 100 * line.length)).problem, null);
    const noise = await heard([frame('stderr', Buffer.alloc(9000)), ...endless], 100 * line.length);
    deepEqual([noise.problem, noise.stderr.length], [null, 4000]);
  });

  it('takes a million frames of one byte in slices, and never holds the editor up for a tenth of the work', async function () {
    this.timeout(60_000);
    const bytes = tinyFrames(1_000_000);
    let events = 0;
    const share = await longestShare(async () => {
      const [ours, theirs] = await pair();
      const dialogue = new Dialogue(ours);
      dialogue.listen(() => {
        events += 1;
      });
      theirs.end(bytes);
      equal(await dialogue.ended, null);
      ours.destroy();
    });
    ok(events > 400, `${events} events`);
    ok(share < 0.1, `one turn of the event loop took ${share} of the work`);
  });

  it('takes a million frames in one piece as well', async function () {
    this.timeout(60_000);
    const bytes = tinyFrames(1_000_000);
    let said: SandboxEvent[] = [];
    const share = await longestShare(async () => {
      const { events, problem } = await heard([bytes]);
      equal(problem, null);
      said = events;
    });
    ok(said.length > 400, `${said.length} events`);
    ok(share < 0.1, `one turn of the event loop took ${share} of the work`);
  });
});
