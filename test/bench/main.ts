import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { Runner } from '../../src/run/runner';
import { PLATFORM, ROOT, SETTINGS } from '../support/run';
import { bench } from './bench';
import { gatesOn } from './gates';
import type { OurRunner } from './legs/ours';
import { openWarm } from './legs/warm';
import type { Measured } from './measured';
import { type Options, optionsOf } from './options';
import { drawPlot } from './plot';
import { isSteady, soak } from './soak';
import { StampBook } from './stamps';
import { redisSteps } from './steps';
import { tableOf } from './table';

const PICTURE = path.join(ROOT, 'docs', 'bench.png');

/** Containers of this process, and of no other bench. */
process.env.CODEALONG_SESSION ??= `bench-${randomUUID()}`;

async function main(): Promise<number> {
  const options = optionsOf(process.argv.slice(2));
  if (options.soak !== null) return runSoak(options.soak);
  const book = new StampBook();
  const runner = new Runner(PLATFORM, path.join(ROOT, 'docker'), () => SETTINGS, { connect: book.connect });
  try {
    return await runBench({ runner, book }, options);
  } finally {
    await runner.dispose();
  }
}

async function runBench(cold: OurRunner, options: Options): Promise<number> {
  const { engine, image, runtime } = await cold.runner.image(null, () => {});
  const measured = await bench(
    {
      cold,
      engine,
      image: image.ref,
      runtime: runtime?.title ?? image.ref,
      session: process.env.CODEALONG_SESSION ?? '',
    },
    options,
    say,
  );
  const gates = gatesOn(engine.server, measured);
  process.stdout.write(
    options.json ? `${JSON.stringify({ ...measured, gates }, null, 2)}\n` : tableOf(measured, gates),
  );
  if (options.plot) await plot(measured);
  return gates.every(({ met }) => met) ? 0 : 1;
}

async function plot(measured: Measured): Promise<void> {
  await drawPlot(measured, PICTURE);
  say(`drawn: ${path.relative(ROOT, PICTURE)}`);
}

async function runSoak(runs: number): Promise<number> {
  const warm = await openWarm();
  try {
    const [step] = await redisSteps();
    if (step === undefined) throw new Error('the course has no step with a solution');
    const result = await soak(warm, step, runs, say);
    process.stdout.write(`${JSON.stringify({ ...result, steady: isSteady(result) }, null, 2)}\n`);
    return isSteady(result) ? 0 : 1;
  } finally {
    await warm.runner.dispose();
  }
}

/** Progress for the person who waits: only the measurements go to stdout. */
function say(what: string): void {
  process.stderr.write(`${what}\n`);
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exitCode = 1;
  },
);
