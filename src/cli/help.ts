import { wholeCatalogue } from '../results/texts/whole-catalogue';
import { CLI_COMMANDS, type CliCommandName, isCommand, type Option } from './args';

/** Every command, and below it its options in two columns. */
export function helpText(): string {
  const names = Object.keys(CLI_COMMANDS).filter(isCommand);
  const width = Math.max(...names.map((name) => usageOf(name).length));
  const blocks = names.map((name) => {
    const head = `  ${usageOf(name).padEnd(width)}   ${wholeCatalogue.commandLine.help.commands[name]}`;
    return [head, ...optionLines(CLI_COMMANDS[name].options, wholeCatalogue.commandLine.help.options[name])].join('\n');
  });
  return `${[wholeCatalogue.commandLine.help.about, ...blocks, wholeCatalogue.commandLine.help.exitCodes].join('\n\n')}\n`;
}

function usageOf(command: CliCommandName): string {
  const { operands, options } = CLI_COMMANDS[command];
  const required = Object.entries<Option>(options).filter(([, option]) => option.required);
  const words = required.map(([name, option]) => shown(name, option));
  return ['codealong', command, ...operands, ...words].join(' ');
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

const ALL_OPTIONS = Object.values(CLI_COMMANDS).flatMap(({ options }) =>
  Object.entries<Option>(options).map(([name, option]) => shown(name, option)),
);
