import assert from 'node:assert/strict';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Course } from '../../src/course/format/format';
import { findStep, loadDirectory } from '../../src/course/format/load';
import type { Runner } from '../../src/run/runner';
import { nothingIsLeft } from '../support/containers';
import { DEBUG_TEXTS, Debugger, type Seat } from '../support/debugger';
import { Folder } from '../support/folder';
import { type HostileName, hostileDebuggee } from '../support/hostile-debuggees';
import { newRunner, ROOT } from '../support/run';

/** More than a sandbox of this course may have, that of a debugger included. */
const PROCESSES = 60;

interface Scene {
  readonly person: Debugger;
  readonly seat: Seat;
  readonly file: string;
  readonly line: number;
  readonly over: Promise<void>;
}

/** The program stands at its line. */
interface Stopped extends Scene {
  readonly frame: number;
}

interface Attack {
  readonly how: string;
  /** What the person does and sees. Without it they set no breakpoint, and wait for the end of the test. */
  readonly person?: (scene: Scene) => Promise<void>;
}

/** What an attack may leave unanswered is nothing that a test waits for. */
const ignored = () => undefined;

async function looksOn({ person, seat, over }: Scene): Promise<void> {
  void seat.begin('', []).catch(ignored);
  await Promise.race([over, person.until(() => person.outcomes.length > 0, 'end of the test')]);
}

/** The test goes on without a debugger, and passes. */
async function isCutOff(scene: Scene): Promise<void> {
  void scene.seat.begin('', []).catch(ignored);
  await scene.person.until(() => scene.seat.isOver, 'end of the session');
  // Every session ends with its run. This one ended before.
  assert.deepEqual(scene.person.outcomes, []);
  await scene.over;
  assert.deepEqual(scene.person.outcomes, ['passed']);
}

async function isCutOffAndHearsWhy(scene: Scene): Promise<void> {
  await isCutOff(scene);
  assert.ok(JSON.stringify(scene.seat.told).includes(DEBUG_TEXTS.tooMuch));
}

/** The program has really stopped at its line, in the middle of an answer, and waits for the person. */
function atItsLine(act: (scene: Stopped) => Promise<void>): (scene: Scene) => Promise<void> {
  return async (scene) => {
    const [set] = await scene.seat.begin(scene.file, [scene.line]);
    assert.ok(set?.verified);
    const { line, frame } = await scene.seat.stopped();
    assert.equal(line, scene.line);
    await act({ ...scene, frame });
  };
}

async function evaluated(seat: Seat, frameId: number, expression: string): Promise<string> {
  return String((await seat.ask('evaluate', { expression, frameId, context: 'repl' })).result);
}

/** The program goes on from its line, and the test comes to its end. */
async function passes({ person, seat, over }: Scene): Promise<void> {
  await seat.goOn();
  await over;
  assert.deepEqual(person.outcomes, ['passed']);
}

