import { deepEqual, equal, ok } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { PACKED_MAX_BYTES } from '../../../src/course/packages/read-packages';
import { refusalIn } from '../../../src/run/package-refusals';
import { PACKAGE_SAMPLES } from '../../support/package-samples';

const SCRIPTS = path.resolve(__dirname, '../../../docker/course-image');

function said(code: string, args: unknown): string {
  return JSON.stringify({ code, args });
}

/** Each refusal of the script, with the names of what it tells. */
function refusalsOf(script: string): readonly (readonly [string, readonly string[]])[] {
  const text = readFileSync(path.join(SCRIPTS, script), 'utf8');
  return [...text.matchAll(/Refused\("([\w-]+)", (.*)\)(?: from error)?$/gm)].map(
    ([, code = '', args = '']) => [code, [...args.matchAll(/(\w+)=/g)].map(([, name = '']) => name)] as const,
  );
}

describe('The last line of a build that failed', () => {
  it('is a refusal if one of our scripts has written it', () => {
    const { code, args } = refusalIn(said('wheel-path', { wheel: 'a.whl', path: '../a', more: 1 })) ?? {};
    deepEqual([code, args], ['wheel-path', { wheel: 'a.whl', path: '../a' }]);
  });

  it('is nothing but a line otherwise', () => {
    for (const line of [
      '',
      'no space left on device',
      '{"code": "wheel-path"',
      '{"code": "wheel-path"}',
      'null',
      '3',
      said('wheel-path', null),
      said('wheel-path', { wheel: 'a.whl' }),
      said('wheel-path', { wheel: 'a.whl', path: 3 }),
      said('engine-lost', { call: 'a', reason: 'b' }),
      said('constructor', {}),
      said('wheel-not-fetched', { why: 'because', said: '' }),
    ])
      equal(refusalIn(line), null, line);
  });

  it('is of packages that are as large as the host, too, takes for too large', () => {
    for (const script of ['install.py', 'fetch.py']) {
      const [, factors = ''] = /^PACKED_MAX = ([\d* ]+)$/m.exec(readFileSync(path.join(SCRIPTS, script), 'utf8')) ?? [];
      const bytes = factors.split('*').reduce((product, factor) => product * Number(factor), 1);
      equal(bytes, PACKED_MAX_BYTES, script);
    }
  });

  it('is read with everything that the scripts tell', () => {
    const found = refusalsOf('install.py');
    ok(found.length >= 15, `${found.length} were found`);
    for (const [code, names] of found) {
      ok(Object.hasOwn(PACKAGE_SAMPLES, code), code);
      const sample = PACKAGE_SAMPLES[code as keyof typeof PACKAGE_SAMPLES];
      deepEqual([...names].sort(), Object.keys(sample).sort(), code);
      deepEqual(refusalIn(said(code, sample))?.args, sample, code);
    }
  });
});
