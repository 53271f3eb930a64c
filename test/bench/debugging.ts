import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Debugger } from '../support/debugger';
import type { Warm } from './legs/warm';
import type { Measured } from './measured';
import { summarize } from './statistics';
import { type BenchStep, requestOf } from './steps';

/** Milliseconds from a person's wish to debug until their program stands at its first breakpoint, with a sandbox that was warm before. */
export async function measureDebugging(warm: Warm, step: BenchStep, rounds: number): Promise<Measured['debugging']> {
  const file = path.join(step.solution, step.entry);
  const line = lineOf('create_server', file);
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await warm.filled(step);
    times.push(await untilStopped(warm, step, file, line));
  }
  return summarize(times);
}

async function untilStopped({ runner }: Warm, step: BenchStep, file: string, line: number): Promise<number> {
  const person = new Debugger();
  const began = performance.now();
  const over = runner.debugStep({
    ...requestOf(step),
    only: null,
    join: (sandbox, files) => person.join(sandbox, files),
    event: (event) => person.event(event),
    signal: person.closed.signal,
  });
  const seat = await Promise.race([person.seat(0), over.then(() => Promise.reject(new Error('the run is over')))]);
  await seat.begin(file, [line]);
  const stop = await seat.stopped();
  const ms = performance.now() - began;
  person.closed.abort();
  await over.catch(() => undefined); // it was given up
  if (stop.line !== line) throw new Error(`it stopped at line ${stop.line}, and not at line ${line}`);
  return ms;
}

function lineOf(word: string, file: string): number {
  const line = readFileSync(file, 'utf8')
    .split('\n')
    .findIndex((text) => text.includes(word));
  if (line < 0) throw new Error(`${file} has no ${word}`);
  return line + 1;
}
