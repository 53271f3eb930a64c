import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { readRegular } from '../course/files/disk';
import type { Course, Step } from '../course/format/format';
import { pythonLines, pythonText } from '../course/python/python-lines';
import { type CheckFinding, good } from './finding';

/** Marks of plugins that suites often use, and the plugin. Without it the mark does nothing. */
const PLUGIN_OF: Readonly<Record<string, string>> = {
  timeout: 'pytest-timeout',
  asyncio: 'pytest-asyncio',
  anyio: 'anyio',
  trio: 'pytest-trio',
  django_db: 'pytest-django',
  flaky: 'flaky',
  repeat: 'pytest-repeat',
  order: 'pytest-order',
  run: 'pytest-ordering',
  dependency: 'pytest-dependency',
  benchmark: 'pytest-benchmark',
  freeze_time: 'pytest-freezer',
  vcr: 'pytest-recording',
  xdist_group: 'pytest-xdist',
  block_network: 'pytest-recording',
  httpx_mock: 'pytest-httpx',
  subprocess: 'pytest-subprocess',
};
/** Of a larger file, the marks are not looked at. */
const FILE_BYTES = 1024 * 1024;

/** Marks of a step's suite that belong to plugins which the sandbox does not have. One that the course's conftest.py names is its own. */
export async function foreignMarks(course: Course, step: Step): Promise<readonly CheckFinding[]> {
  const folder = path.join(course.directory, step.folder);
  const names = (await readdir(folder)).filter((name) => name.endsWith('.py')).sort();
  const own = `${await text(path.join(course.directory, 'conftest.py'))}${await text(path.join(folder, 'conftest.py'))}`;
  const found = await Promise.all(names.map(async (name) => marksIn(await text(path.join(folder, name)), name, own)));
  return found.flat().map(({ mark, plugin, name, line }) => {
    const args = { step: step.id, number: step.number, mark, plugin };
    const where = { file: `${step.folder}/${name}`, line, count: { passed: 0, of: 0 } };
    return good('solution', step.id, { code: 'mark-of-plugin', args }, where);
  });
}

/** Each mark once, at its first line. */
function marksIn(source: string, name: string, own: string) {
  const marks = new Map<string, { mark: string; plugin: string; name: string; line: number }>();
  for (const { code, first } of pythonLines(source))
    for (const [, mark = ''] of code.matchAll(/\bmark\.(\w+)/g)) {
      const plugin = Object.hasOwn(PLUGIN_OF, mark) ? PLUGIN_OF[mark] : undefined;
      const known = marks.has(mark) || new RegExp(`\\b${mark}\\b`).test(own);
      if (plugin !== undefined && !known) marks.set(mark, { mark, plugin, name, line: first });
    }
  return [...marks.values()];
}

/** Empty for a file that cannot be read: the run says that. */
async function text(file: string): Promise<string> {
  const bytes = await readRegular(file, FILE_BYTES).catch(() => null);
  return bytes === null ? '' : pythonText(bytes);
}
