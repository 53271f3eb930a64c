import { Ajv, type ValidateFunction } from 'ajv';
import schema from '../../../courses/course.schema.json';
import type { CourseText } from './format';

/** The build puts code that says the same in the place of this file (scripts/compiled-validator.mjs): ajv has 130 KB, that code 24 KB. */
export const validate: ValidateFunction<CourseText> = new Ajv({ allErrors: true, verbose: true }).compile<CourseText>(
  schema,
);
