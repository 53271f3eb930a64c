import type { Message, MessageValue } from './codes';
import { FAILURE_ARGS, type SaidCode } from './codes/failure-codes';

/**
 * Every code from a sandbox is decoded here. An unknown code keeps its name and its args as text. A known code gets every arg; a missing
 * one is null. Never throws.
 */
export function decodeSaid(code: string, args: Readonly<Record<string, MessageValue>>): Message<SaidCode> {
  if (!isSaid(code)) return { code: 'unknown-code', args: { code: code || null, said: linesOf(args) || null } };
  const read = Object.entries(FAILURE_ARGS[code]).map(([name, reader]) => [name, reader(args[name])]);
  // The types of the args are derived from the readers in the table.
  return { code, args: Object.fromEntries(read) } as Message<SaidCode>;
}

function isSaid(code: string): code is SaidCode {
  return Object.hasOwn(FAILURE_ARGS, code);
}

/** Each arg on a line of its own, `name: value`. */
function linesOf(args: Readonly<Record<string, MessageValue>>): string {
  return Object.entries(args)
    .map(([name, value]) => `${name}: ${String(value)}`)
    .join('\n');
}
