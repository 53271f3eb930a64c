// `npm run bench`: how long a verdict takes, beside what others do. `--rounds N`, `--only TEXT`, `--json`, `--plot`, `--soak N`.
import { fileURLToPath } from 'node:url';
import { endChildrenOnSignals, run } from './process.mjs';

const LONGEST_SECONDS = 60 * 60;
const root = fileURLToPath(new URL('..', import.meta.url));

endChildrenOnSignals();
const args = ['--require', 'tsx/cjs', 'test/bench/main.ts', ...process.argv.slice(2)];
const { code } = await run(process.execPath, args, { seconds: LONGEST_SECONDS, show: true, cwd: root });
process.exitCode = code ?? 1;
