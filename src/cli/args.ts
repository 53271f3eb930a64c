import { parseArgs } from 'node:util';
import { wholeCatalogue } from '../results/texts/whole-catalogue';

const FLAG = { type: 'boolean' } as const;
const value = <P extends string>(placeholder: P) => ({ type: 'string', placeholder }) as const;
const required = <P extends string>(placeholder: P) => ({ ...value(placeholder), required: true }) as const;

/**
 * Every command with its operand and its options: parsing, the types of the values and the help come from here. The sentences are in
 * the catalogue.
 */
const COMMANDS = {
  test: {
    operand: 'FILE|-',
    options: {
      course: required('ID|DIR'),
      step: required('ID|N'),
      root: value('DIR'),
      entry: value('FILE'),
      image: value('NAME'),
      'with-earlier': FLAG,
      seed: value('N'),
      json: FLAG,
    },
  },
  check: {
    operand: 'DIR',
    options: {
      step: value('ID|N'),
      accept: FLAG,
      reference: FLAG,
      all: FLAG,
      image: value('NAME'),
      json: FLAG,
    },
  },
  image: { operand: null, options: { rebuild: FLAG, json: FLAG } },
  doctor: { operand: null, options: { build: FLAG, image: value('NAME'), json: FLAG } },
} as const;

type CommandName = keyof typeof COMMANDS;
type OptionsOf<C extends CommandName> = (typeof COMMANDS)[C]['options'];

type ValueOf<O> = O extends { required: true } ? string : O extends { type: 'string' } ? string | null : boolean;

/** Every option by its name; an optional value that was not given is null. */
type Values<C extends CommandName> = { readonly [O in keyof OptionsOf<C>]: ValueOf<OptionsOf<C>[O]> };

export interface TestArgs extends Omit<Values<'test'>, 'seed'> {
  readonly command: 'test';
  /** A path, or `-` for stdin. */
  readonly file: string;
  /** null draws one. */
  readonly seed: number | null;
}

export interface CheckArgs extends Values<'check'> {
  readonly command: 'check';
  readonly directory: string;
}

export interface ImageArgs extends Values<'image'> {
  readonly command: 'image';
}

export interface DoctorArgs extends Values<'doctor'> {
  readonly command: 'doctor';
}

/** A command that needs nothing but the package itself. */
export type WordArgs = { readonly command: 'help' } | { readonly command: 'version' };

export type WorkArgs = TestArgs | CheckArgs | ImageArgs | DoctorArgs;

export type CommandLine = WorkArgs | WordArgs;

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

const READERS: Readonly<Record<CommandName, (argv: readonly string[]) => WorkArgs>> = {
  test(argv) {
    const { values, operand } = parsed('test', argv);
    return { ...values, command: 'test', file: operand, seed: seedOf(values.seed) };
  },
  check(argv) {
    const { values, operand } = parsed('check', argv);
    return { ...values, command: 'check', directory: operand };
  },
  image: (argv) => ({ ...parsed('image', argv).values, command: 'image' }),
  doctor: (argv) => ({ ...parsed('doctor', argv).values, command: 'doctor' }),
};

function isCommand(name: string): name is CommandName {
  return Object.hasOwn(COMMANDS, name);
}

interface Parsed<C extends CommandName> {
  readonly values: Values<C>;
  /** Empty for a command that takes none. */
  readonly operand: string;
}

interface Option {
  readonly type: 'boolean' | 'string';
  readonly placeholder?: string;
  readonly required?: boolean;
}

function parsed<C extends CommandName>(command: C, argv: readonly string[]): Parsed<C> {
  const options: Readonly<Record<string, Option>> = COMMANDS[command].options;
  const { values, positionals } = strictly(options, argv);
  const operand = operandOf(command, positionals);
  const filled = Object.entries(options).map(([name, { type, required }]) => {
    const given = values[name];
    if (required && (given ?? '') === '')
      throw new UsageError(wholeCatalogue.commandLine.usage.missingOption(command, name));
    return [name, given ?? (type === 'string' ? null : false)];
  });
  return { values: Object.fromEntries(filled) as Values<C>, operand };
}

function strictly(options: Readonly<Record<string, Option>>, argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function operandOf(command: CommandName, positionals: readonly string[]): string {
  const wanted = COMMANDS[command].operand === null ? 0 : 1;
  if (positionals.length !== wanted) throw new UsageError(wholeCatalogue.commandLine.usage.operands[command]);
  return positionals[0] ?? '';
}

function seedOf(text: string | null): number | null {
  if (text === null) return null;
  const seed = Number(text);
  if (!Number.isInteger(seed) || seed < 0 || seed >= 2 ** 32)
    throw new UsageError(wholeCatalogue.commandLine.usage.seed);
  return seed;
}

/** Every command, and below it its options in two columns. */
export function helpText(): string {
  const names = Object.keys(COMMANDS).filter(isCommand);
  const width = Math.max(...names.map((name) => usageOf(name).length));
  const blocks = names.map((name) => {
    const head = `  ${usageOf(name).padEnd(width)}   ${wholeCatalogue.commandLine.help.commands[name]}`;
    return [head, ...optionLines(COMMANDS[name].options, wholeCatalogue.commandLine.help.options[name])].join('\n');
  });
  return `${[wholeCatalogue.commandLine.help.about, ...blocks, wholeCatalogue.commandLine.help.exitCodes].join('\n\n')}\n`;
}

function usageOf(command: CommandName): string {
  const { operand, options } = COMMANDS[command];
  const required = Object.entries<Option>(options).filter(([, option]) => option.required);
  const words = required.map(([name, option]) => shown(name, option));
  return ['codealong', command, ...(operand === null ? [] : [operand]), ...words].join(' ');
}

function optionLines<O extends Readonly<Record<string, Option>>>(
  options: O,
  texts: { readonly [K in keyof O]: string },
): readonly string[] {
  const width = Math.max(...ALL_OPTIONS.map((text) => text.length));
  return Object.entries(options).map(([name, option]) => `      ${shown(name, option).padEnd(width)}   ${texts[name]}`);
}

function shown(name: string, { placeholder }: Option): string {
  return placeholder === undefined ? `--${name}` : `--${name} ${placeholder}`;
}

const ALL_OPTIONS = Object.values(COMMANDS).flatMap(({ options }) =>
  Object.entries<Option>(options).map(([name, option]) => shown(name, option)),
);