const ATTACKS: Readonly<Record<HostileName, Attack>> = {
  'speaks-itself': {
    how: 'asks the editor to run a command, to open a session and to go elsewhere',
  },
  'answers-for-the-debugger': {
    how: 'answers a question before its debugger does, and many that nobody has asked',
    person: atItsLine(async (scene) => {
      const { seat, frame, line } = scene;
      assert.match(await evaluated(seat, frame, 'lie()'), /a lie$/);
      await sleep(500); // the lies about later questions have come by then
      const answers = seat.told.flatMap((one) => (one.type === 'response' ? [one.request_seq] : []));
      assert.equal(new Set(answers).size, answers.length, 'one answer to a question');
      const { stackFrames } = await seat.ask('stackTrace', { threadId: seat.stops[0]?.threadId });
      assert.equal((stackFrames as { line: number }[])[0]?.line, line, 'the next answer is its debugger’s again');
      await passes(scene);
    }),
  },
  floods: {
    how: 'floods the stream of its debugger',
    person: isCutOffAndHearsWhy,
  },
  'speaks-nonsense': {
    how: 'breaks the protocol',
    person: isCutOffAndHearsWhy,
  },
  'says-it-byte-by-byte': {
    how: 'sends a long message byte by byte',
  },
  closes: {
    how: 'closes its debugger’s descriptor',
    person: isCutOff,
  },
  'patches-the-debugger': {
    how: 'patches its debugger while it is stopped, to break in the middle of everything',
    person: atItsLine(async ({ person, seat, frame, over }) => {
      for (const expression of ['patch()', '1 + 1']) void evaluated(seat, frame, expression).catch(ignored);
      await sleep(1_000);
      person.leaves();
      await over;
    }),
  },
  'stops-for-ever': {
    how: 'says that it stands, to have no limit of time',
    person: async ({ person, seat, over }) => {
      void seat.begin('', []).catch(ignored);
      await person.until(() => seat.stops.length > 0, 'stop that is none');
      await sleep(1_000);
      const began = performance.now();
      person.leaves();
      await over;
      assert.ok(performance.now() - began < 5_000, 'a person who leaves ends it');
    },
  },
  'raises-its-limits': {
    how: 'raises its own limits, and those of the launcher, while it is stopped',
    person: atItsLine(async (scene) => {
      assert.equal(await evaluated(scene.seat, scene.frame, 'raise_all()'), '[]');
      await passes(scene);
    }),
  },
  'forks-while-stopped': {
    how: 'forks without end while it is stopped',
    person: atItsLine(async (scene) => {
      const made = Number(await evaluated(scene.seat, scene.frame, 'bomb()'));
      assert.ok(made > 0 && made < PROCESSES, `${made} processes`);
      await passes(scene);
    }),
  },
  'sends-descriptors': {
    how: 'sends descriptors to the grader, one of them a connection whose end takes an hour',
    person: async (scene) => {
      await looksOn(scene);
      assert.deepEqual(scene.person.outcomes, ['passed']);
      assert.match(JSON.stringify(scene.person.events), /still heard/, 'its output is read beside that');
      await scene.over;
    },
  },
  'leaves-its-descriptor': {
    how: 'is killed while it is stopped, and leaves its socket and its client to a child',
    person: atItsLine(async ({ person, seat, frame, over }) => {
      assert.ok(Number(await evaluated(seat, frame, 'libc.fork() or libc.sleep(600)')) > 0);
      void evaluated(seat, frame, 'os.kill(os.getpid(), 9)').catch(ignored);
      await person.until(() => seat.isOver, 'end of the session');
      await over;
      assert.deepEqual(person.outcomes, ['failed'], 'its test does not wait for a program that is no more');
    }),
  },
};

describe('A hostile program that a person debugs', function () {
  this.timeout(120_000);
  let runner: Runner;
  let course: Course;
  let folder: Folder;

  before(async () => {
    const image = process.env.CODEALONG_DEBUG_IMAGE;
    runner = newRunner(image === undefined ? {} : { settings: { image } });
    course = await loadDirectory(path.join(ROOT, 'test', 'attack', 'course'));
    folder = await Folder.make();
  });

  after(async () => {
    await folder.remove();
    await runner.dispose();
  });

  afterEach(async () => {
    await runner.removals.settled();
    await nothingIsLeft();
  });

  async function debug(name: HostileName): Promise<Scene> {
    const { text, line } = hostileDebuggee(name);
    await folder.write('main.py', text);
    const file = folder.path('main.py');
    const person = new Debugger();
    const over = runner.debugStep({
      course,
      step: findStep(course, 'server'),
      file,
      root: path.dirname(file),
      source: null,
      entry: null,
      only: 'test_server.py::test_answers',
      join: (sandbox, files) => person.join(sandbox, files),
      event: (event) => person.event(event),
      signal: person.closed.signal,
    });
    return { person, seat: await person.seat(0), file, line, over };
  }

  /** Nothing that an editor would act on. */
  function isHarmless({ told }: Seat): void {
    for (const message of told) {
      assert.ok(message.type === 'event' || message.type === 'response');
      assert.doesNotMatch(JSON.stringify(message), /\\u001b|etc\/passwd|runInTerminal|startDebugging|sourceReference/);
    }
  }

  for (const [name, { how, person: act = looksOn }] of Object.entries(ATTACKS)) {
    it(`${how} (${name})`, async () => {
      const scene = await debug(name as HostileName);
      try {
        await act(scene);
        isHarmless(scene.seat);
      } finally {
        scene.person.leaves();
        await scene.over;
      }
    });
  }
});
