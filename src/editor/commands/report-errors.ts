import { CodedError, type Message } from '../../contract/codes';
import { catalogue, textOf } from '../../results/texts';
import type { Api } from '../base/api';
import { plainMessage } from '../base/escape-ui';
import type { Log } from '../status/log';

type Told = Pick<Log, 'crashed' | 'trouble' | 'show'>;

/**
 * Runs the action of a command, and shows its error: in the catalogue's words, or as a defect of ours. Never rejects, and does not wait
 * until the message is closed.
 */
export async function reportErrors(api: Api, log: Told, what: string, act: () => Promise<void>) {
  try {
    await act();
  } catch (error) {
    if (error instanceof CodedError) void tellTrouble(api, log, what, inOneText(error));
    else void tellDefect(api, log, what, error);
  }
}

/** With a button, since the editor shows only the first line of a message without one. */
async function tellTrouble(api: Api, log: Told, what: string, text: string): Promise<void> {
  log.trouble(what, text);
  await showWithLog(api, log, text);
}

/** Title and advice, for a message that has one line. */
export function inOneText(message: Message): string {
  const { title, advice } = textOf(message);
  return plainMessage(advice === undefined ? title : `${title} ${advice}`);
}

async function tellDefect(api: Api, log: Told, what: string, error: unknown): Promise<void> {
  log.crashed(what, error);
  const text = catalogue.editor.news.defect(what);
  await showWithLog(api, log, text);
}

async function showWithLog(api: Api, log: Told, text: string): Promise<void> {
  const { showLog } = catalogue.editor.commands;
  if ((await api.window.showErrorMessage(text, showLog)) === showLog) log.show();
}
