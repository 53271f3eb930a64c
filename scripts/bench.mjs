// `npm run bench`: times a verdict, compared with other ways to get one. `--rounds N`, `--only TEXT`, `--json`, `--plot`, `--soak N`.
import { fileURLToPath } from 'node:url';
import { endChildrenOnSignals, run } from './process.mjs';

const LONGEST_SECONDS = 60 * 60;
const PACK_SECONDS = 300;
const root = fileURLToPath(new URL('..', import.meta.url));

endChildrenOnSignals();
// The editor is measured with the extension as it is installed.
const packed = await run(process.execPath, ['scripts/package.mjs'], { seconds: PACK_SECONDS, cwd: root });
if (packed.code !== 0) process.stderr.write(packed.output);
const args = ['--require', 'tsx/cjs', 'test/bench/main.ts', ...process.argv.slice(2)];
const { code } = await run(process.execPath, args, { seconds: LONGEST_SECONDS, show: true, cwd: root });
process.exitCode = code ?? 1;
