import type { Engine } from '../../src/engine/engine';
import { measureCrowds } from './crowd';
import { openEditorPath } from './editor-path';
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
import { summarize } from './statistics';
import { type BenchStep, benchStep, KATA, redisSteps, withRoles } from './steps';

/** What all parts of the bench share. */
interface Place {
  readonly engine: Engine;
  readonly image: string;
  readonly cold: OurRunner;
  readonly warm: Warm | null;
  readonly plain: PlainPlace;
  readonly steps: readonly BenchStep[];
  readonly options: Options;
}

/** @param tell says what is being done, for who waits. */
export async function bench(
  cold: OurRunner,
  engine: Engine,
  image: string,
  session: string,
  options: Options,
  tell: (what: string) => void,
): Promise<Measured> {
  const steps = await stepsOf(cold, options.only, tell);
  const warm = await openWarm();
  try {
    const plain = await PlainPlace.open(image, steps, session);
    try {
      return await measureAll({ engine, image, cold, warm, plain, steps, options }, tell);
    } finally {
      await plain.dispose();
    }
  } finally {
    await warm?.runner.dispose();
  }
}

async function measureAll(place: Place, tell: (what: string) => void): Promise<Measured> {
  const { engine, image, cold, warm, steps, options } = place;
  const first = steps[0];
  const wanted = (part: string) => first !== undefined && part.includes(options.only);
  const machine = await machineOf(engine);
  const rows = await measure(
    steps.map((step) => legsOf(place, step)),
    options.rounds,
    (round) => tell(`round ${round} of ${options.rounds}`),
  );
  const samples = rows.flatMap((row) => row.samples);
  tell('idle memory, several at once');
  const idle = wanted('idle') && first ? await measureIdle(engine, image, first, warm) : { mb: null, pooled: false };
  const few = Math.ceil(options.rounds / 4);
  const crowds = wanted('crowd') && first ? await measureCrowds('cold', cold, first, few) : [];
  const warmCrowds = wanted('crowd') && first && warm ? await measureCrowds('warm', warm, first, few) : [];
  const editor = await openEditorPath();
  return {
    machine,
    rounds: options.rounds,
    steps: steps.map((step) => summed(step, rows)),
    profiles: rows.flatMap(profiled),
    idle,
    gone: summarize(samples.flatMap(({ gone_ms }) => gone_ms ?? [])),
    refill: summarize(samples.flatMap(({ refill_ms }) => refill_ms ?? [])),
    crowds: [...crowds, ...warmCrowds],
    hitRate: (await editor?.hitRate()) ?? null,
    painting: summarize((await editor?.painting()) ?? []),
  };
}

/** Redis step 1, the first of `kata`, and of all steps of Redis the one that takes longest: each is tried once. */
async function stepsOf(cold: OurRunner, only: string, tell: (what: string) => void): Promise<readonly BenchStep[]> {
  const fixed = [
    await benchStep((await redisSteps())[0]?.course.directory ?? '', 0, 'redis'),
    await benchStep(KATA, 0, 'kata'),
  ];
  const longest = await longestOf(cold, await redisSteps());
  tell(`the longest step is ${longest.name}`);
  const all = withRoles([...fixed, longest]);
  const named = all.filter(({ name, roles }) => `${name} ${roles.join(' ')}`.includes(only));
  return named.length > 0 ? named : all;
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

function legsOf({ plain, cold, warm, options: { only } }: Place, step: BenchStep): StepLegs {
  const ours: readonly Leg[] = [new ColdLeg(cold, step), ...(warm === null ? [] : [new WarmLeg(warm, step)])];
  const legs = [new DockerRunLeg(plain, step), ...ours, new BareLeg(plain, step)];
  const named = legs.filter(({ name }) => name.includes(only));
  return { step, legs: named.length > 0 ? named : legs };
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
