// For the bundles: compiles src/course/format/validator.ts into code without ajv. Activation must neither carry ajv nor wait for it.
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import * as standalone from 'ajv/dist/standalone/index.js';

const SCHEMA = new URL('../courses/course.schema.json', import.meta.url);

/** The path of a rule in the schema. Only the fault of a pattern is told by it (src/course/format/schema-check.ts). */
const UNREAD = /schemaPath:"[^"]*",(?=keyword:"(?!pattern"))/g;

/** A CommonJS module that exports `validate`. It finds the same as src/course/format/validator.ts: a unit test compares them. */
export function compiledValidator() {
  // No messages: we make our own from the keyword.
  const ajv = new Ajv({ allErrors: true, verbose: true, messages: false, code: { source: true } });
  ajv.addSchema(JSON.parse(readFileSync(SCHEMA, 'utf8'), withoutDescriptions), 'course');
  return standalone.default(ajv, { validate: 'course' }).replace(UNREAD, '');
}

/** Descriptions are for editors only. A *field* named `description` has an object as its value and stays. */
function withoutDescriptions(key, value) {
  return key === 'description' && typeof value === 'string' ? undefined : value;
}

/** @type {import('esbuild').Plugin} */
export const validatorPlugin = {
  name: 'compiled-validator',
  setup(build) {
    build.onLoad({ filter: /[\\/]src[\\/]course[\\/]format[\\/]validator\.ts$/ }, ({ path }) => ({
      contents: compiledValidator(),
      loader: 'js',
      resolveDir: dirname(path),
      watchFiles: [path, fileURLToPath(SCHEMA)],
    }));
  },
};
