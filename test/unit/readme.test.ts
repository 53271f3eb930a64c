import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Message } from '../../src/contract/codes';
import { textOf } from '../../src/results/texts';
import { buildFailed, lookedAt } from '../support/messages';

const ROOT = path.resolve(__dirname, '..', '..');
const README = readFileSync(path.join(ROOT, 'README.md'), 'utf8');

/** What the headings under "Troubleshooting" are said for. */
const TROUBLES: readonly Message[] = [
  { code: 'engine-not-found', args: lookedAt({ platform: 'linux' }) },
  { code: 'engine-not-running', args: lookedAt({ platform: 'linux' }) },
  { code: 'engine-no-permission', args: lookedAt({ platform: 'linux' }) },
  { code: 'limits-missing', args: { guards: 'memory' } },
  { code: 'image-build-failed', args: buildFailed('no space left') },
  { code: 'bad-job', args: {} },
  { code: 'timeout', args: { seconds: 10, test: null } },
  { code: 'folder-too-large', args: { bytes: 9_000_000, files: 3, largest: '9000000 video.mp4', whole: true } },
  { code: 'file-not-saved', args: { file: 'main.py' } },
  { code: 'progress-broken', args: { where: '' } },
  { code: 'folder-course-unknown', args: { course: 'chess', restricted: false } },
];

function manifest(): { contributes: { configuration: { properties: Record<string, unknown> } } } {
  return JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
}

describe('The README', () => {
  it('has the exact words of CodeAlong as the headings under "Troubleshooting"', () => {
    const [, part = ''] = README.split('### Troubleshooting');
    const headings = [...(part.split('\n### ')[0] ?? '').matchAll(/^#### (.*)$/gm)].map(([, heading]) => heading);
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

  it('names commands of npm that are there, and pictures and files too', () => {
    const { scripts } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { scripts: object };
    for (const [, script = ''] of README.matchAll(/npm (?:run )?((?:test|start|package|build|watch)[:\w]*)/g))
      assert.ok(script in scripts, script);
    for (const [, file = ''] of README.matchAll(/\]\(([^)#]+)\)/g)) assert.ok(existsSync(path.join(ROOT, file)), file);
  });

  it('has "npm start" and "npm test" on its first screen', () => {
    const screen = README.split('\n').slice(0, 12).join('\n');
    assert.match(screen, /npm start[\s\S]*npm test/);
  });
});
