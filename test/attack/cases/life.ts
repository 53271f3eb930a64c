import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Docker from 'dockerode';
import { CodedError } from '../../../src/contract/codes';
import { IMAGE_USERS } from '../../../src/contract/image';
import { DEFAULT_LIMITS } from '../../../src/contract/limits';
import type { Engine } from '../../../src/engine/client/engine';
import { ensureImage } from '../../../src/engine/image/image';
import { takenBy } from '../../../src/sandbox/create';
import { labelsOf, OURS } from '../../../src/sandbox/owner';
import { processesHere } from '../../../src/sandbox/processes';
import { containerSpec } from '../../../src/sandbox/spec';
import { withCalls } from '../../support/engines';
import { ROOT } from '../../support/run';
import { runtime } from '../../support/runtimes';
import type { AttackCase, Meanwhile } from '../case';

const HONEST = { program: 'attack/programs/honest.py', outcome: 'passed' } as const;
const SPINS = { program: 'attack/programs/spin.py' } as const;
const SAVES = 20;
const HIGHEST_PID = 2 ** 22; // of Linux
const TIDY_MS = 10_000;
const MOST_CONTAINERS = 10;
const NOT_THEIRS = { message: [/not your program's fault|could not|sandbox/i] } as const;

/** How many times an engine is asked to pause a container. */
const FREEZES = 5;

/** Does something to the container as soon as the program runs. */
function toTheContainer(act: (container: Docker.Container) => Promise<unknown>) {
  return async ({ container, event }: Meanwhile) => {
    await event('started');
    await act(new Docker().getContainer(container));
    return '';
  };
}

/** An engine on control groups 1 may give up freezing busy processes, so it is asked again. */
async function pause(container: Docker.Container): Promise<void> {
  for (let left = FREEZES; ; left -= 1) {
    try {
      return await container.pause();
    } catch (error) {
      if (left === 1 || !/unable to freeze/.test(String(error))) throw error;
    }
  }
}

const diskFull = (engine: Engine) =>
  withCalls(engine, {
    createContainer: async () => {
      throw new CodedError('engine-call-failed', { call: 'create', status: 500, reason: 'no space left on device' });
    },
  });

const junkFirst = (engine: Engine) =>
  withCalls(engine, {
    attach: async (...args) => {
      const stream = await engine.attach(...args);
      stream.write('{"stream":true,"stdin":true}CODEALONG-JOB\n\0\xff');
      return stream;
    },
  });

async function nineMore({ runner, request }: Meanwhile): Promise<string> {
  const { watch, signal, ...same } = request;
  const runs = await Promise.all(Array.from({ length: 9 }, () => runner.run(same)));
  const bad = runs.filter(({ verdict }) => verdict.outcome !== 'passed');
  return bad.map(({ report }) => `${report.outcome} ${report.message}`).join('; ');
}

/** Containers of the runs of `savedOften` that exist at one time, at most. */
let existing = 0;
let most = 0;

const counting = (engine: Engine) =>
  withCalls(engine, {
    createContainer: async (...args) => {
      existing += 1;
      most = Math.max(most, existing);
      return engine.createContainer(...args);
    },
    remove: async (...args) => {
      await engine.remove(...args);
      existing -= 1;
    },
  });

/** Runs as the editor does: each run replaces the one before. The last one counts. */
async function savedOften({ runner, request }: Meanwhile): Promise<string> {
  const { watch, signal, ...same } = request;
  const runs = [];
  let before: AbortController | null = null;
  for (let number = 0; number < SAVES; number++) {
    before?.abort();
    before = new AbortController();
    runs.push(runner.run({ ...same, signal: before.signal }));
    await sleep(1000 / SAVES);
  }
  const outcomes = (await Promise.all(runs)).map(({ verdict }) => verdict.outcome);
  if (outcomes.pop() !== 'passed') return 'the last run has not passed';
  if (outcomes.some((outcome) => outcome !== 'cancelled')) return `not cancelled: ${outcomes.join(', ')}`;
  return most <= MOST_CONTAINERS ? '' : `${most} containers at one time`;
}

/** Moves the wall clock two hours ahead and then three back, as when a laptop wakes up and synchronises its clock. */
async function clockJumps({ event }: Meanwhile): Promise<string> {
  const real = Date.now;
  try {
    Date.now = () => real() + 2 * 3600e3;
    await event('started');
    Date.now = () => real() - 3600e3;
    await event('done');
  } finally {
    Date.now = real;
  }
  return '';
}

/** A killed window has left a container. This window looks for such containers before its next run. */
async function killedWindow({ engine, session, runner }: Meanwhile): Promise<string> {
  const { host } = processesHere;
  const process = host === null ? '-:1:1' : `${host}:${HIGHEST_PID + 1}:1`;
  const image = (
    await ensureImage(engine, { runtime: runtime(), dockerDir: path.join(ROOT, 'docker'), build: 'if-missing' })
  ).ref;
  // Where nothing can tell that a process is dead, its container counts as abandoned after a long enough time.
  const labels = labelsOf({ session, process }, 'run', Date.now() + (host === null ? -1 : 3600e3));
  const rest = { users: IMAGE_USERS, labels, unclaimedSeconds: 900, ...takenBy(engine) };
  const { id } = await engine.createContainer(containerSpec({ image, limits: DEFAULT_LIMITS, ...rest }));
  await runner.removeOrphans(TIDY_MS);
  return (await engine.list([OURS, `codealong.session=${session}`])).some((one) => one.id === id) ? id : '';
}

/** Lifecycle: never a false failure. The fault-injecting proxy tests the wrong answers of an engine. */
export const LIFE: readonly AttackCase[] = [
  {
    name: 'engine-stopped',
    mechanism: 'an engine that is not there',
    covers: ['daemon stopped'],
    how: 'Nothing answers where the engine should be.',
    ...HONEST,
    outcome: 'engine-missing',
    world: { settings: { engineHost: 'unix:///nowhere/docker.sock' } },
  },
  {
    name: 'image-missing',
    mechanism: 'an image that is not there',
    covers: ['image missing'],
    how: 'The image that the settings name does not exist.',
    ...HONEST,
    outcome: 'sandbox-error',
    expect: { message: [/codealong-nowhere/] },
    world: { settings: { image: 'codealong-nowhere:1' } },
  },
  {
    name: 'disk-full',
    mechanism: 'an engine that refuses',
    covers: ['disk full'],
    how: 'The engine has no room for another container.',
    ...HONEST,
    outcome: 'sandbox-error',
    expect: { message: [/no space left/] },
    world: { engine: diskFull },
  },
  {
    name: 'removed-by-somebody',
    mechanism: 'somebody else’s hands',
    covers: ['container removed, killed or paused'],
    how: 'Somebody removes the container while the program runs.',
    ...SPINS,
    outcome: 'sandbox-error',
    expect: { ...NOT_THEIRS, within: [0, 5000] },
    world: { meanwhile: toTheContainer((container) => container.remove({ force: true })) },
  },
  {
    name: 'killed-by-somebody',
    mechanism: 'somebody else’s hands',
    covers: ['container removed, killed or paused'],
    how: 'Somebody kills the container while the program runs.',
    ...SPINS,
    outcome: 'sandbox-error',
    expect: { ...NOT_THEIRS, within: [0, 5000] },
    world: { meanwhile: toTheContainer((container) => container.kill()) },
  },
  {
    name: 'paused-by-somebody',
    mechanism: 'somebody else’s hands',
    covers: ['container removed, killed or paused'],
    how: 'Somebody pauses the container while the program runs.',
    ...SPINS,
    limits: { timeout_seconds: 2 },
    outcome: 'sandbox-error',
    // On a busy machine the engine needs seconds to stop processes that spin.
    expect: { message: [/paused/], within: [0, 12_000] },
    world: { meanwhile: toTheContainer(pause) },
  },
  {
    name: 'ten-at-once',
    mechanism: 'many runs',
    covers: ['ten runs'],
    how: 'Nine more runs are asked for while the first one goes on; all are right.',
    ...HONEST,
    expect: { also: ({ found }) => (found === '' ? null : found) },
    world: { meanwhile: nineMore },
    alone: true,
  },
  {
    name: 'saved-often',
    mechanism: 'many runs',
    covers: ['saving twenty times a second'],
    how: 'Twenty runs in a second, each of which takes the place of the one before.',
    ...HONEST,
    expect: { also: ({ found }) => (found === '' ? null : found) },
    world: { engine: counting, meanwhile: savedOften },
    alone: true,
  },
  {
    name: 'cancelled-at-once',
    mechanism: 'cancelling',
    covers: ['cancel in every phase'],
    how: 'Cancelled as soon as the sandbox is being made.',
    ...SPINS,
    outcome: 'cancelled',
    world: { cancel: { phase: 'sandbox', ms: 0 } },
  },
  {
    name: 'cancelled-while-starting',
    mechanism: 'cancelling',
    covers: ['cancel in every phase'],
    how: 'Cancelled while the container starts.',
    ...SPINS,
    outcome: 'cancelled',
    world: { cancel: { phase: 'sandbox', ms: 120 } },
  },
  {
    name: 'cancelled-while-running',
    mechanism: 'cancelling',
    covers: ['cancel in every phase'],
    how: 'Cancelled while the program spins.',
    ...SPINS,
    outcome: 'cancelled',
    world: { cancel: { phase: 'tests', ms: 300 } },
  },
  {
    name: 'killed-window',
    mechanism: 'a killed owner',
    covers: [],
    how: 'A process that was killed has left a container behind; the next look removes it.',
    ...HONEST,
    expect: { also: ({ found }) => (found === '' ? null : `${found} of a killed process is still there`) },
    world: { meanwhile: killedWindow },
  },
  {
    name: 'clock-jump',
    mechanism: 'a clock that jumps',
    covers: ['clock jump'],
    how: 'The wall clock of the driving process jumps ahead and back while the tests run.',
    ...HONEST,
    world: { meanwhile: clockJumps },
    alone: true,
  },
  {
    name: 'junk-on-stdin',
    mechanism: 'junk before the job',
    covers: ['junk on stdin'],
    how: 'Something of the engine’s stands before the job, as with some proxies.',
    ...HONEST,
    world: { engine: junkFirst },
  },
];
