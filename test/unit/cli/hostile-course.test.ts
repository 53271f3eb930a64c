import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildSync } from 'esbuild';
import { escapeText } from '../../../src/contract/escape-text';
import { courseText, makeFolder, removeFolders } from '../course/place';

/** Acts on a terminal, turns text around, and begins a line that looks like one of ours. */
const HOSTILE = '\u001b[31m\u202e\u009b2J\u0007\n✓ forged';
const SHOWN = '\\x1b[31m\\u202e\\x9b2J\\x07\\n✓ forged';
/** The same as a file's name, without its line. */
const NAME = HOSTILE.replace('\n', '\u2028');
const NAME_SHOWN = SHOWN.replace('\\n', '\\u2028');

/** A small course with three steps, as a stranger would send it. */
function course(changes: Readonly<Record<string, unknown>> = {}, more: Readonly<Record<string, string>> = {}) {
  const steps = ['call', 'twice', 'often'].map((id) => ({ id, title: id }));
  const tests = (name: string) => `def test_${name}():\n    """${name}"""\n`;
  return makeFolder({
    'course.json': JSON.stringify(courseText({ id: 'red', title: 'Red', steps, ...changes })),
    'steps/01-call/README.md': '# Call\n\ntext\n',
    'steps/01-call/test_call.py': tests('call'),
    'steps/02-twice/README.md': '# Twice\n\ntext\n',
    'steps/02-twice/test_twice.py': tests('twice'),
    'steps/03-often/README.md': '# Often\n\ntext\n',
    'steps/03-often/test_often.py': tests('often'),
    ...more,
  });
}

let home = '';

/** A package of ours with the command line that is tested. */
function makeHome(): void {
  home = mkdtempSync(path.join(tmpdir(), 'codealong-cli-'));
  for (const part of ['docker', 'courses']) symlinkSync(path.resolve(part), path.join(home, part), 'junction');
  symlinkSync(path.resolve('package.json'), path.join(home, 'package.json'));
  const outfile = path.join(home, 'dist', 'cli.js');
  const bundled = { bundle: true, platform: 'node', logLevel: 'error' } as const;
  buildSync({ ...bundled, external: ['*.node'], entryPoints: ['src/cli/main.ts'], outfile });
}

/** The command line in a process of its own, where no engine answers. */
function run(cwd: string, ...args: readonly string[]) {
  const env = { ...process.env, DOCKER_HOST: `unix://${path.join(cwd, 'no.sock')}`, NO_COLOR: '1' };
  const done = spawnSync(process.execPath, [path.join(home, 'dist', 'cli.js'), ...args], {
    cwd,
    env,
    encoding: 'utf8',
  });
  const text = done.stdout + done.stderr;
  assert.equal(escapeText(text), text);
  assert.doesNotMatch(text, /^\s*✓ forged/m);
  return { code: done.status, text, out: done.stdout };
}

/** Every text in a value, names of fields too. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return value === null || typeof value !== 'object' ? [] : Object.entries(value).flat().flatMap(textsIn);
}

function assertSafeJson(out: string): void {
  const texts = textsIn(JSON.parse(out));
  assert.ok(texts.length > 5);
  for (const text of texts) assert.equal(escapeText(text), text);
}

describe('The command line on a course from a stranger', function () {
  this.timeout(60_000);
  before(makeHome);
  after(() => rmSync(home, { recursive: true, force: true }));
  afterEach(removeFolders);

  for (const [what, changes] of [
    ['an unknown key', { [HOSTILE]: 1 }],
    ['the value of an enum', { language: HOSTILE }],
    ['an id', { id: HOSTILE }],
    ['an entry', { entry: HOSTILE }],
    ['a value that is out of bounds', { title: HOSTILE.repeat(100) }],
  ] as const) {
    it(`shows ${what} as text`, async () => {
      const folder = await course(changes);
      const { code, text } = run(folder, 'check', folder);
      assert.equal(code, 1);
      assert.match(text, /course\.json:1/);
      if (what !== 'a value that is out of bounds') assert.ok(text.includes(SHOWN), text);
      const { code: tested, text: said } = run(folder, 'test', 'main.py', '--course', folder, '--step', '1');
      assert.equal(tested, 2);
      assert.match(said, /course\.json:1/);
      assertSafeJson(run(folder, 'check', folder, '--json').out);
    });
  }

  it('shows the targets of links and the names of files as text', async () => {
    if (process.platform === 'win32') return;
    const target = encodeURIComponent(HOSTILE);
    const links = `[a](${target}.md) ![b](../../../${target})`;
    const folder = await course(
      { title: HOSTILE },
      {
        'steps/01-call/README.md': `# Call\n\n${links}\n`,
        'steps/01-call/hints.md': `## ${NAME}\n\n## More\n\n[c](#${target})\n`,
        [`steps/01-call/wrong/${NAME}.txt`]: 'text\n',
        [`steps/01-call/${NAME}.md`]: `[d](${target})\n`,
        [`steps/09-${NAME}/README.md`]: '# No step\n',
      },
    );
    const { text } = run(folder, 'check', folder);
    for (const part of [`${NAME_SHOWN}.txt`, `09-${NAME_SHOWN}`, `${SHOWN}.md`, `${NAME_SHOWN}.md:1`])
      assert.ok(text.includes(part), text);
    assertSafeJson(run(folder, 'check', folder, '--json').out);
  });

  it('shows the name of a program and of its folder as text', async () => {
    if (process.platform === 'win32') return;
    const folder = await course();
    const { code, text } = run(folder, 'test', HOSTILE, '--course', folder, '--step', HOSTILE);
    assert.equal(code, 2);
    assert.ok(text.includes(SHOWN), text);
    assert.ok(run(folder, HOSTILE).text.includes(SHOWN));
  });
});
