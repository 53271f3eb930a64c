// Measures the structure of src, of the Python in docker, and of the tests, with a limit for each measure.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, posix } from 'node:path';
import { cycles } from './cycles.mjs';
import { lineCount, readSources } from './syntax.mjs';

/** A file with fewer lines is a crumb: it belongs in the file that uses it, unless several files use it. */
const CRUMB_LINES = 30;

/** The highest allowed value of each measure. A limit may go down, never up. */
export const LIMITS = {
  cycles: 0,
  twoWayFolders: 0,
  pythonCycles: 0,
  namesDeclaredTwice: 0,
  fileNamesTwice: 6,
  crumbs: 18,
  longestFile: 270,
  longestTestFile: 300,
  longestFunction: 35,
};

/**
 * @typedef {import('./syntax.mjs').SourceFile} SourceFile
 * @typedef {{ value: number, found: string[] }} Measure `found` lists the things that were counted, or the longest one
 * @typedef {Record<keyof typeof LIMITS, Measure>} Measures
 */

/** @param {string} root @returns {Measures} */
export function measure(root) {
  const files = readSources(root);
  const graph = importsOf(files);
  return {
    cycles: counted(cycles(graph)),
    twoWayFolders: counted(twoWay(graph)),
    pythonCycles: counted(cycles(pythonImports(join(root, 'docker')))),
    namesDeclaredTwice: counted(twice(files, ({ exported }) => exported)),
    fileNamesTwice: counted(twice(files, ({ path }) => (basename(path) === 'index.ts' ? [] : [basename(path)]))),
    crumbs: counted(files.filter(({ lines }) => lines < CRUMB_LINES).map(({ path, lines }) => `${path} (${lines})`)),
    longestFile: longest(files.map(({ path, lines }) => ({ name: path, lines }))),
    longestTestFile: longest(testFiles(join(root, 'test'))),
    longestFunction: longest(
      files.flatMap(({ path, functions }) => functions.map(({ name, lines }) => ({ name: `${path} ${name}`, lines }))),
    ),
  };
}

/** One line for each measure: `ok` or `TOO MUCH`, its value, its limit. A measure above its limit also lists what was found. */
export function table(/** @type {Measures} */ measures) {
  return Object.entries(LIMITS).flatMap(([name, limit]) => {
    const { value, found } = measures[/** @type {keyof typeof LIMITS} */ (name)];
    const line = `${(value <= limit ? 'ok' : 'TOO MUCH').padEnd(10)}${name.padEnd(20)}${value} of ${limit}`;
    return value <= limit ? [line] : [line, ...found.map((one) => `            ${one}`)];
  });
}

/** @param {string[]} found @returns {Measure} */
function counted(found) {
  return { value: found.length, found };
}

/** @param {import('./syntax.mjs').FunctionLength[]} all @returns {Measure} */
function longest(all) {
  const [most = { name: 'nothing', lines: 0 }] = [...all].sort((a, b) => b.lines - a.lines);
  return { value: most.lines, found: [`${most.name} (${most.lines})`] };
}

/**
 * The names that more than one file has, with the files. A file that has a name twice, such as overloads, counts once.
 * @param {SourceFile[]} files
 * @param {(file: SourceFile) => string[]} namesOf
 */
function twice(files, namesOf) {
  /** @type {Map<string, string[]>} */
  const places = new Map();
  for (const file of files)
    for (const name of new Set(namesOf(file))) places.set(name, [...(places.get(name) ?? []), file.path]);
  return [...places].filter(([, { length }]) => length > 1).map(([name, paths]) => `${name}: ${paths.join(', ')}`);
}

/** @param {SourceFile[]} files @returns {Map<string, string[]>} */
function importsOf(files) {
  const known = new Set(files.map(({ path }) => path));
  const target = (/** @type {string} */ from, /** @type {string} */ specifier) => {
    const to = posix.join(posix.dirname(from), specifier);
    return [`${to}.ts`, `${to}/index.ts`].filter((path) => known.has(path)).slice(0, 1);
  };
  return new Map(
    files.map(({ path, imports }) => [
      path,
      imports.filter((to) => to.startsWith('.')).flatMap((to) => target(path, to)),
    ]),
  );
}

/** Pairs of folders in the rooms, `editor/course, editor/run`, that import each other. An import of a type counts. @returns {string[]} */
function twoWay(/** @type {Map<string, string[]>} */ graph) {
  const arrows = new Set([...graph].flatMap(([from, all]) => all.map((to) => `${folderOf(from)} ${folderOf(to)}`)));
  const pairs = [...arrows].map((arrow) => arrow.split(' '));
  return pairs
    .filter(([a = '', b = '']) => a !== '' && a < b && arrows.has(`${b} ${a}`))
    .map((pair) => pair.join(', '));
}

/** `editor/run` of `editor/run/saving.ts`; empty for a file of the room itself. */
function folderOf(/** @type {string} */ path) {
  return path
    .split('/')
    .slice(0, -1)
    .slice(0, 2)
    .join('/')
    .replace(/^[^/]*$/, '');
}

/** The length of every TypeScript file in the folder: tests, and what they share. @returns {import('./syntax.mjs').FunctionLength[]} */
function testFiles(/** @type {string} */ folder) {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  return names.sort().map((name) => ({
    name: name.replaceAll('\\', '/'),
    lines: lineCount(readFileSync(join(folder, name), 'utf8')),
  }));
}

/** The modules of our two packages, each with the modules of ours that it imports, also under TYPE_CHECKING. @returns {Map<string, string[]>} */
function pythonImports(/** @type {string} */ folder) {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.py'));
  const texts = new Map(files.map((file) => [moduleOf(file), readFileSync(join(folder, file), 'utf8')]));
  const known = new Set(texts.keys());
  return new Map([...texts].map(([name, text]) => [name, importedModules(text, known).filter((one) => one !== name)]));
}

/** `codealong/_state.py` is codealong._state, `codealong/__init__.py` is codealong. */
function moduleOf(/** @type {string} */ file) {
  return file.replace(/(?:[\\/]__init__)?\.py$/, '').replace(/[\\/]/g, '.');
}

/** @param {string} text @param {Set<string>} known @returns {string[]} */
function importedModules(text, known) {
  const plain = [...text.matchAll(/^[ \t]*import[ \t]+([\w.]+)/gm)].flatMap(([, name = '']) => [name]);
  const named = [...text.matchAll(/^[ \t]*from[ \t]+([\w.]+)[ \t]+import[ \t]+(\([^)]*\)|[^\n#]*)/gm)];
  const wanted = named.flatMap(([, from = '', names = '']) => fromImport(from, names, known));
  return [...plain, ...wanted].filter((name) => known.has(name));
}

/** `from a import b` means the module a.b if it exists, else a name in a. */
function fromImport(/** @type {string} */ from, /** @type {string} */ names, /** @type {Set<string>} */ known) {
  const submodules = [...names.matchAll(/(?:^|,|\()\s*(\w+)/g)].map(([, name]) => `${from}.${name}`);
  return submodules.map((name) => (known.has(name) ? name : from));
}
