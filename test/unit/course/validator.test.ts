import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import type { ErrorObject, ValidateFunction } from 'ajv';
import { validate } from '../../../src/course/format/validator';
import { courseText } from './place';

const STEP = { id: 'bind', title: 'Bind' };

/** Each course is wrong in its own way; the first is valid. */
const COURSES: readonly unknown[] = [
  courseText(),
  null,
  [],
  {},
  courseText({ netwrok: 'none' }),
  courseText({ id: 'Redis!', title: '', language: 'go', network: 'all', shape: 'round' }),
  courseText({ format_version: 2, entry: '../main.py' }),
  courseText({ limits: { pids: 0, timeout_seconds: 'x', memory_mb: 1, cpus: 1e9, more: 1 } }),
  courseText({ steps: [] }),
  courseText({ steps: 3 }),
  courseText({ steps: [{ ...STEP, title: 'é'.repeat(500) }, { id: 'b' }, { ...STEP, previous_passes: '', extra: 1 }] }),
  courseText({ steps: [{ ...STEP, entry: '/etc/passwd', limits: { pids: 1.5 } }] }),
  courseText({ steps: Array.from({ length: 1000 }, () => STEP) }),
];

/** The parts from which our own texts are made, sorted. */
function faults(check: ValidateFunction, value: unknown) {
  const valid = check(value);
  const errors: readonly ErrorObject[] = check.errors ?? [];
  assert.equal(valid, errors.length === 0);
  const facts = errors.map(({ instancePath, keyword, params, data, schema, parentSchema, schemaPath }) => {
    const known = keyword === 'additionalProperties' ? Object.keys(parentSchema?.properties ?? {}) : null;
    const definition = keyword === 'pattern' ? /definitions\/(\w+)/.exec(schemaPath)?.[1] : null;
    return {
      instancePath,
      keyword,
      params,
      data,
      schema: typeof schema === 'number' ? schema : null,
      known,
      definition,
    };
  });
  return facts.sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
}

describe('The compiled validator of the bundles', () => {
  let compiled: ValidateFunction;

  before(async () => {
    const { compiledValidator } = await import('../../../scripts/compiled-validator.mjs');
    const module = { exports: {} as { validate: ValidateFunction } };
    new Function('module', 'exports', 'require', compiledValidator())(
      module,
      module.exports,
      createRequire(__filename),
    );
    compiled = module.exports.validate;
  });

  for (const [index, course] of COURSES.entries()) {
    it(`finds what ajv itself finds in course ${index}: ${JSON.stringify(course).slice(-60)}`, () => {
      const wanted = faults(validate, course);
      assert.equal(wanted.length === 0, index === 0);
      assert.deepEqual(faults(compiled, course), wanted);
    });
  }
});
