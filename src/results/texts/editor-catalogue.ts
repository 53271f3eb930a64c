import { editorTexts } from './learner/editor-texts';
import { shownWords } from './shown-texts';

/** What only a window says: its titles, buttons, questions and news. The core is loaded without it. `replaceTexts` may put another language in. */
export const editorCatalogue = shownWords(editorTexts);
