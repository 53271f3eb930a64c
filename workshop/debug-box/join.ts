/** The host's side and the container's side together: DebugRun, and a grader in namespaces. join.ts SUITE */
import { spawn } from 'node:child_process';
import { decodeEvent } from '/work/wt/debug/src/contract/decode-events';
import { encodeJob } from '/work/wt/debug/src/contract/wire';
import { DebugRun } from '/work/wt/debug/src/debug/debug-run';
import { Places } from '/work/wt/debug/src/debug/places';
import { DEBUG_TEXTS, Debugger } from '/work/wt/debug/test/support/debugger';
import { createInterface } from 'node:readline';
import { appendFileSync } from 'node:fs';

const HOME = '/home/eva/x y';
const files = (given: Record<string, string>) => Object.entries(given).map(([path, text]) => ({ path, bytes: Buffer.from(text) }));

export function start(suite: string, program: string, tests: string, only: string | null = null) {
  const box = spawn('/tmp/dbg/box.sh', [suite], { stdio: ['pipe', 'pipe', 'inherit'] });
  const person = new Debugger();
  const run = new DebugRun({ say: (frame) => box.stdin.write(frame) }, new Places(new Map([['main.py', `${HOME}/main.py`]]), false), DEBUG_TEXTS, person);
  let began = 0;
  const over = new Promise<void>((resolve) => {
    createInterface({ input: box.stdout }).on('line', (line) => {
      const event = decodeEvent(line);
      if (event.event === 'ready') {
        began = performance.now();
        box.stdin.write(
          encodeJob({ id: '1', seed: 1, runtime: 'python3', entry: { kind: 'file', path: 'main.py', module: null }, limits: { timeout_seconds: 10, memory_mb: 160, pids: 60, cpus: 0.5 }, tests: ['steps/01'], program: files({ 'main.py': program }), suite: files({ 'steps/01/test_it.py': tests }), debug: { still_seconds: 1800, only } }),
        );
      }
      if (!['extended', 'spoke'].includes(event.event)) console.log((performance.now() - began).toFixed(0), JSON.stringify(event).slice(0, 300));
      if (process.env.RECORD && event.event === 'spoke') appendFileSync(`/tmp/dbg/rec-${suite}.raw`, Buffer.from(event.data, 'base64'));
      run.take(event);
      person.event(event);
      if (event.event === 'done') {
        run.end();
        resolve();
        box.stdin.end();
      }
    });
  });
  return { person, over, file: `${HOME}/main.py`, ms: () => performance.now() - began, box, kill: () => box.stdin.end() };
}
