// For the bundles: src/course/format/validator.ts as code that needs no ajv. Activation must neither carry ajv nor wait for it.
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import * as standalone from 'ajv/dist/standalone/index.js';

const SCHEMA = new URL('../courses/course.schema.json', import.meta.url);

/** A CommonJS module that exports `validate`, which finds what the one of src/course/format/validator.ts finds: a unit test compares them. */
export function compiledValidator() {
  // No texts: ours are made of the keyword.
  const ajv = new Ajv({ allErrors: true, verbose: true, messages: false, code: { source: true } });
  ajv.addSchema(JSON.parse(readFileSync(SCHEMA, 'utf8'), withoutDescriptions), 'course');
  return standalone.default(ajv, { validate: 'course' });
}

/** They are for editors. A *field* that is called so has an object for its value. */
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
