import { parseArgs } from 'node:util';

export interface TestArgs {
  readonly command: 'test';
  /** A path, or `-` for stdin. */
  readonly file: string;
  readonly course: string;
  readonly step: string;
  readonly root: string | null;
  readonly entry: string | null;
  readonly image: string | null;
  readonly seed: number | null;
  readonly withEarlier: boolean;
  readonly json: boolean;
}

export interface CheckArgs {
  readonly command: 'check';
  readonly directory: string;
  /** The id or the number of the only step; null for all. */
  readonly step: string | null;
  /** Everything: each program many times on a busy machine, and the genuine one. */
  readonly all: boolean;
  readonly accept: boolean;
  readonly reference: boolean;
  readonly image: string | null;
  readonly json: boolean;
}

export interface ImageArgs {
  readonly command: 'image';
  readonly rebuild: boolean;
  readonly json: boolean;
}

export interface DoctorArgs {
  readonly command: 'doctor';
  readonly build: boolean;
  readonly image: string | null;
  readonly json: boolean;
}

/** A command that needs nothing but the package itself. */
export type WordArgs = { readonly command: 'help' } | { readonly command: 'version' };

export type WorkArgs = TestArgs | CheckArgs | ImageArgs | DoctorArgs;

export type Args = WorkArgs | WordArgs;

/** What is wrong with the command line; the message is for the person who typed it. */
export class UsageError extends Error {}

const TEXT = { type: 'string' } as const;
const FLAG = { type: 'boolean' } as const;
const COMMON = { json: FLAG, help: { ...FLAG, short: 'h' }, version: FLAG } as const;

const OPTIONS = {
  test: {
    ...COMMON,
    course: TEXT,
    step: TEXT,
    root: TEXT,
    entry: TEXT,
    image: TEXT,
    seed: TEXT,
    'with-earlier': FLAG,
  },
  check: { ...COMMON, image: TEXT, step: TEXT, all: FLAG, accept: FLAG, reference: FLAG },
  image: { ...COMMON, rebuild: FLAG },
  doctor: { ...COMMON, image: TEXT, build: FLAG },
} as const;

/** @throws UsageError */
export function readArgs(argv: readonly string[]): Args {
  const [command, ...rest] = argv;
  if (command === undefined || command === 'help' || command === '--help' || command === '-h')
    return { command: 'help' };
  if (command === '--version') return { command: 'version' };
  if (!Object.hasOwn(OPTIONS, command)) throw new UsageError(`There is no command "${command}".`);
  return READERS[command as keyof typeof READERS](rest);
}

const READERS = { test: readTest, check: readCheck, image: readImage, doctor: readDoctor };

function readTest(argv: readonly string[]): Args {
  const { values, positionals } = parsed('test', argv);
  if (values.help) return { command: 'help' };
  return {
    command: 'test',
    file: one(positionals, 'test needs one FILE (or - for stdin)'),
    course: wanted(values.course, '--course'),
    step: wanted(values.step, '--step'),
    root: values.root ?? null,
    entry: values.entry ?? null,
    image: values.image ?? null,
    seed: seedOf(values.seed),
    withEarlier: values['with-earlier'] ?? false,
    json: values.json ?? false,
  };
}

function readCheck(argv: readonly string[]): Args {
  const { values, positionals } = parsed('check', argv);
  if (values.help) return { command: 'help' };
  const directory = one(positionals, 'check needs one DIR, the folder that holds course.json');
  const { step = null, image = null, all = false, accept = false, reference = false, json = false } = values;
  return { command: 'check', directory, step, all, accept, reference, image, json };
}

function readImage(argv: readonly string[]): Args {
  const { values, positionals } = parsed('image', argv);
  if (values.help) return { command: 'help' };
  if (positionals.length > 0) throw new UsageError('image takes no file.');
  return { command: 'image', rebuild: values.rebuild ?? false, json: values.json ?? false };
}

function readDoctor(argv: readonly string[]): Args {
  const { values, positionals } = parsed('doctor', argv);
  if (values.help) return { command: 'help' };
  if (positionals.length > 0) throw new UsageError('doctor takes no file.');
  const { build = false, image = null, json = false } = values;
  return { command: 'doctor', build, image, json };
}

function parsed<K extends keyof typeof OPTIONS>(command: K, argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS[command], allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function one(positionals: readonly string[], wish: string): string {
  const [first, ...more] = positionals;
  if (first === undefined || more.length > 0) throw new UsageError(`${wish}.`);
  return first;
}

function wanted(value: string | undefined, name: string): string {
  if (value === undefined || value === '') throw new UsageError(`test needs ${name}.`);
  return value;
}

function seedOf(value: string | undefined): number | null {
  if (value === undefined) return null;
  const seed = Number(value);
  if (!Number.isInteger(seed) || seed < 0 || seed >= 2 ** 32) throw new UsageError('--seed is a whole number from 0.');
  return seed;
}
