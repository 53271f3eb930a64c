/** What the extension loads when a task is wanted first, and not before: its page with Markdown, and the commands about steps. A bundle of its own. */

export { Steps } from './editor/task/steps';
