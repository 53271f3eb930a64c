import type { ErrorObject } from 'ajv';
import type { Message } from '../../contract/codes';
import type { CourseFileCode, CourseText } from './format';
import { nearest } from './nearest';
import { validate } from './validator';

/** A message about the value at `pointer`, or about its key `key`. */
export interface SchemaFault {
  readonly message: Message<CourseFileCode>;
  readonly pointer: string;
  readonly key: string | null;
}

/** Fields that may allow more values in later versions: other values are reported as not supported yet. */
const GROWING_FIELDS = new Set(['language', 'runtime', 'image', 'network']);

/** @returns the value as a course, or every fault that the schema finds. */
export function checkSchema(value: unknown): CourseText | readonly SchemaFault[] {
  if (validate(value)) return value;
  return (validate.errors ?? []).map(schemaFaultOf);
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
  return fault(error.instancePath, { code: 'course-field-unknown', args }, key);
}

function choice(pointer: string, field: string, value: unknown, allowed: readonly unknown[]): SchemaFault {
  const code = GROWING_FIELDS.has(field) ? 'unsupported-value' : 'course-field-choice';
  return fault(pointer, { code: code, args: { field, value: shown(value), supported: allowed.join(', ') } });
}

/** The definition that contains the pattern: `slug`, `title`, `reason` or `entry`. */
function formOf(error: ErrorObject): string {
  return /definitions\/(\w+)/.exec(error.schemaPath)?.[1] ?? 'unknown';
}

/** For `minimum`, `minItems`, `maxItems`, `maxLength`, `minLength` and `const`, the schema's own value is the limit. */
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
