import { type Area, bytes, given, seconds, table } from '../words';

type NoteCode =
  | 'time-limit-hit'
  | 'memory-limit-hit'
  | 'process-limit-hit'
  | 'output-limit-hit'
  | 'output-dropped'
  | 'limit-clamped'
  | 'ran-again'
  | 'source-empty'
  | 'venv-left-out'
  | 'link-left-out'
  | 'device-left-out'
  | 'not-removed'
  | 'shadows-standard-module';

/** Things worth knowing that decide nothing. */
export const notes: Area<NoteCode> = {
  'time-limit-hit': (args) => ({ title: `The time limit of ${seconds(args.seconds)} was reached at the very end.` }),
  'memory-limit-hit': (args) => ({
    title: `A process of your program was stopped because it used more than ${args.memory_mb} MB of memory.`,
  }),
  'process-limit-hit': (args) => ({
    title: `Your program tried to run more than ${args.pids} processes and threads at once; some were not started.`,
  }),
  'output-limit-hit': () => ({ title: 'Your program wrote far too much output.' }),
  'output-dropped': (args) => ({
    title: `Your program wrote a lot of output. The middle of it (${bytes(args.bytes)}) is not shown.`,
  }),
  'limit-clamped': (args) => ({
    title: `The course asks for ${args.limit} = ${args.asked}; your settings allow ${args.given}, which was used instead.`,
    advice: 'You can raise the maximum in the settings under `codealong.limits`.',
  }),
  'ran-again': () => ({ title: 'The machine was busy, so the step was run once more.' }),
  'source-empty': (args) => ({
    title: `${given(args.file, 'Your program')} is empty.`,
    advice: 'Write your program first and save the file.',
  }),
  'venv-left-out': (args) => ({
    title: `The virtual environment \`${given(args.name, 'in your folder')}\` was left out: packages cannot be used in the sandbox.`,
  }),
  'link-left-out': (args) => ({
    title: `The link \`${args.name}\` was left out: ${LINKS[args.why] ?? 'only ordinary files are sent to the sandbox'}.`,
  }),
  'device-left-out': (args) => ({
    title: `\`${args.file}\` was left out: it is not an ordinary file.`,
  }),
  'not-removed': (args) => ({
    title: `A CodeAlong container could not be removed (${args.why}).`,
    advice: 'It will end by itself, and the next start of CodeAlong will remove it.',
  }),
  'shadows-standard-module': (args) => ({
    title: `Your file \`${args.file}\` has the same name as one of ${args.language}'s own modules and hides it from your program.`,
    advice: `Unless you want that, rename the file: \`import ${args.name}\` imports your file, not ${args.language}'s module.`,
  }),
};

const LINKS = table<string>({
  outside: 'it points outside your folder',
  folder: 'it points to a folder',
  broken: 'its target does not exist',
});
