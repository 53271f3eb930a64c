import { deepEqual, equal, ok, throws } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { CodedError, type Message, nullIfCoded } from '../../src/contract/codes';
import { goOnFrame, holdFrame, sayFrames } from '../../src/contract/debug-frames';
import { DecodeError, type Decoder, object, oneOf } from '../../src/contract/decode';
import { decodeEvent } from '../../src/contract/decode-events';
import type { DoneEvent, TestOutcome } from '../../src/contract/events';
import { GRADER, IMAGE_HOME, IMAGE_USERS, MEETING, PYTHON, TMP, TOOLS, WORK } from '../../src/contract/image';
import { type Job, PROTOCOL } from '../../src/contract/job';
import { DEFAULT_LIMITS, SNAPSHOT_MAX_BYTES } from '../../src/contract/limits';
import {
  closeFrame,
  closeInputFrame,
  FRAME_MAX_BYTES,
  inputFrame,
  openFrame,
  sizeFrame,
  TERMINALS_MAX,
  tookFrame,
  WINDOW_BYTES,
} from '../../src/contract/terminal-frames';
import { encodeJob, FRAME, MAGIC, PING } from '../../src/contract/wire';
import { MAX_LINE_BYTES } from '../../src/engine/client/lines';
import { textFor } from '../../src/results/texts/advice-catalogue';
import { containerSpec } from '../../src/sandbox/spec';
import { BAD_LINES } from '../contract/bad-lines';
import { EVENTS } from '../contract/events';
import { bestCpu } from '../support/cpu';
import { runPython } from '../support/python';

const GOLDEN = path.resolve(__dirname, '..', 'contract');
const DOCKER = path.resolve(__dirname, '..', '..', 'docker');
const LINES = readFileSync(path.join(GOLDEN, 'events.ndjson'), 'utf8').trimEnd().split('\n');

interface HexFile {
  readonly path: string;
  readonly hex: string;
}

type GoldenJob = Omit<Job, 'program' | 'suite'> & Record<'program' | 'suite', readonly HexFile[]>;

function goldenJob(): Job {
  const { program, suite, ...header }: GoldenJob = JSON.parse(readFileSync(path.join(GOLDEN, 'job.json'), 'utf8'));
  const files = (hexFiles: readonly HexFile[]) =>
    hexFiles.map((file) => ({ path: file.path, bytes: Buffer.from(file.hex, 'hex') }));
  return { ...header, program: files(program), suite: files(suite) };
}

/** Fails unless the line is an event that survives writing and reading, or a DecodeError refuses it. */
function decodesOrRefuses(line: string): void {
  try {
    const written = JSON.stringify(decodeEvent(line));
    equal(JSON.stringify(decodeEvent(written)), written);
  } catch (error) {
    ok(error instanceof DecodeError, `${String(error)} for ${line.slice(0, 300)}`);
  }
}

/** Every place inside a value, as the keys that lead there. */
function placesIn(value: unknown): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [[]];
  const inner = Object.entries(value).flatMap(([key, item]) => placesIn(item).map((rest) => [key, ...rest]));
  return [[], ...inner];
}

/** The value with another one at that place; removed when it is undefined. */
function replaced(value: unknown, [key, ...rest]: readonly string[], other: unknown): unknown {
  if (key === undefined) return other;
  if (Array.isArray(value)) return value.map((item, at) => (String(at) === key ? replaced(item, rest, other) : item));
  const fields = value as Record<string, unknown>;
  return { ...fields, [key]: replaced(fields[key], rest, other) };
}

/** Whether the last key belongs to a record, which may have any keys. */
function isFree(place: readonly string[]): boolean {
  return place.includes('args') || ['ulimits', 'tmpfs', 'calls'].includes(place.at(-2) ?? '');
}

const golden = fc.constantFrom(...LINES);

