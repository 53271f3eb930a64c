/** What the extension loads when a task or a terminal is wanted first, and not before. A bundle of its own. */

export { CoverageView } from './editor/coverage/coverage-view';
export { DebugTests } from './editor/debug/debug-tests';
export { Steps } from './editor/task/steps';
export { Programs } from './editor/terminal/programs';
