import { parseArgs } from 'node:util';
import { KINDS } from '../authoring/new/template';
import { wholeCatalogue } from '../results/texts/whole-catalogue';

const FLAG = { type: 'boolean' } as const;
const value = <P extends string>(placeholder: P) => ({ type: 'string', placeholder }) as const;
const choice = <C extends string>(...choices: readonly C[]) => ({ ...value(choices.join('|')), choices }) as const;
const required = <P extends string>(placeholder: P) => ({ ...value(placeholder), required: true }) as const;

/**
 * Every command with its operands and its options: parsing, the types of the values and the help come from here. The sentences are in
 * the catalogue.
 */
export const CLI_COMMANDS = {
  test: {
    operands: ['FILE|-'],
    options: {
      course: required('ID|DIR'),
      step: required('ID|N'),
      root: value('DIR'),
      entry: value('FILE'),
      runtime: value('ID'),
      image: value('NAME'),
      'with-earlier': FLAG,
      seed: value('N'),
      'no-trace': FLAG,
      json: FLAG,
    },
  },
  run: {
    operands: ['[FILE]'],
    options: {
      client: FLAG,
      course: value('ID|DIR'),
      step: value('ID|N'),
      root: value('DIR'),
      entry: value('FILE'),
      runtime: value('ID'),
      image: value('NAME'),
    },
  },
  check: {
    operands: ['DIR'],
    options: {
      step: value('ID|N,…'),
      accept: FLAG,
      reference: FLAG,
      all: FLAG,
      runtime: value('ID'),
      image: value('NAME'),
      json: FLAG,
    },
  },
  'new-course': {
    operands: ['DIR'],
    options: {
      id: value('ID'),
      title: value('TEXT'),
      shape: choice('growing', 'separate'),
      kind: choice(...KINDS),
      json: FLAG,
    },
  },
  'new-step': {
    operands: ['DIR|COURSE', 'ID'],
    options: { title: value('TEXT'), kind: choice(...KINDS), json: FLAG },
  },
  image: { operands: [], options: { runtime: value('ID'), rebuild: FLAG, json: FLAG } },
  doctor: { operands: [], options: { build: FLAG, runtime: value('ID'), image: value('NAME'), json: FLAG } },
} as const;

export type CliCommandName = keyof typeof CLI_COMMANDS;
type OptionsOf<C extends CliCommandName> = (typeof CLI_COMMANDS)[C]['options'];

type ValueOf<O> = O extends { required: true }
  ? string
  : O extends { choices: readonly (infer C)[] }
    ? C | null
    : O extends { type: 'string' }
      ? string | null
      : boolean;

/** Every option by its name; an optional value that was not given is null. */
type Values<C extends CliCommandName> = { readonly [O in keyof OptionsOf<C>]: ValueOf<OptionsOf<C>[O]> };

export interface TestArgs extends Omit<Values<'test'>, 'seed'> {
  readonly command: 'test';
  /** A path, or `-` for stdin. */
  readonly file: string;
  /** null draws one. */
  readonly seed: number | null;
}

export interface RunArgs extends Values<'run'> {
  readonly command: 'run';
  /** Null for the program of the folder. */
  readonly file: string | null;
}

export interface CheckArgs extends Values<'check'> {
  readonly command: 'check';
  readonly directory: string;
}

export interface NewCourseArgs extends Values<'new-course'> {
  readonly command: 'new-course';
  readonly directory: string;
}

export interface NewStepArgs extends Values<'new-step'> {
  readonly command: 'new-step';
  /** The folder of a course, or its id. */
  readonly course: string;
  readonly id: string;
}

/** A command that writes files of a course. It runs nothing. */
export type NewArgs = NewCourseArgs | NewStepArgs;

export interface ImageArgs extends Values<'image'> {
  readonly command: 'image';
}

export interface DoctorArgs extends Values<'doctor'> {
  readonly command: 'doctor';
}

/** A command that needs nothing but the package itself. */
export type WordArgs = { readonly command: 'help' } | { readonly command: 'version' };

export type WorkArgs = TestArgs | RunArgs | CheckArgs | ImageArgs | DoctorArgs;

export type CommandLine = WorkArgs | NewArgs | WordArgs;

/** The command line is wrong; the message is for the person who typed it. */
export class UsageError extends Error {}

