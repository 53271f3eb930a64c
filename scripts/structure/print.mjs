// `npm run structure`: prints the measures of src, of the Python in docker, and of the tests. Fails if one is above its limit.
import { fileURLToPath } from 'node:url';
import { LIMITS, measure, table } from './measures.mjs';

const measures = measure(fileURLToPath(new URL('../..', import.meta.url)));
process.stdout.write(`${table(measures).join('\n')}\n`);
const names = /** @type {(keyof typeof LIMITS)[]} */ (Object.keys(LIMITS));
process.exitCode = names.every((name) => measures[name].value <= LIMITS[name]) ? 0 : 1;
