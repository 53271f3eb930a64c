import type { Engine } from '../../src/engine/client/engine';
import { REDIS } from '../support/run';
import { measureCrowds } from './crowd';
import { measureDebugging } from './debugging';
import { measureEditor } from './editor-path';
import { dockerRunOf } from './gates';
import { measureIdle } from './idle';
import type { Leg } from './leg';
import { ColdLeg, measureOurs, type OurRunner } from './legs/ours';
import { BareLeg, DockerRunLeg, PlainPlace } from './legs/plain';
import { openWarm, type Warm, WarmLeg } from './legs/warm';
import { machineOf } from './machine';
import { LEGS, type LegName, type Measured, type MeasuredStep, type Profile } from './measured';
import type { Options } from './options';
import { profileOf } from './profile';
import { measure, type Row, type StepLegs } from './rounds';
import { measureRuntimes } from './runtimes';
import { type Part, type Selection, select } from './select';
import { summarize } from './statistics';
import { type BenchStep, benchStep, KATA, redisSteps, withRoles } from './steps';

/** The surroundings of a bench. */
export interface BenchPlace {
  readonly cold: OurRunner;
  readonly engine: Engine;
  /** The image that we ship. */
  readonly image: string;
  /** The name of the runtime that it is for. */
  readonly runtime: string;
  /** Labels everything that the bench itself creates. */
  readonly session: string;
}

/** What all parts of one bench share. */
interface Bench extends BenchPlace {
  readonly warm: Warm;
  readonly plain: PlainPlace;
  /** The step for the parts that are not legs. */
  readonly first: BenchStep;
  readonly selection: Selection;
  readonly rounds: number;
}

type Tell = (what: string) => void;

/** @param tell reports progress to the person who waits */
export async function bench(place: BenchPlace, { only, rounds }: Options, tell: Tell): Promise<Measured> {
  const steps = await stepsOf(place.cold, tell);
  const selection = select(only, steps);
  const [first] = steps;
  const warm = await openWarm();
  try {
    const plain = await PlainPlace.open(place.engine, place.image, selection.steps, place.session);
    try {
      return await measureAll({ ...place, warm, plain, first, selection, rounds }, tell);
    } finally {
      await plain.dispose();
    }
  } finally {
    await warm.runner.dispose();
  }
}

async function measureAll(set: Bench, tell: Tell): Promise<Measured> {
  const { engine, runtime, rounds, selection } = set;
  const machine = await machineOf(engine);
  const legs = selection.steps.map((step) => legsOf(set, step));
  const rows = await measure(legs, rounds, (round) => tell(`round ${round} of ${rounds}`));
  const samples = rows.flatMap((row) => row.samples);
  const steps = selection.steps.map((step) => summed(step, rows));
  return {
    machine,
    runtime,
    rounds,
    steps,
    profiles: rows.flatMap(profiled),
    gone: summarize(samples.flatMap(({ gone_ms }) => gone_ms ?? [])),
    refill: summarize(samples.flatMap(({ refill_ms }) => refill_ms ?? [])),
    ...(await measureParts(set, tell, dockerRunOf(steps)?.median ?? null)),
  };
}

async function measureParts(
  set: Bench,
  tell: Tell,
  dockerRunMs: number | null,
): Promise<Pick<Measured, 'idle' | 'crowds' | 'runtimes' | 'everyMs' | 'hitRate' | 'painting' | 'debugging'>> {
  const { cold, engine, warm, first, selection } = set;
  const few = Math.ceil(set.rounds / 4);
  const wanted = (part: Part) => selection.parts.includes(part);
  if (selection.parts.length > 0) tell(selection.parts.join(', '));
  const editor = wanted('editor') ? await measureEditor(dockerRunMs) : null;
  return {
    idle: wanted('idle') ? await measureIdle(warm, first) : null,
    crowds: [
      ...(wanted('crowd') ? await measureCrowds('cold', cold, first, few) : []),
      ...(wanted('crowd') ? await measureCrowds('warm', warm, first, few) : []),
    ],
    runtimes: wanted('runtimes') ? await measureRuntimes(cold, engine, first, set.rounds) : [],
    debugging: wanted('debugging') ? await measureDebugging(warm, first, set.rounds) : null,
    everyMs: editor?.everyMs ?? null,
    hitRate: editor?.hitRate ?? null,
    painting: summarize(editor?.painting ?? []),
  };
}

/** Redis step 1, the first step of `kata`, and the slowest step of Redis: each step of Redis is tried once. */
async function stepsOf(cold: OurRunner, tell: Tell): Promise<readonly [BenchStep, ...BenchStep[]]> {
  const fixed = await benchStep(REDIS, 0, 'redis');
  const longest = await longestOf(cold, await redisSteps());
  tell(`the longest step is ${longest.name}`);
  const [first = fixed, ...more] = withRoles([fixed, await benchStep(KATA, 0, 'kata'), longest]);
  return [first, ...more];
}

async function longestOf(cold: OurRunner, steps: readonly BenchStep[]): Promise<BenchStep> {
  let longest: { readonly step: BenchStep; readonly ms: number } | null = null;
  for (const step of steps) {
    const { stamps } = await measureOurs(cold, step, 'cold');
    const ms = (stamps?.at.get('done') ?? 0) - (stamps?.at.get('ready') ?? 0);
    if (longest === null || ms > longest.ms) longest = { step, ms };
  }
  if (longest === null) throw new Error('the course has no step with a solution');
  return longest.step;
}

function legsOf({ plain, cold, warm, selection }: Bench, step: BenchStep): StepLegs {
  const ours: readonly Leg[] = [new ColdLeg(cold, step), new WarmLeg(warm, step)];
  const legs = [new DockerRunLeg(plain, step), ...ours, new BareLeg(plain, step)];
  return { step, legs: legs.filter(({ name }) => selection.legs.includes(name)) };
}

function summed({ name, roles }: BenchStep, rows: readonly Row[]): MeasuredStep {
  const of = (leg: LegName) => rows.find((row) => row.step.name === name && row.leg === leg)?.samples ?? [];
  const legs = LEGS.map((leg) => [leg, summarize(of(leg).map(({ ms }) => ms))] as const);
  return { name, roles, legs: Object.fromEntries(legs) as MeasuredStep['legs'] };
}

function profiled({ step, leg, samples }: Row): readonly Profile[] {
  const runs = samples.flatMap(({ stamps }) => stamps ?? []);
  return runs.length === 0 ? [] : [profileOf(step.name, leg, runs)];
}
