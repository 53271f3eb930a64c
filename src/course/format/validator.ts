import { Ajv, type ValidateFunction } from 'ajv';
import schema from '../../../courses/course.schema.json';
import type { WrittenCourse } from './written-course';

/** The build replaces this file with equivalent compiled code (scripts/compiled-validator.mjs): ajv has 130 KB, that code 15 KB. */
export const validate: ValidateFunction<WrittenCourse> = new Ajv({
  allErrors: true,
  verbose: true,
}).compile<WrittenCourse>(schema);
