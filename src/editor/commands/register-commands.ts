import { type Api, type Disposable, DisposableStore } from '../base/api';
import { COMMANDS, type CommandName } from '../base/commands';
import type { Log } from '../status/log';
import { reportErrors } from './report-errors';

/** The action of a command. Its arguments come from a link, a CodeLens or a key binding, and may be anything. */
export type CommandAction = (...given: readonly unknown[]) => Promise<void> | void;

/** Registers every command. An error of one is shown to the person, and never reaches the caller. */
export function registerCommands(
  api: Api,
  log: Log,
  actions: Readonly<Record<CommandName, CommandAction>>,
): Disposable {
  const registered = new DisposableStore();
  const register = (command: (typeof COMMANDS)[CommandName], act: CommandAction) => {
    const run = (...given: readonly unknown[]) => reportErrors(api, log, command.title, async () => act(...given));
    registered.add(api.commands.registerCommand(command.id, run));
  };
  for (const name of commandNames()) register(COMMANDS[name], actions[name]);
  return registered;
}

function commandNames(): readonly CommandName[] {
  const isName = (name: string): name is CommandName => name in COMMANDS;
  return Object.keys(COMMANDS).filter(isName);
}
