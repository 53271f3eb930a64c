import { aiTexts, noCourseTexts, runtimeChoiceTexts, startTexts } from './learner/choice-texts';
import { editorTexts } from './learner/editor-texts';
import { resetTexts, taskLabels } from './learner/guidance-texts';
import { shownWords } from './shown-texts';

/** What only a window says: its titles, buttons, questions and news. The core is loaded without it. `replaceTexts` may put another language in. */
export const editorCatalogue = shownWords(editorTexts);

/** What the page of a task and the commands about steps say. A window loads these texts with the first of them. */
export const stepCatalogue = {
  task: /* @__PURE__ */ shownWords(taskLabels),
  reset: /* @__PURE__ */ shownWords(resetTexts),
  ai: /* @__PURE__ */ shownWords(aiTexts),
  runtime: /* @__PURE__ */ shownWords(runtimeChoiceTexts),
  none: /* @__PURE__ */ shownWords(noCourseTexts),
  start: /* @__PURE__ */ shownWords(startTexts),
};
