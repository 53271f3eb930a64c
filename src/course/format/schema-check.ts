import type { ErrorObject } from 'ajv';
import type { Message } from '../../contract/codes';
import type { CourseFileCode } from './format';
import { nearest } from './nearest';
import { validate } from './validator';
import type { WrittenCourse } from './written-course';

/** A message about the value at `pointer`, or about its key `key`. */
export interface SchemaFault {
  readonly message: Message<CourseFileCode>;
  readonly pointer: string;
  readonly key: string | null;
}

/** Fields that may allow more values in later versions: other values are reported as not supported yet. */
const GROWING_FIELDS = new Set(['language', 'runtime', 'image', 'network']);
/** The keyword of a field that the file's version of the format does not have. */
const NO_FIELD = 'false schema';
/** Fields of version 1 alone. */
const OLDER_FIELDS = new Set(['language', 'runtime', 'image']);

/** @returns the value as it is written, or every fault that the schema finds. */
export function checkSchema(value: unknown): WrittenCourse | readonly SchemaFault[] {
  if (validate(value)) return value;
  return schemaFaults(validate.errors ?? []);
}

/** Of what the schema's checker found. The compiled one leaves out what is not read here (scripts/compiled-validator.mjs). */
export function schemaFaults(found: readonly ErrorObject[]): readonly SchemaFault[] {
  const errors = found.filter(({ keyword }) => keyword !== 'if');
  const mixed = errors.filter(({ keyword }) => keyword === NO_FIELD);
  // A field of the other version says by itself what comes in its place.
  const rest = errors.filter((error) => error.keyword !== NO_FIELD && (mixed.length === 0 || !isReplaced(error)));
  return [...mixed, ...rest].map(schemaFaultOf);
}

function isReplaced({ keyword, instancePath, params }: ErrorObject): boolean {
  if (keyword !== 'required' || instancePath !== '') return false;
  const missing = String(params.missingProperty);
  return missing === 'runtimes' || GROWING_FIELDS.has(missing);
}

function schemaFaultOf(error: ErrorObject): SchemaFault {
  const pointer = error.instancePath;
  const field = pointer === '' ? '' : pointer.slice(1).replaceAll('/', '.');
  switch (error.keyword) {
    case 'required':
      return fault(pointer, {
        code: 'course-field-missing',
        args: { field, missing: String(error.params.missingProperty) },
      });
    case NO_FIELD:
      return fault(pointer, {
        code: 'course-field-version',
        args: { field, version: OLDER_FIELDS.has(field) ? 2 : 1 },
      });
    case 'additionalProperties':
      return unknownField(error, field);
    case 'type':
      return fault(pointer, {
        code: 'course-field-type',
        args: { field, wanted: String(error.params.type), found: kind(error.data) },
      });
    case 'enum':
      return choice(pointer, field, error.data, error.params.allowedValues);
    case 'pattern':
      return fault(pointer, {
        code: 'course-field-form',
        args: { field, value: shown(error.data), form: formOf(error) },
      });
    default:
      return bound(error, field);
  }
}

function fault(pointer: string, message: Message<CourseFileCode>, key: string | null = null): SchemaFault {
  return { pointer, key, message };
}

function unknownField(error: ErrorObject, field: string): SchemaFault {
  const key = String(error.params.additionalProperty);
  const known = Object.keys(error.parentSchema?.properties ?? {});
  const args = { field, unknown: shown(key), suggestion: nearest(key, known), known: known.join(', ') };
  if (field === 'runtimes' && args.suggestion === null) {
    const { unknown: value, known: supported } = args;
    return fault(error.instancePath, { code: 'unsupported-value', args: { field, value, supported } }, key);
  }
  return fault(error.instancePath, { code: 'course-field-unknown', args }, key);
}

function choice(pointer: string, field: string, value: unknown, allowed: readonly unknown[]): SchemaFault {
  const code = GROWING_FIELDS.has(field) ? 'unsupported-value' : 'course-field-choice';
  return fault(pointer, { code, args: { field, value: shown(value), supported: allowed.join(', ') } });
}

/** The definition that contains the pattern: `slug`, `title`, `reason`, `range`, `packages` or `entry`. */
function formOf(error: ErrorObject): string {
  return /definitions\/(\w+)/.exec(error.schemaPath)?.[1] ?? 'unknown';
}

/** For `minimum`, `minProperties`, `minItems`, `maxItems` and `maxLength`, the schema's own value is the limit. */
function bound(error: ErrorObject, field: string): SchemaFault {
  const limit = typeof error.schema === 'number' ? error.schema : null;
  const args = { field, value: shown(error.data), rule: error.keyword, limit };
  return fault(error.instancePath, { code: 'course-field-bound', args });
}

function kind(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
