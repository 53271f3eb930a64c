import type { ProgramReader } from '../../contract/language';
import { catalogue } from '../texts/index';
import { learnerTraceback, withoutRoot } from './learner-traceback';
import { neverAwaited } from './never-awaited';
import { finalException } from './traceback';
import { waitOf } from './waits';

const SYNTAX: ReadonlySet<string> = new Set(['SyntaxError', 'IndentationError', 'TabError']);

/** How Python's own words are read, after a run. */
export const pythonReader: ProgramReader = {
  id: 'python',
  name: 'Python',
  crashCode: 1,
  exceptionIn: finalException,
  isInterrupt: ({ type }) => type === 'KeyboardInterrupt',
  isUnreadable: ({ type }) => SYNTAX.has(type),
  isPlaceholder: ({ type }) => type === 'NotImplementedError',
  learnersTraceback: learnerTraceback,
  withoutRoot,
  forgottenIn: neverAwaited,
  waitOf,
  adviceFor: ({ type, message }) => catalogue.adviceFor(type, message),
};
