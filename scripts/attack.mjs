// `npm run attack`: programs that cheat, break and flood, in real containers. `--only TEXT`, `--names A,B`, `--mechanisms` (one case of
// each), `--warm`, `--times N`, `--clean N`, `--saboteurs`, `--counts FILE`. `--image NAME` runs all in this image: one of
// `npm run official`, or one on an engine elsewhere, which DOCKER_HOST names. `--emulated` is for such an engine alone. `--runtime ID`
// chooses the runtime of the sandbox; `oldest` and `newest` name the ends of the tested ones.
import { fileURLToPath } from 'node:url';
import { endChildrenOnSignals, run } from './process.mjs';
import { runtimesIn, testedEverywhere } from './setup-runtimes.mjs';

const LONGEST_SECONDS = 30 * 60;
const root = fileURLToPath(new URL('..', import.meta.url));

/** Without `--runtime`, that of the tests (CONTRIBUTING.md, "What `npm test` does"). */
function environment(given) {
  if (given === null) return process.env;
  const tested = testedEverywhere(runtimesIn(root));
  const named = { oldest: tested.at(0)?.id, newest: tested.at(-1)?.id };
  return { ...process.env, CODEALONG_TEST_RUNTIME: named[given] ?? given };
}

/** The arguments of the attacks themselves, and the runtime; null if none is given. */
function parted(given) {
  const at = given.indexOf('--runtime');
  return at < 0
    ? { rest: given, runtime: null }
    : { rest: given.filter((_, index) => index !== at && index !== at + 1), runtime: given[at + 1] ?? '' };
}

endChildrenOnSignals();
const { rest, runtime } = parted(process.argv.slice(2));
const args = ['--require', 'tsx/cjs', 'test/attack/main.ts', ...rest];
const options = { seconds: LONGEST_SECONDS, show: true, cwd: root, env: environment(runtime) };
const { code } = await run(process.execPath, args, options);
process.exitCode = code ?? 1;