/** @throws UsageError */
export function readArgs(argv: readonly string[]): CommandLine {
  const [command = 'help', ...rest] = argv;
  if (command === 'help' || isHelp(command)) return { command: 'help' };
  if (command === '--version') return { command: 'version' };
  if (!isCommand(command)) throw new UsageError(wholeCatalogue.commandLine.usage.unknownCommand(command));
  return optionsOf(rest).some(isHelp) ? { command: 'help' } : READERS[command](rest);
}

function isHelp(word: string): boolean {
  return word === '--help' || word === '-h';
}

/** The words before `--`. What follows it is a file, whatever it looks like. */
function optionsOf(argv: readonly string[]): readonly string[] {
  const end = argv.indexOf('--');
  return end < 0 ? argv : argv.slice(0, end);
}

const READERS: Readonly<Record<CliCommandName, (argv: readonly string[]) => WorkArgs | NewArgs>> = {
  test(argv) {
    const { values, operands } = parsed('test', argv);
    return { ...values, command: 'test', file: operands[0] ?? '', seed: seedOf(values.seed) };
  },
  run(argv) {
    const { values, operands } = parsed('run', argv);
    return { ...values, command: 'run', file: operands[0] ?? null };
  },
  check(argv) {
    const { values, operands } = parsed('check', argv);
    const several = values.runtime === ALL_RUNTIMES || runtimesIn(values.runtime).length > 1;
    if (values.accept && several) throw new UsageError(wholeCatalogue.commandLine.usage.acceptOne);
    return { ...values, command: 'check', directory: operands[0] ?? '' };
  },
  'new-course'(argv) {
    const { values, operands } = parsed('new-course', argv);
    return { ...values, command: 'new-course', directory: operands[0] ?? '' };
  },
  'new-step'(argv) {
    const { values, operands } = parsed('new-step', argv);
    return { ...values, command: 'new-step', course: operands[0] ?? '', id: operands[1] ?? '' };
  },
  image: (argv) => ({ ...parsed('image', argv).values, command: 'image' }),
  doctor: (argv) => ({ ...parsed('doctor', argv).values, command: 'doctor' }),
};

/** Of `check --runtime`: each that the course takes. */
export const ALL_RUNTIMES = 'all';

/** The ids that an option names, with commas between them. */
export function runtimesIn(option: string | null): readonly string[] {
  return (option ?? '')
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '');
}

export function isCommand(name: string): name is CliCommandName {
  return Object.hasOwn(CLI_COMMANDS, name);
}

interface Parsed<C extends CliCommandName> {
  readonly values: Values<C>;
  /** As many as the command takes. */
  readonly operands: readonly string[];
}

export interface Option {
  readonly type: 'boolean' | 'string';
  readonly placeholder?: string;
  readonly required?: boolean;
  readonly choices?: readonly string[];
}

function parsed<C extends CliCommandName>(command: C, argv: readonly string[]): Parsed<C> {
  const options: Readonly<Record<string, Option>> = CLI_COMMANDS[command].options;
  const { values, positionals } = strictly(options, argv);
  const operands = operandsOf(command, positionals);
  const filled = Object.entries(options).map(([name, option]) => {
    checkValue(command, name, option, values[name]);
    return [name, values[name] ?? (option.type === 'string' ? null : false)];
  });
  if (values.image && values.runtime) throw new UsageError(wholeCatalogue.commandLine.usage.imageOrRuntime);
  return { values: Object.fromEntries(filled) as Values<C>, operands };
}

/** @throws UsageError */
function checkValue(command: string, name: string, option: Option, given: string | boolean | undefined): void {
  const { usage } = wholeCatalogue.commandLine;
  if (option.required && (given ?? '') === '') throw new UsageError(usage.missingOption(command, name));
  const { choices } = option;
  if (choices !== undefined && typeof given === 'string' && !choices.includes(given))
    throw new UsageError(usage.choice(name, choices));
}

function strictly(options: Readonly<Record<string, Option>>, argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function operandsOf(command: CliCommandName, positionals: readonly string[]): readonly string[] {
  const { operands }: { readonly operands: readonly string[] } = CLI_COMMANDS[command];
  const needed = operands.filter((name) => !name.startsWith('[')).length;
  const isRight = positionals.length >= needed && positionals.length <= operands.length;
  if (!isRight || positionals.includes('')) throw new UsageError(wholeCatalogue.commandLine.usage.operands[command]);
  return positionals;
}

function seedOf(text: string | null): number | null {
  if (text === null) return null;
  const seed = Number(text);
  if (!Number.isInteger(seed) || seed < 0 || seed >= 2 ** 32)
    throw new UsageError(wholeCatalogue.commandLine.usage.seed);
  return seed;
}
