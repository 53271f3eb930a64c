import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { obstacles } from '../../scripts/release.mjs';

const ROOT = path.resolve(__dirname, '..', '..');
const WORKFLOWS = path.join(ROOT, '.github', 'workflows');
const yaml: { load(text: string): Workflow } = createRequire(__filename)('js-yaml');

interface Workflow {
  readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>>;
}

interface Step {
  readonly run?: string;
  readonly uses?: string;
  readonly if?: string;
}

function stepsOf(file: string): readonly Step[] {
  const { jobs } = yaml.load(readFileSync(path.join(WORKFLOWS, file), 'utf8'));
  return Object.values(jobs).flatMap(({ steps }) => steps);
}

function commandsOf(file: string): readonly string[] {
  return stepsOf(file).flatMap(({ run = '' }) => run.split('\n').filter((line) => line !== ''));
}

describe('A release', () => {
  const manifest = { version: '0.2.0', repository: { url: 'https://github.com/someone/codealong.git' } };

  it('is published when the repository is real and the tag is the version', () => {
    assert.deepEqual(obstacles(manifest, 'v0.2.0'), []);
    assert.deepEqual(obstacles(manifest, undefined), []);
  });

  it('is refused with a placeholder for the repository, and with the tag of another version', () => {
    const placeholder = { ...manifest, repository: { url: 'https://example.invalid/placeholder.git' } };
    assert.match(obstacles(placeholder, undefined).join(), /repository in package\.json is a placeholder/);
    assert.match(obstacles(manifest, 'v0.3.0').join(), /tag is v0\.3\.0, but the version in package\.json is 0\.2\.0/);
  });

  it('is refused by `npm run package -- --publish` before anything is built', () => {
    const args = ['scripts/package.mjs', '--publish', 'v0.0.0'];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' });
    assert.equal(status, 1);
    assert.match(stderr, /tag is v0\.0\.0/);
    assert.equal(stdout, '');
  });

  it('is packed before it is attached, and attached before it is published to both marketplaces', () => {
    const commands = commandsOf('release.yml').join('\n');
    assert.match(
      commands,
      /npm run package -- --publish[\s\S]*gh release create[\s\S]*vsce publish[\s\S]*ovsx@[\d.]+ publish/,
    );
    const guarded = stepsOf('release.yml').flatMap((step) => (/ publish /.test(step.run ?? '') ? [step.if] : []));
    assert.deepEqual(guarded, ["env.VSCE_PAT != ''", "env.OVSX_PAT != ''"]);
  });
});

describe('The workflows', () => {
  const { scripts } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));

  for (const file of readdirSync(WORKFLOWS))
    it(`call scripts that there are: ${file}`, () => {
      const commands = commandsOf(file);
      assert.ok(commands.length > 0);
      for (const command of commands) {
        const script = /^npm run (\S+)/.exec(command)?.[1] ?? (command.startsWith('npm test') ? 'test' : null);
        if (script !== null) assert.ok(script in scripts, command);
        const bin = /^npx --no-install (\S+)/.exec(command)?.[1];
        if (bin !== undefined) assert.ok(existsSync(path.join(ROOT, 'node_modules', '.bin', bin)), command);
      }
    });
});
