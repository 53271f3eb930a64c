import { Ajv, type ValidateFunction } from 'ajv';
import schema from '../../courses/course.schema.json';
import type { CourseText } from './format';

/** Of the build as well (scripts/compiled-validator.mjs), which puts compiled code in the place of this file: ajv has 130 KB, its code 24 KB. */
export const validate: ValidateFunction<CourseText> = new Ajv({ allErrors: true, verbose: true }).compile<CourseText>(
  schema,
);
