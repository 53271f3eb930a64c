import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import type { ErrorObject, ValidateFunction } from 'ajv';
import { schemaFaults } from '../../../src/course/format/schema-check';
import { validate } from '../../../src/course/format/validator';
import { courseText, firstCourseText } from './place';

const STEP = { id: 'bind', title: 'Bind' };

const VALID: readonly unknown[] = [courseText(), courseText({ network: 'none' }), firstCourseText()];

/** Each course after the valid ones is wrong in its own way. */
const COURSES: readonly unknown[] = [
  ...VALID,
  null,
  [],
  {},
  courseText({ netwrok: 'none' }),
  courseText({ id: 'Redis!', title: '', network: 'all', shape: 'round' }),
  firstCourseText({ language: 'go', runtime: 3, image: 'mine', network: 'all', entry: '../main.py' }),
  firstCourseText({ format_version: 2 }),
  firstCourseText({ runtimes: { python: '>=3.11' } }),
  courseText({ format_version: 1 }),
  courseText({ format_version: 3, entry: '../main.py' }),
  courseText({ format_version: '2' }),
  courseText({ runtimes: {} }),
  courseText({ runtimes: 'python' }),
  courseText({ runtimes: { python: '3.11', rust: '>=1' } }),
  courseText({ runtimes: { python: 3.11, pyhton: '>=3.11' } }),
  courseText({ limits: { pids: 0, timeout_seconds: 'x', memory_mb: 1, cpus: 1e9, more: 1 } }),
  courseText({ steps: [] }),
  courseText({ steps: 3 }),
  courseText({ steps: [{ ...STEP, title: 'é'.repeat(500) }, { id: 'b' }, { ...STEP, previous_passes: '', extra: 1 }] }),
  courseText({ steps: [{ ...STEP, entry: '/etc/passwd', limits: { pids: 1.5 } }] }),
  courseText({ steps: Array.from({ length: 1000 }, () => STEP) }),
];

/** The keywords whose `params` are read. */
const READ = ['required', 'additionalProperties', 'type', 'enum'];

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
      params: READ.includes(keyword) ? params : null,
      data,
      schema: typeof schema === 'number' ? schema : null,
      known,
      definition,
    };
  });
  return sorted(facts);
}

function sorted<T>(items: readonly T[]): readonly T[] {
  return [...items].sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
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
      assert.equal(wanted.length === 0, index < VALID.length);
      assert.deepEqual(faults(compiled, course), wanted);
      assert.deepEqual(sorted(schemaFaults(compiled.errors ?? [])), sorted(schemaFaults(validate.errors ?? [])));
    });
  }
});
