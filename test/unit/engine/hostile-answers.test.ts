import { equal, ok } from 'node:assert/strict';
import fc from 'fast-check';
import { CodedError } from '../../../src/contract/codes';
import { decodeEvent } from '../../../src/contract/decode-events';
import type { SandboxEvent } from '../../../src/contract/events';
import { readProbe } from '../../../src/doctor/probe';
import * as answers from '../../../src/engine/client/answers';
import { bestCpu } from '../../support/cpu';

const { understand, ...decoders } = answers;

/** What an honest engine says, for all decoders at once: each takes the fields that it knows. */
const ANSWER = {
  Id: 'a',
  Version: '1',
  ApiVersion: '1.41',
  Os: 'linux',
  Arch: 'amd64',
  Components: [{ Name: 'runc', Version: '1' }],
  RuncCommit: { ID: 'x' },
  CgroupVersion: '2',
  SystemTime: '2026-01-01T00:00:00Z',
  Warnings: ['w'],
  StatusCode: 0,
  Config: { Labels: { a: 'b' } },
  State: { Status: 'running', Running: true, ExitCode: 0, OOMKilled: false, FinishedAt: '0001-01-01T00:00:00Z' },
  RepoTags: ['a:b'],
  Labels: {},
  Created: 1,
};
const odd = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<unknown>(null, -1, 1e308, '', '\ud800', [], {}, [[]], '9'.repeat(5000), '__proto__'),
);
const changed = fc.dictionary(fc.constantFrom(...Object.keys(ANSWER)), odd, { maxKeys: 3 });

describe('Whatever an engine answers', () => {
  for (const [name, decode] of Object.entries(decoders)) {
    it(`is read or refused with a code (${name})`, () => {
      let read = 0;
      const take = (answer: unknown) => {
        try {
          JSON.stringify(understand<unknown>('call', decode, answer));
          read += 1;
        } catch (error) {
          ok(error instanceof CodedError && error.code === 'engine-call-failed', String(error));
        }
      };
      fc.assert(
        fc.property(changed, fc.boolean(), (change, listed) => {
          const answer = { ...ANSWER, ...change };
          take(listed ? [answer, answer] : answer);
        }),
        { numRuns: 400, seed: 14 },
      );
      fc.assert(fc.property(odd, take), { numRuns: 200, seed: 14 });
      ok(read > 10, `${read} answers were read`);
    });
  }
});

describe('Whatever a sandbox says', () => {
  it('to the doctor is a report or is refused with a code', () => {
    const said = fc.oneof(fc.string({ unit: 'binary' }), fc.json(), fc.constant('['.repeat(100_000)));
    fc.assert(
      fc.property(said, said, (stdout, stderr) => {
        const event = (stream: 'stdout' | 'stderr', text: string): SandboxEvent => {
          return { event: 'output', test: 't', stream, text, dropped: 0 };
        };
        try {
          readProbe([event('stdout', stdout), event('stderr', stderr)]);
        } catch (error) {
          ok(error instanceof CodedError && error.code === 'sandbox-not-ready', String(error));
        }
      }),
      { numRuns: 500, seed: 14 },
    );
  });

  it('may be nested without end in a field that nobody knows', () => {
    for (const [open, close] of [
      ['[', ']'],
      ['{"a":', '}'],
    ] as const) {
      const count = 600_000;
      const deep = `${open.repeat(count)}1${close.repeat(count)}`;
      const ms = bestCpu(() => {
        const event = decodeEvent(`{"event":"started","test":"a","more":${deep}}`);
        equal(JSON.stringify(event), '{"event":"started","test":"a"}');
      }, 1);
      ok(ms < 3000, `${ms} ms`);
    }
  });
});
