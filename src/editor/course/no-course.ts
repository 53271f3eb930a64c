import path from 'node:path';
import { textOf } from '../../results/texts';
import { editorCatalogue, stepCatalogue } from '../../results/texts/editor-catalogue';
import type { Api } from '../base/api';
import { COMMANDS } from '../base/commands';
import { plainMessage } from '../base/escape-ui';
import type { Target } from '../base/target';
import { programDocument, type Targets } from './targets';

/**
 * A command about steps has none to work on: says why, and offers the way out. `target` is a file that is tested by itself, or null.
 * @throws CodedError when a learner's folder is open, but cannot be worked in: that is what the person has to know
 */
export async function tellNoCourse(
  api: Api,
  targets: Pick<Targets, 'withoutFile'>,
  target: Target | null,
): Promise<void> {
  const own = await targets.withoutFile();
  const [text, button] = whyNoCourse(api, target, own);
  // Not awaited: the message may stay open for long.
  void api.window.showInformationMessage(plainMessage(text), button).then((answer) => {
    if (answer !== button) return;
    if (own === null) void api.commands.executeCommand(COMMANDS.startCourse.id);
    else void open(api, own);
  });
}

/** The program may have been deleted, or renamed. */
async function open(api: Api, { root, file }: Target): Promise<void> {
  try {
    await api.window.showTextDocument(api.Uri.file(file), { preview: false });
  } catch {
    const args = { file: path.basename(file), folder: path.basename(root), renamed: null };
    const { title, advice = '' } = textOf({ code: 'entry-missing', args });
    void api.window.showWarningMessage(plainMessage(`${title} ${advice}`));
  }
}

/** `own` is the learner's program that is open in this window; null without one. */
export function whyNoCourse(
  api: Api,
  target: Target | null,
  own: Target | null,
): readonly [text: string, button: string] {
  const { none } = stepCatalogue;
  const file = target?.file ?? programDocument(api.window.activeTextEditor)?.uri.fsPath ?? null;
  const name = file === null ? '' : path.basename(file);
  const entry = own === null ? '' : path.basename(own.file);
  if (own !== null && name !== '')
    return [none.stranger(name, entry, path.basename(own.root)), editorCatalogue.buttons.openFile(entry)];
  const text = name === '' ? none.nothing : target === null ? none.strangerAlone(name) : none.alone(name);
  return [text, editorCatalogue.commands.startCourse];
}
