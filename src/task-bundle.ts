/** What the extension loads when it first shows a task, and not before: Markdown and the colours of code. A bundle of its own. */

export { taskSections } from './task/task-page';
export { readTaskTexts } from './task/task-texts';
