import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Message } from '../../src/contract/codes';
import { textOf } from '../../src/results/texts';
import { wholeCatalogue } from '../../src/results/texts/whole-catalogue';
import { buildFailed, lookedAt } from '../support/messages';

const ROOT = path.resolve(__dirname, '..', '..');
const README = readFileSync(path.join(ROOT, 'README.md'), 'utf8');
const GUIDE = readFileSync(path.join(ROOT, 'courses', 'README.md'), 'utf8');

/** What the headings under "Troubleshooting" are said for. */
const TROUBLES: readonly Message[] = [
  { code: 'engine-not-found', args: lookedAt({ platform: 'linux' }) },
  { code: 'engine-not-running', args: lookedAt({ platform: 'linux' }) },
  { code: 'engine-no-permission', args: lookedAt({ platform: 'linux' }) },
  { code: 'limits-missing', args: { guards: 'memory' } },
  { code: 'image-build-failed', args: buildFailed('pull access denied') },
  { code: 'bad-job', args: {} },
  { code: 'timeout', args: { seconds: 10, test: null } },
  {
    code: 'folder-too-large',
    args: { bytes: 9_000_000, files: 3, largest: [{ name: 'video.mp4', bytes: 8_900_000 }], whole: true },
  },
  { code: 'file-not-saved', args: { file: 'main.py' } },
  { code: 'progress-broken', args: { where: '' } },
  { code: 'folder-course-unknown', args: { course: 'chess', restricted: false } },
];

/** Bytes. Whoever wants to know more finds a link. */
const LARGEST = 10_700;

interface Manifest {
  readonly contributes: { readonly configuration: { readonly properties: Readonly<Record<string, unknown>> } };
  readonly capabilities: { readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] } };
}

/** The settings of a row: `` `limits.timeoutSeconds`, `.pids` `` are two of one group. */
function settingsIn(row: string): readonly string[] {
  const names = [...row.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
  return names.map((name) => `codealong.${name.startsWith('.') ? `limits${name}` : name}`);
}

/** The flags of a text, without the dashes. */
function flagsIn(text: string): readonly string[] {
  return [...text.matchAll(/--([a-z][\w-]*)/g)].map(([, name = '']) => name);
}

/** The lines of the README that show a command of the command line, and the table of the flags of `test`. */
function linesOf(command: string): string {
  const usage = new RegExp(`^ {4}codealong ${command} .*$`, 'm').exec(README)?.[0] ?? '';
  const rows = command === 'test' ? [...README.matchAll(/^\| `(--[^`]+)` \|/gm)].map(([, flag]) => flag) : [];
  return [usage, ...rows].join('\n');
}

function manifest(): Manifest {
  return JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
}

describe('The README', () => {
  it('has the exact words of CodeAlong as the headings under "Troubleshooting"', () => {
    const [, part = ''] = README.split('### Troubleshooting');
    const headings = [...(part.split(/\n##? /)[0] ?? '').matchAll(/^#### (.*)$/gm)].map(([, heading]) => heading);
    assert.deepEqual(
      headings,
      TROUBLES.map((message) => textOf(message).title),
    );
  });

  it('names every setting, and none that there is not', () => {
    const names = Object.keys(manifest().contributes.configuration.properties);
    const groups = names.map((name) => name.replace('codealong.', '').replace(/^limits\.(?!timeout)/, '.'));
    for (const name of groups) assert.ok(README.includes(`\`${name}\``), name);
    for (const [name] of README.matchAll(/codealong\.[a-z]+\.[a-zA-Z]+/g)) assert.ok(names.includes(name), name);
  });

  it("marks with an R the settings that a stranger's folder cannot set, and no others", () => {
    const { restrictedConfigurations } = manifest().capabilities.untrustedWorkspaces;
    const rows = [...README.matchAll(/^\| (`[a-z].*`)( R)? \| /gm)].map(([, names = '', mark]) => ({ names, mark }));
    const settings = rows.filter(({ names }) => !names.startsWith('`--'));
    const marked = settings.filter(({ mark }) => mark !== undefined).flatMap(({ names }) => settingsIn(names));
    assert.deepEqual(marked.sort(), [...restrictedConfigurations].sort());
  });

  it("shows every flag of `test`, and no command's flag that there is not", () => {
    const { options } = wholeCatalogue.commandLine.help;
    assert.deepEqual([...flagsIn(linesOf('test'))].sort(), Object.keys(options.test).sort());
    for (const [command, texts] of Object.entries(options)) {
      assert.notEqual(linesOf(command), '', command);
      for (const flag of flagsIn(linesOf(command))) assert.ok(flag in texts, `${command} --${flag}`);
    }
  });

  it("names every flag of the other commands, or the author's guide does", () => {
    const named = new Set(flagsIn(README + GUIDE));
    const flags = Object.values(wholeCatalogue.commandLine.help.options).flatMap((texts) => Object.keys(texts));
    assert.deepEqual(
      flags.filter((flag) => !named.has(flag)),
      [],
    );
  });

  it('has "npm start" and "npm test" on its first screen', () => {
    const screen = README.split('\n').slice(0, 12).join('\n');
    assert.match(screen, /npm start[\s\S]*npm test/);
  });

  it('stays a page that is read at a sitting', () => {
    assert.ok(Buffer.byteLength(README) <= LARGEST, `${Buffer.byteLength(README)} bytes`);
  });
});
