import { aiTexts, noCourseTexts, startTexts } from './learner/choice-texts';
import { editorTexts } from './learner/editor-texts';
import { resetTexts, taskLabels } from './learner/guidance-texts';
import { shownWords } from './shown-texts';

/** What only a window says: its titles, buttons, questions and news. The core is loaded without it. `replaceTexts` may put another language in. */
export const editorCatalogue = {
  ...shownWords(editorTexts),
  task: shownWords(taskLabels),
};

/** What the commands about steps say. They are loaded when one of them is wanted first, and these texts with them. */
export const stepCatalogue = {
  reset: /* @__PURE__ */ shownWords(resetTexts),
  ai: /* @__PURE__ */ shownWords(aiTexts),
  none: /* @__PURE__ */ shownWords(noCourseTexts),
  start: /* @__PURE__ */ shownWords(startTexts),
};
