// The script of the task page: sends what the learner clicks, and puts in what has changed. The page can be read without it.
(() => {
  const api = acquireVsCodeApi();
  /** The HTML of each section, as it was sent last. */
  const shown = new Map();

  document.addEventListener('click', (event) => {
    const clicked = event.target instanceof Element ? event.target.closest('[data-command], [data-open]') : null;
    if (clicked === null) return;
    event.preventDefault();
    const { command, open } = clicked.dataset;
    api.postMessage(command === undefined ? { open } : { command });
  });

  window.addEventListener('message', ({ data }) => {
    // Only while the page has the focus: it never takes it from the program.
    const focused = document.hasFocus() ? document.activeElement : null;
    const hints = count();
    const changed = Object.entries(data.sections ?? {}).filter(([id, html]) => put(id, html));
    if (focused !== null && !focused.isConnected) after(focused.dataset.command)?.focus();
    // What the learner has just asked for is what they look for now: a verdict, or one more hint.
    const ids = changed.map(([id]) => id);
    if (ids.includes('verdict')) show(document.getElementById('verdict'));
    else if (count() > hints && !hasPassed()) show(document.querySelector('#hints > :last-child'));
    look();
  });

  /** The button that has the focus after one that was replaced: the same again, else its twin, else the first of the row. */
  function after(command) {
    const twin = { runStepTests: 'stopRun', stopRun: 'runStepTests' }[command];
    const buttons = [command, twin].map((name) => document.querySelector(`button[data-command="${name}"]`));
    return buttons.find((button) => button !== null) ?? document.querySelector('#actions button');
  }

  function count() {
    return document.querySelectorAll('#hints > section').length;
  }

  /** Then all hints open by themselves, and the verdict stays in sight. */
  function hasPassed() {
    return document.querySelector('#verdict .passed') !== null;
  }

  function show(element) {
    element?.scrollIntoView({ block: 'nearest' });
  }

  /** What has not changed stays as it is: a live region would be read out again. Returns whether it has. */
  function put(id, html) {
    const element = document.getElementById(id);
    if (element === null || shown.get(id) === html) return false;
    const isFirst = !shown.has(id) && element.innerHTML === html;
    shown.set(id, html);
    if (!isFirst) element.innerHTML = html;
    return !isFirst;
  }

  /** Whether the beginning of the verdict was in sight when the page was last scrolled or changed. */
  let isSeen = false;
  function look() {
    const { top = -1, height = 0 } = document.getElementById('verdict')?.getBoundingClientRect() ?? {};
    isSeen = height > 0 && top >= 0 && top < window.innerHeight;
  }
  window.addEventListener('scroll', look);
  // A terminal or the test results took room from the page, or the window was zoomed.
  window.addEventListener('resize', () => {
    if (isSeen) show(document.getElementById('verdict'));
    else look();
  });

  // The place is remembered for this step only: the next one begins at its top.
  const { scroll = 0, of = '' } = api.getState() ?? {};
  if (of === document.title) window.scrollTo(0, scroll);
  const keep = () => api.setState({ scroll: window.scrollY, of: document.title });
  window.addEventListener('scroll', keep);
  keep();
})();
