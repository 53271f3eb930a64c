// `npm run attack`: programs that cheat, break and flood, in real containers. `--only TEXT`, `--warm`, `--times N`, `--saboteurs`, `--counts FILE`.
import { fileURLToPath } from 'node:url';
import { endChildrenOnSignals, run } from './process.mjs';

const LONGEST_SECONDS = 30 * 60;
const root = fileURLToPath(new URL('..', import.meta.url));

endChildrenOnSignals();
const args = ['--require', 'tsx/cjs', 'test/attack/main.ts', ...process.argv.slice(2)];
const { code } = await run(process.execPath, args, { seconds: LONGEST_SECONDS, show: true, cwd: root });
process.exitCode = code ?? 1;
