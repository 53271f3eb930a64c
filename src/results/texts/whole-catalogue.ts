import { authorTexts } from './author/author-texts';
import { catalogue } from './index';
import { doctorCatalogue } from './setup/doctor-catalogue';
import { commandLineTexts } from './setup/help-texts';
import { shownWords } from './shown-texts';

/** Every text of CodeAlong, for the command line. A window's bundle has no room for it. */
export const wholeCatalogue = {
  ...catalogue,
  doctor: doctorCatalogue,
  check: authorTexts,
  commandLine: shownWords(commandLineTexts),
};

/** What a translation of everything implements. */
export type WholeCatalogue = typeof wholeCatalogue;