describe('The contract', () => {
  it('reads every golden line as the event it means', () => {
    equal(LINES.length, EVENTS.length);
    LINES.forEach((line, at) => {
      deepEqual(decodeEvent(line), EVENTS[at], line);
    });
  });

  it('loses nothing of a golden line, and adds nothing', () => {
    for (const line of LINES) equal(JSON.stringify(decodeEvent(line)), JSON.stringify(JSON.parse(line)));
  });

  it('drops fields that it does not know, so that a newer image can say more', () => {
    for (const line of LINES) {
      const more = JSON.stringify({ ...JSON.parse(line), colour: 'blue' });
      deepEqual(decodeEvent(more), decodeEvent(line));
    }
  });

  it('refuses a golden line that lacks any one of its fields', () => {
    for (const line of LINES) {
      for (const place of placesIn(JSON.parse(line))) {
        if (place.length === 0 || isFree(place) || /^\d+$/.test(place.at(-1) ?? '')) continue;
        const without = JSON.stringify(replaced(JSON.parse(line), place, undefined));
        throws(() => decodeEvent(without), DecodeError, `${place.join('.')} left out of ${line}`);
      }
    }
  });

  for (const [title, line, where] of BAD_LINES) {
    it(`refuses ${title}, and says where it is wrong`, () => {
      throws(
        () => decodeEvent(line),
        (error: unknown) => error instanceof DecodeError && error.path === where,
      );
    });
  }

  it('refuses any line that is no event with a DecodeError, whatever it is', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json()), decodesOrRefuses), { numRuns: 500 });
    const named = fc.tuple(fc.constantFrom('done', 'output', 'toString', '__proto__', 'finished'), fc.object());
    fc.assert(fc.property(named, ([event, rest]) => decodesOrRefuses(JSON.stringify({ ...rest, event }))));
  });

  it('refuses a golden line with any characters changed with a DecodeError, or reads it', () => {
    const change = fc.tuple(golden, fc.nat(), fc.nat(20), fc.string({ unit: 'binary', maxLength: 5 }));
    fc.assert(
      fc.property(change, ([line, at, length, text]) => {
        const start = at % line.length;
        decodesOrRefuses(line.slice(0, start) + text + line.slice(start + length));
      }),
      { numRuns: 2000 },
    );
  });

  it('refuses a golden line with any value in any place with a DecodeError, or reads it', () => {
    const values = fc.oneof(fc.jsonValue(), fc.constantFrom(-1, 0.5, 1e308, 2 ** 53, '', [], {}, null, true));
    fc.assert(
      fc.property(golden, fc.nat(), values, (line, at, other) => {
        const places = placesIn(JSON.parse(line));
        decodesOrRefuses(JSON.stringify(replaced(JSON.parse(line), places[at % places.length] ?? [], other)));
      }),
      { numRuns: 2000 },
    );
  });

  it('knows every word that an event may have, or does not compile', () => {
    const known: Decoder<TestOutcome> = oneOf({ passed: true, failed: true, errored: true, skipped: true });
    equal(known('errored', ''), 'errored');
    // @ts-expect-error a word is missing
    const gap: Decoder<TestOutcome> = oneOf({ passed: true, failed: true, skipped: true });
    throws(() => gap('errored', 'outcome'), { path: 'outcome', wanted: ['passed', 'failed', 'skipped'] });
    const words = { passed: true, failed: true, errored: true, skipped: true, xfailed: true } as const;
    // @ts-expect-error a word that there is not
    const more: Decoder<TestOutcome> = oneOf<TestOutcome | 'xfailed'>(words);
    // @ts-expect-error an ending is missing
    const field = object<Pick<DoneEvent, 'ending'>>({ ending: oneOf({ complete: true }) });
    for (const word of ['toString', 'skip', null, 1]) throws(() => known(word, ''), DecodeError);
    equal([more, field].length, 2);
  });

  it('reads the longest and oddest lines about as fast as they can be parsed at all', () => {
    // A line of brackets is what JSON.parse itself needs longest for. A slow machine needs longer for both.
    const brackets = '['.repeat(MAX_LINE_BYTES);
    const parsing = bestCpu(() => throws(() => JSON.parse(brackets)), 2);
    const tests = '{"event":"collected","problem":null,"tests":[';
    for (const unit of ['[', '{"event":', '"', '1', ' ', `${tests}`, '\\u0000', '{},']) {
      const line = unit.repeat(MAX_LINE_BYTES / unit.length);
      const ms = bestCpu(() => [line, `${tests}${line}`].forEach(decodesOrRefuses), 1);
      ok(ms < 5 * parsing, `${ms} ms for a line full of ${unit}, where parsing takes ${parsing} ms`);
    }
  });

  it('writes the golden job byte for byte', () => {
    const hex = readFileSync(path.join(GOLDEN, 'job.hex'), 'utf8').replaceAll('\n', '');
    equal(Buffer.from(encodeJob(goldenJob())).toString('hex'), hex);
  });
});

/** The frames of `frames.json`, by the function that makes each. */
const MADE: readonly Uint8Array[] = [
  inputFrame(0, Buffer.from('ä\x03')),
  inputFrame(7, Buffer.alloc(0)),
  sizeFrame(0, { columns: 120, rows: 40 }),
  sizeFrame(3, { columns: 0, rows: 99_999 }),
  openFrame(1, true, { columns: 80, rows: 24 }),
  openFrame(2, false, { columns: 1, rows: Number.NaN }),
  closeFrame(1),
  closeInputFrame(0),
  tookFrame(0, 65_536),
  ...sayFrames(63, Buffer.from('ä\x03')),
  holdFrame(9, true),
  holdFrame(0, false),
  goOnFrame(),
];

