import { type Area, bytes, figure, plural, seconds, word } from './words';

/** Things worth knowing that decide nothing. */
export const notes: Area = {
  /** seconds */
  'time-limit-hit': (args) => ({ title: `The time limit of ${seconds(args)} was reached at the very end.` }),
  /** memory_mb */
  'memory-limit-hit': (args) => ({
    title: `A process of your program was stopped because it used more than ${word(args, 'memory_mb')} MB of memory.`,
  }),
  /** pids */
  'process-limit-hit': (args) => ({
    title: `Your program tried to have more than ${word(args, 'pids')} processes and threads at once; some were not started.`,
  }),
  'output-limit-hit': () => ({ title: 'Your program wrote far too much output.' }),
  /** bytes */
  'output-dropped': (args) => ({
    title: `Your program wrote a lot: ${bytes(args, 'bytes')} in the middle of its output are not shown.`,
  }),
  /** limit, asked, given */
  'limit-clamped': (args) => ({
    title: `The course asks for ${word(args, 'limit')} = ${word(args, 'asked')}; your settings allow ${word(args, 'given')}, and that was used.`,
    advice: 'You can raise the maximum in the settings under `codealong.limits`.',
  }),
  /** file */
  'source-empty': (args) => ({
    title: `${word(args, 'file', 'Your program')} is empty.`,
    advice: 'Write your program first and save the file.',
  }),
  /** name, count? */
  'venv-left-out': (args) => ({
    title: `The virtual environment \`${word(args, 'name', 'in your folder')}\` was left out: packages cannot be used in the sandbox.`,
  }),
  /** name, why: outside, folder, broken */
  'link-left-out': (args) => ({
    title: `The link \`${word(args, 'name')}\` was left out: ${LINKS[word(args, 'why')] ?? 'only ordinary files are sent to the sandbox'}.`,
  }),
  /** file */
  'device-left-out': (args) => ({
    title: `\`${word(args, 'file')}\` was left out: it is no ordinary file.`,
  }),
  /** why: the code of what went wrong */
  'not-removed': (args) => ({
    title: `A container of CodeAlong could not be removed (${word(args, 'why')}).`,
    advice: 'It ends by itself, and is removed the next time that CodeAlong starts.',
  }),
  /** name of the module, file */
  'shadows-standard-module': (args) => ({
    title: `Your file \`${word(args, 'file')}\` has the name of a module of Python, and hides it from your program.`,
    advice: `Unless you want that, rename the file: \`import ${word(args, 'name')}\` imports yours.`,
  }),
  /** count */
  'files-left-out': (args) => ({
    title: `${plural(figure(args, 'count') ?? 0, 'file')} of your folder were left out.`,
  }),
};

const LINKS: Readonly<Record<string, string>> = {
  outside: 'it leads out of your folder',
  folder: 'it leads to a folder',
  broken: 'it leads nowhere',
};
