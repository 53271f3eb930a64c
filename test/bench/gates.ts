import { podmanVersion } from '../../src/engine/client/podman';
import type { LegName, Measured } from './measured';
import type { Summary } from './statistics';

/** `limit` is the highest allowed `value`; for the hit rate, the lowest. `value` is null when it was not measured. */
export interface Gate {
  readonly name: string;
  readonly limit: number;
  readonly value: number | null;
  readonly met: boolean;
}

/** The source of a gate's value; null or NaN means that it was not measured. */
interface Rule {
  readonly name: string;
  readonly limit: number;
  readonly least?: true;
  readonly value: (measured: Measured) => number | null;
}

const RULES: readonly Rule[] = [
  { name: 'warm / docker run, Redis step 1', limit: 0.1, value: (all) => ratio(all, 'redis', 'warm', 'docker-run') },
  {
    name: 'warm in the newest runtime / docker run, Redis step 1',
    limit: 0.1,
    value: ({ runtimes: [newest], steps }) => over(newest?.warm ?? null, dockerRunOf(steps)),
  },
  { name: 'warm / bare pytest, kata', limit: 0.4, value: (all) => ratio(all, 'kata', 'warm', 'bare') },
  { name: 'warm p95 / its median, worst step', limit: 2, value: (all) => worst(all, (step) => spread(step.warm)) },
  {
    name: 'cold / docker run, worst step',
    limit: 1,
    value: (all) => worst(all, (step) => over(step.cold, step['docker-run'])),
  },
  // Python 3.14 with pytest 9 takes 9 MB more than 3.11 with pytest 7, before anything of ours.
  { name: 'idle memory in the newest runtime, MB', limit: 50, value: ({ runtimes }) => runtimes[0]?.idle?.max ?? null },
  {
    name: 'idle memory in the oldest runtime, MB',
    limit: 40,
    value: ({ runtimes }) => runtimes.at(-1)?.idle?.max ?? null,
  },
  { name: 'verdict to container gone, p99, ms', limit: 1000, value: ({ gone }) => gone?.p99 ?? null },
  { name: 'hit rate, at least', limit: 0.95, least: true, value: ({ hitRate }) => hitRate },
  {
    name: "painted verdict, less the sandbox's own time / docker run",
    limit: 0.17,
    value: ({ steps, painting }) => over(painting, dockerRunOf(steps)),
  },
  { name: 'debugging, until the first stop, ms', limit: 1500, value: ({ debugging }) => debugging?.median ?? null },
];

/**
 * Every gate on Docker, which their limits were measured with. What Podman takes for a container is its own affair: it has none.
 * @param server what the engine calls itself (`Engine.server`)
 */
export function gatesOn(server: string, measured: Measured): readonly Gate[] {
  return podmanVersion(server) === null ? gatesOf(measured) : [];
}

/** Every gate. A gate without a measurement is not met. */
export function gatesOf(measured: Measured): readonly Gate[] {
  return RULES.map(({ name, limit, least, value }) => gate(name, limit, value(measured), least ?? false));
}

export function gate(name: string, limit: number, value: number | null, least: boolean): Gate {
  if (value === null || !Number.isFinite(value)) return { name, limit, value: null, met: false };
  return { name, limit, value, met: least ? value >= limit : value <= limit };
}

type Step = Readonly<Record<LegName, Summary | null>>;

/** `docker run` of Redis step 1: how fast this machine is today. Null when it was not measured. */
export function dockerRunOf(steps: Measured['steps']): Summary | null {
  return steps.find(({ roles }) => roles.includes('redis'))?.legs['docker-run'] ?? null;
}

function ratio({ steps }: Measured, role: string, leg: LegName, to: LegName): number | null {
  const step = steps.find(({ roles }) => roles.includes(role));
  return step === undefined ? null : over(step.legs[leg], step.legs[to]);
}

/** The worst value of all steps; null as soon as one is missing. */
function worst({ steps }: Measured, value: (step: Step) => number | null): number | null {
  const values = steps.map(({ legs }) => value(legs));
  const missing = values.length < 1 || values.includes(null);
  return missing ? null : Math.max(...values.map(Number));
}

function over(leg: Summary | null, to: Summary | null): number | null {
  return leg === null || to === null ? null : leg.median / to.median;
}

function spread(leg: Summary | null): number | null {
  return leg === null ? null : leg.p95 / leg.median;
}
