import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Message } from '../contract/codes';
import { readRegular } from '../course/files/disk';
import type { Course, Step } from '../course/format/format';
import { distance } from '../course/format/nearest';
import { pythonLines, pythonText } from '../course/python/python-lines';
import { type CheckFinding, remark } from './finding';

/** The marks that pytest itself has. */
const PYTEST_MARKS: readonly string[] = [
  'filterwarnings',
  'parametrize',
  'skip',
  'skipif',
  'tryfirst',
  'trylast',
  'usefixtures',
  'xfail',
];
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

/** Marks of a step's suite that do nothing: those of plugins which the sandbox does not have, and misspelt ones. One that the course's conftest.py names is its own. */
export async function foreignMarks(course: Course, step: Step): Promise<readonly CheckFinding[]> {
  const folder = path.join(course.directory, step.folder);
  const names = (await readdir(folder)).filter((name) => name.endsWith('.py')).sort();
  const own = `${await text(path.join(course.directory, 'conftest.py'))}${await text(path.join(folder, 'conftest.py'))}`;
  const found = await Promise.all(names.map(async (name) => marksIn(await text(path.join(folder, name)), name, own)));
  return found.flat().map(({ mark, name, line }) => {
    const where = { file: `${step.folder}/${name}`, line };
    return remark('solution', step.id, told(mark, { step: step.id, number: step.number }), where);
  });
}

function told(mark: string, of: { readonly step: string; readonly number: number }): Message {
  const plugin = pluginOf(mark);
  return plugin === null
    ? { code: 'mark-unknown', args: { ...of, mark, known: nearestMark(mark) ?? '' } }
    : { code: 'mark-of-plugin', args: { ...of, mark, plugin } };
}

function pluginOf(mark: string): string | null {
  return Object.hasOwn(PLUGIN_OF, mark) ? (PLUGIN_OF[mark] ?? null) : null;
}

/** The mark of pytest that this one seems to be meant as; null for a known one, and for one of the author's own. */
function nearestMark(mark: string): string | null {
  if (PYTEST_MARKS.includes(mark)) return null;
  const plain = mark.replaceAll('_', '').toLowerCase();
  const near = PYTEST_MARKS.map((known) => ({ known, away: distance(plain, known) }))
    .filter(({ known, away }) => away <= (known.length <= 5 ? 1 : 2) || (plain.startsWith(known) && away <= 3))
    .sort((one, other) => one.away - other.away);
  return near[0]?.known ?? null;
}

/** Each mark that does nothing once, at its first line. */
function marksIn(source: string, name: string, own: string) {
  const marks = new Map<string, { mark: string; name: string; line: number }>();
  for (const { code, first } of pythonLines(source))
    for (const [, mark = ''] of code.matchAll(/\bmark\.(\w+)/g)) {
      const foreign = pluginOf(mark) !== null || nearestMark(mark) !== null;
      const known = marks.has(mark) || new RegExp(`\\b${mark}\\b`).test(own);
      if (foreign && !known) marks.set(mark, { mark, name, line: first });
    }
  return [...marks.values()];
}

/** Empty for a file that cannot be read: the run says that. */
async function text(file: string): Promise<string> {
  const bytes = await readRegular(file, FILE_BYTES).catch(() => null);
  return bytes === null ? '' : pythonText(bytes);
}
