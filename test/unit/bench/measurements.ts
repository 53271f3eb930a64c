import { LEGS, type LegName, type Measured, type MeasuredStep } from '../../bench/measured';
import { type Summary, summarize } from '../../bench/statistics';

export const MACHINE = {
  cpu: 'a CPU',
  cores: 2,
  memory_gb: 4,
  kernel: '6.1',
  engine: 'engine 20',
  node: 'v20',
  load: 0.5,
};

/** As many as two, so that median and p95 are both about this. */
export function about(value: number): Summary | null {
  return summarize([value, value]);
}

export function step(name: string, role: string, medians: Partial<Record<LegName, number>>): MeasuredStep {
  const legs = LEGS.map((leg) => [leg, medians[leg] === undefined ? null : about(medians[leg])] as const);
  return { name, roles: [role], legs: Object.fromEntries(legs) as MeasuredStep['legs'] };
}

/** A bench in which everything was measured, and is good. */
export const GOOD: Measured = {
  machine: MACHINE,
  runtime: 'Python 3.11',
  rounds: 20,
  steps: [
    step('redis/bind', 'redis', { 'docker-run': 700, cold: 600, warm: 60, bare: 200 }),
    step('kata/leap', 'kata', { 'docker-run': 700, cold: 600, warm: 50, bare: 200 }),
  ],
  profiles: [],
  idle: about(30),
  gone: about(90),
  refill: about(500),
  crowds: [],
  runtimes: [
    { title: 'Python 3.14', mb: 86.4, warm: about(65), idle: about(45) },
    { title: 'Python 3.11', mb: 73.3, warm: about(60), idle: about(36) },
  ],
  everyMs: 2310,
  hitRate: 1,
  painting: about(40),
  debugging: about(900),
};
