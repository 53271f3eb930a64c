import assert from 'node:assert/strict';
import type { KnownPackages } from '../../../src/contract/language';
import { wholeCatalogue } from '../../../src/results/texts/whole-catalogue';

function advice(module: string, packages: Partial<KnownPackages> = {}): string {
  const known = { brought: [], wished: {}, ...packages };
  return wholeCatalogue.advice.python?.ofException('ModuleNotFoundError', `No module named '${module}'`, known) ?? '';
}

describe('A module that is not there', () => {
  it('may be the learner’s own file, or a package that the course does not bring', () => {
    const said = advice('requests.sessions');
    assert.match(said, /^Only Python's standard library is available in the sandbox\./);
    assert.match(said, /If `requests` is a file of yours/);
    assert.match(said, /only with the course, whose author names it in `packages` of its `course\.json`\.$/);
  });

  it('is told with what the course brings', () => {
    assert.match(advice('x', { brought: ['attrs', 'rich'] }), /what the course brings .*: `attrs`, `rich`\. Nothing/);
  });

  it('is told by the learner’s own list, if the package stands there under whichever name', () => {
    const wished = { requests: 'requirements.txt', 'typing-extensions': 'pyproject.toml', pyyaml: 'requirements.txt' };
    for (const [module, list] of [
      ['requests', 'requirements.txt'],
      ['typing_extensions', 'pyproject.toml'],
      ['yaml', 'requirements.txt'],
    ] as const) {
      const said = advice(module, { wished, brought: ['attrs'] });
      assert.match(said, new RegExp(`^\`${module}\` stands in your \`${list}\`, but nothing is installed from there:`));
      assert.match(said, /`attrs`\. This step can be solved with that\.$/);
    }
    assert.match(advice('flask', { wished }), /^Only Python's/);
    assert.match(advice('constructor', { wished }), /^Only Python's/);
  });
});
