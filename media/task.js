// The script of the task page: sends what the learner clicks, and puts in what has changed. The page can be read without it.
(() => {
  const api = acquireVsCodeApi();

  document.addEventListener('click', (event) => {
    const clicked = event.target instanceof Element ? event.target.closest('[data-command], [data-open]') : null;
    if (clicked === null) return;
    event.preventDefault();
    const { command, open } = clicked.dataset;
    api.postMessage(command === undefined ? { open } : { command });
  });

  window.addEventListener('message', ({ data }) => {
    const focused = document.activeElement?.getAttribute('data-command');
    const before = document.getElementById('verdict')?.textContent;
    for (const [id, html] of Object.entries(data.sections ?? {})) put(id, html);
    const verdict = document.getElementById('verdict');
    // A run has ended: what it says is what the learner looks for now.
    if (verdict !== null && verdict.textContent !== before) verdict.scrollIntoView({ block: 'nearest' });
    if (focused !== null && focused !== undefined) document.querySelector(`[data-command="${focused}"]`)?.focus();
  });

  /** What has not changed stays as it is: a live region would be read out again. */
  function put(id, html) {
    const element = document.getElementById(id);
    if (element === null || element.dataset.html === html) return;
    element.dataset.html = html;
    element.innerHTML = html;
  }

  const { scroll = 0 } = api.getState() ?? {};
  window.scrollTo(0, scroll);
  window.addEventListener('scroll', () => api.setState({ scroll: window.scrollY }));
})();