describe('The frames behind an interactive job', () => {
  it('are written byte for byte as the golden file has them', () => {
    const golden: { readonly hex: string }[] = JSON.parse(readFileSync(path.join(GOLDEN, 'frames.json'), 'utf8'));
    deepEqual(
      MADE.map((one) => Buffer.from(one).toString('hex')),
      golden.map(({ hex }) => hex),
    );
  });
});

describe('The Python twin of the contract', () => {
  it('makes every golden line by its constructors, reads the golden job, and refuses bad ones', () => {
    runPython('contract/twin.py');
  });

  it('makes a record of whatever went wrong that is read and told', () => {
    const lines = runPython('python/some_records.py', '150').trimEnd().split('\n');
    equal(lines.length, 150);
    for (const line of lines) {
      const event = decodeEvent(line);
      ok(event.event === 'finished' && line.length <= MAX_LINE_BYTES);
      const { failure } = event;
      const said = failure === null ? null : textFor({ code: failure.code, args: failure.args } as Message, 'python');
      for (const words of [said?.title ?? '', said?.advice ?? '', said?.body ?? '']) equal(typeof words, 'string');
    }
  });

  it('has the same numbers as ours', () => {
    const { frameMax, recordMax, terminals, ...found } = JSON.parse(runPython('contract/twin.py', '--numbers'));
    const options = { image: '', limits: DEFAULT_LIMITS, users: IMAGE_USERS, labels: {}, unclaimedSeconds: 1 };
    const spec = containerSpec({ ...options, seccomp: true, ipv6Loopback: true, podmanDialect: false });
    deepEqual(found, {
      protocol: PROTOCOL,
      magic: MAGIC,
      ping: PING,
      frames: [FRAME.header, FRAME.program, FRAME.suite, FRAME.end],
      python: PYTHON,
      program: IMAGE_USERS.program,
      folders: [WORK, GRADER, MEETING, TOOLS],
    });
    deepEqual(terminals, [FRAME_MAX_BYTES, WINDOW_BYTES, TERMINALS_MAX]);
    deepEqual(Object.keys(spec.HostConfig.Tmpfs).sort(), [GRADER, MEETING, TMP, TOOLS, WORK].sort());
    equal(path.posix.dirname(found.python), IMAGE_HOME);
    ok(frameMax > SNAPSHOT_MAX_BYTES, 'the largest file of a snapshot does not fit into a frame');
    ok(recordMax < MAX_LINE_BYTES, 'the longest record is longer than the longest line');
  });

  it('has the folders that docker/install.sh makes, and the user of the Dockerfile', () => {
    const script = readFileSync(path.resolve(DOCKER, 'install.sh'), 'utf8');
    const made = /^mkdir -p (.*)$/m.exec(script)?.[1]?.split(' ');
    deepEqual(made, [WORK, GRADER, MEETING, TOOLS, TMP, `${IMAGE_HOME}/lib`]);
    const links = [...script.matchAll(/^ln -sf (\S+) \/etc\/(passwd|group)$/gm)].map(([, target]) => target);
    deepEqual(links, [`${MEETING}/passwd`, `${MEETING}/group`]);
    const last = /^USER (\d+):\1$(?![\s\S]*^USER)/m.exec(readFileSync(path.resolve(DOCKER, 'Dockerfile'), 'utf8'))?.[1];
    equal(Number(last), IMAGE_USERS.grader);
  });

  it('is named by the label of an image that is built by hand', () => {
    const dockerfile = readFileSync(path.resolve(DOCKER, 'Dockerfile'), 'utf8');
    equal(/^LABEL codealong\.protocol="(\d+)"$/m.exec(dockerfile)?.[1], String(PROTOCOL));
  });
});

describe('An error with a message', () => {
  it('is one in every bundle, each of which has its own class', () => {
    const file = require.resolve('../../src/contract/codes');
    const own = require.cache[file];
    delete require.cache[file];
    const other: typeof import('../../src/contract/codes') = require(file);
    require.cache[file] = own;
    const error: unknown = new other.CodedError('file-missing', { file: 'main.py', similar: null });
    ok(!Object.is(other.CodedError, CodedError));
    ok(error instanceof CodedError);
    equal(nullIfCoded(error), null);
    for (const none of [new Error('x'), null, { code: 'file-missing' }]) ok(!(none instanceof CodedError));
  });
});
