import { match, ok } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import type { Runtime } from '../../src/contract/runtime';
import { BEGINNERS, filesOf } from '../support/beginners';
import { RUNTIMES } from '../support/runtimes';
import { crashed, early, told } from '../unit/results/told';

/** Runs each program of a JSON object in turn. Prints by name what each wrote to stderr. */
const RUN_ALL = `
import json, os, shutil, subprocess, sys
said = {}
for name, files in json.load(sys.stdin).items():
    shutil.rmtree("/work", ignore_errors=True)
    os.mkdir("/work")
    for path, text in files.items():
        with open(f"/work/{path}", "w", encoding="utf-8") as file:
            file.write(text)
    done = subprocess.run([sys.executable, "/work/main.py"], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=20)
    said[name] = done.stderr
print(json.dumps(said))
`;

/** What a version of Python says to each of the programs; null where no image of it is here. */
function stderrIn({ image }: Runtime): Readonly<Record<string, string>> | null {
  const here = spawnSync('docker', ['image', 'inspect', image.base], { timeout: 20_000 });
  if (here.status !== 0) return null;
  const args = ['run', '--rm', '--interactive', '--network', 'none', image.base, 'python3', '-c', RUN_ALL];
  const sources = Object.entries(BEGINNERS).map(([name, [source]]) => [name, filesOf(source)]);
  const input = JSON.stringify(Object.fromEntries(sources));
  const done = spawnSync('docker', args, { encoding: 'utf8', input, timeout: 60_000 });
  ok(done.status === 0, done.stderr);
  return JSON.parse(done.stdout);
}

describe('The advice for a beginner', function () {
  this.timeout(90_000);

  for (const [id, runtime] of RUNTIMES)
    it(`fits what ${id} says`, function () {
      const said = stderrIn(runtime);
      if (said === null) return this.skip();
      for (const [name, [, title, advice]] of Object.entries(BEGINNERS)) {
        const { message, advice: given } = told(early, crashed(said[name] ?? ''));
        match(message ?? '', title, `${name}: ${message}`);
        match(given ?? '', advice, `${name}: ${given}`);
      }
    });
});
