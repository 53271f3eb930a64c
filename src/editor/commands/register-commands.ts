import { CodedError, type Message } from '../../contract/codes';
import { textOf } from '../../results/texts';
import { editorCatalogue } from '../../results/texts/editor-catalogue';
import { type Api, type Disposable, DisposableStore } from '../base/api';
import { COMMANDS, type CommandName } from '../base/commands';
import { plainMessage } from '../base/escape-ui';
import type { Log } from '../status/log';

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

type CommandLog = Pick<Log, 'crashed' | 'trouble' | 'show'>;

/**
 * Runs the action of a command, and shows its error: in the catalogue's words, or as a defect of ours. Never rejects, and does not wait
 * until the message is closed.
 */
export async function reportErrors(api: Api, log: CommandLog, what: string, act: () => Promise<void>) {
  try {
    await act();
  } catch (error) {
    if (error instanceof CodedError) void tellTrouble(api, log, what, inOneText(error));
    else void tellDefect(api, log, what, error);
  }
}

/** With a button, since the editor shows only the first line of a message without one. */
async function tellTrouble(api: Api, log: CommandLog, what: string, text: string): Promise<void> {
  log.trouble(what, text);
  await showWithLog(api, log, text);
}

/** Title and advice, for a message that has one line. */
export function inOneText(message: Message): string {
  const { title, advice } = textOf(message);
  return plainMessage(advice === undefined ? title : `${title} ${advice}`);
}

/** The learner goes on in a folder whose progress cannot be written. */
export async function tellUnwritten(api: Api, log: CommandLog, why: Message): Promise<void> {
  const { news, buttons } = editorCatalogue;
  const text = `${inOneText(why)} ${news.goesOnUnwritten}`;
  log.trouble(COMMANDS.goToStep.title, text);
  if ((await api.window.showWarningMessage(text, buttons.showLog)) === buttons.showLog) log.show();
}

async function tellDefect(api: Api, log: CommandLog, what: string, error: unknown): Promise<void> {
  log.crashed(what, error);
  const text = editorCatalogue.news.defect(what);
  await showWithLog(api, log, text);
}

async function showWithLog(api: Api, log: CommandLog, text: string): Promise<void> {
  const { showLog } = editorCatalogue.buttons;
  if ((await api.window.showErrorMessage(text, showLog)) === showLog) log.show();
}
