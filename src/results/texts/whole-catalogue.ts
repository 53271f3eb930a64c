import { adviceCatalogue, failureCatalogue, runCatalogue } from './advice-catalogue';
import { authorTexts } from './author/author-texts';
import { packageTexts } from './author/package-texts';
import { editorCatalogue, stepCatalogue } from './editor-catalogue';
import { catalogue, replaceTexts } from './index';
import { programCatalogue } from './program-catalogue';
import { doctorCatalogue } from './setup/doctor-texts';
import { commandLineTexts } from './setup/help-texts';

/** Every text of CodeAlong, for the command line. A window's bundle has no room for it, and loads its parts apart. */
export const wholeCatalogue = {
  window: catalogue,
  editor: editorCatalogue,
  steps: stepCatalogue,
  runs: runCatalogue,
  failures: failureCatalogue,
  advice: adviceCatalogue,
  program: programCatalogue,
  doctor: doctorCatalogue,
  check: authorTexts,
  packages: packageTexts,
  commandLine: commandLineTexts,
};

/** What a translation of everything implements. */
export type WholeCatalogue = typeof wholeCatalogue;

/** Puts another language in. @returns what puts the present one back */
export function replaceCatalogue(other: WholeCatalogue): () => void {
  const back = [
    replaceTexts(wholeCatalogue.window, other.window),
    replaceTexts(wholeCatalogue.editor, other.editor),
    replaceTexts(wholeCatalogue.steps, other.steps),
    replaceTexts(wholeCatalogue.runs, other.runs),
    replaceTexts(wholeCatalogue.failures, other.failures),
    replaceTexts(wholeCatalogue.advice, other.advice),
    replaceTexts(wholeCatalogue.program, other.program),
    replaceTexts(wholeCatalogue.doctor, other.doctor),
    replaceTexts(wholeCatalogue.check, other.check),
    replaceTexts(wholeCatalogue.packages, other.packages),
    replaceTexts(wholeCatalogue.commandLine, other.commandLine),
  ];
  return () => {
    for (const restore of back) restore();
  };
}
