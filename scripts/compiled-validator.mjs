// For the bundles: compiles src/course/format/validator.ts into code without ajv. Activation must neither carry ajv nor wait for it.
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import * as standalone from 'ajv/dist/standalone/index.js';

const SCHEMA = new URL('../courses/course.schema.json', import.meta.url);

/**
 * Parts of a fault that src/course/format/schema-check.ts does not read. It reads the path of a rule for a pattern, the rule itself
 * where that is a number, and the schema around it (`parentSchema`) for an unknown field, whose rule is `false`. Where it reads the rule
 * or its path, it does not read `params`.
 */
const UNREAD = [
  /(?<=keyword:"false schema",)params:\{\},schema:false,parentSchema:[^,]*,/g,
  /params:\{(?:pattern: "(?:[^"\\]|\\.)*"|(?:limit|comparison|failingKeyword): ?[^}]*)\},/g,
  /schemaPath:"[^"]*",(?=keyword:"(?!pattern"))/g,
  /(?<!schema:false,)parentSchema:[^,]*,/g,
  /(?<=[,}])schema:(?:"[^"]*"|schema[^,]*),/g,
];
/** How ajv makes and keeps a fault, at each of some seventy places. */
const KEPT = /const (err\d+) = (\{[^;]*\});if\(vErrors === null\)\{vErrors = \[\1\];\}else \{vErrors\.push\(\1\);\}/g;
/** A kept fault, after that. What it says of its place and of the value is the same at all places, and so is one function's work. */
const FAULT =
  /\(vErrors \?\?= \[\]\)\.push\(\{instancePath(?::([^,]*))?,((?:(?!\}\);).)*?),data(?::([\w.]+))?\}\);errors\+\+;/g;
const BEGIN = 'let vErrors = null;let errors = 0;';
const KEEP = 'const keep=(instancePath,data,more)=>{(vErrors ??= []).push({instancePath,data,...more});errors++;};';
/** Each schema that a fault may name, as JSON. */
const SCHEMAS = /(?<=const schema\d+ = )\{.*?\}(?=;(?:const|function) )/g;

/** A CommonJS module that exports `validate`. It finds the same as src/course/format/validator.ts: a unit test compares them. */
export function compiledValidator() {
  // No messages: we make our own from the keyword.
  const ajv = new Ajv({ allErrors: true, verbose: true, messages: false, code: { source: true } });
  ajv.addSchema(JSON.parse(readFileSync(SCHEMA, 'utf8'), withoutDescriptions), 'course');
  const code = standalone
    .default(ajv, { validate: 'course' })
    .replace(KEPT, '(vErrors ??= []).push($2);')
    .replace(SCHEMAS, onlyNames);
  return UNREAD.reduce((shorter, part) => shorter.replace(part, ''), code)
    .replace(FAULT, (_, place = 'instancePath', more, value = 'data') => `keep(${place},${value},{${more}});`)
    .replaceAll(BEGIN, `${BEGIN}${KEEP}`);
}

/** Of a schema only the names of its fields are read, and the values that they may have. */
function onlyNames(schema) {
  return JSON.stringify(namesOf(JSON.parse(schema)));
}

function namesOf({ properties, enum: values }) {
  const fields = Object.entries(properties ?? {}).map(([name, field]) => [name, namesOf(field)]);
  return { properties: properties && Object.fromEntries(fields), enum: values };
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
