import assert from 'node:assert/strict';
import { editorCatalogue } from '../../../src/results/texts/editor-catalogue';
import { taskHtml } from '../../../src/task/task-markdown';
import { type TaskModel, taskSections } from '../../../src/task/task-page';

const LINKS = {
  commands: ['codealong.nextStep'],
  picture: (target: string) => (target.startsWith('img/') ? `safe:${target}` : null),
};

const MODEL: TaskModel = {
  course: 'Build your own Redis',
  number: 4,
  steps: 7,
  done: 3,
  title: 'Echo',
  readme: '# Say it again\n\nAnswer with **what** came.',
  tests: [
    { name: 'A word comes back', state: 'passed' },
    { name: 'An empty word comes back', state: 'failed' },
  ],
  verdict: null,
  running: false,
  hints: [
    { title: 'Where?', text: 'Look at `recv`.', line: 1 },
    { title: 'How?', text: 'Send it back.', line: 5 },
  ],
  open: 0,
  passed: false,
  next: 'Keep values',
  hasSolution: true,
};

function sections(rest: Partial<TaskModel> = {}) {
  return taskSections({ ...MODEL, ...rest }, LINKS, editorCatalogue.task);
}

/** The texts of the buttons, in their order. */
function buttons(rest: Partial<TaskModel>): readonly string[] {
  return [...sections(rest).actions.matchAll(/data-command="(\w+)"[^>]*>([^<]*)</g)].map(
    ([, id, text]) => `${id}: ${text}`,
  );
}

describe('The page of a task', () => {
  it('says where one is, what to do and what is tested', () => {
    const { where, task, tests } = sections();
    assert.equal(where, 'Build your own Redis · step 4 of 7 · 3 of 7 steps done');
    assert.match(task, /<h1>Say it again<\/h1>\s*<p>Answer with <strong>what<\/strong> came\.<\/p>/);
    assert.match(tests, /<li class="passed">.*A word comes back<span class="spoken">, passed<\/span>/);
    assert.match(tests, /<li class="failed">.*An empty word comes back<span class="spoken">, failed<\/span>/);
  });

  it('offers what can be done now, the most likely thing first', () => {
    assert.deepEqual(buttons({}), ['runStepTests: Run tests', 'showHint: Hint 1 of 2', 'showSolution: Solution']);
    assert.deepEqual(buttons({ running: true, hasSolution: false, hints: [] }), ['stopRun: Stop']);
    assert.deepEqual(buttons({ passed: true, open: 2 }), [
      'runStepTests: Run tests',
      'nextStep: Next: Keep values',
      'showSolution: Solution',
    ]);
    assert.deepEqual(buttons({ passed: true, next: null, open: 2, hasSolution: false }), ['runStepTests: Run tests']);
  });

  it('opens hints one after the other', () => {
    assert.equal(sections().hints, '');
    assert.match(sections({ open: 1 }).hints, /Hint 1 of 2: Where\?<\/h3><p>Look at <code>recv<\/code>/);
    assert.doesNotMatch(sections({ open: 1 }).hints, /How\?/);
  });

  it('tells the first failure as text, and the end of the course', () => {
    const failed = { sentence: 'Not passed.', failure: 'got <b> & "c"', passed: false };
    assert.match(
      sections({ verdict: failed }).verdict,
      /<pre class="failure" tabindex="0">got &#60;b&#62; &#38; &#34;c&#34;<\/pre>/,
    );
    const timed = { sentence: 'Not passed.', failure: 'silent for 1.5 seconds', passed: false };
    assert.match(sections({ verdict: timed }).verdict, /for <span class="whole">1\.5 seconds<\/span>/);
    const passed = { sentence: 'Passed.', failure: null, passed: true };
    assert.match(sections({ verdict: passed, passed: true, next: null }).verdict, /You have finished/);
    assert.equal(sections({ verdict: failed, running: true }).verdict, '<p>Running…</p>');
  });

  it('says so when a step has no text, and takes its title literally', () => {
    assert.match(
      sections({ readme: null, title: '<i> *a*' }).task,
      /<h1>&lt;i&gt; \*a\*<\/h1>[\s\S]*no text for this step/,
    );
    assert.match(sections({ tests: [] }).tests, /No tests were found/);
  });
});

describe('Markdown of a course', () => {
  const html = (markdown: string) => taskHtml(markdown, LINKS);

  it('shows HTML as text', () => {
    assert.doesNotMatch(
      html('<script>x</script>\n\n<img src=x onerror=y> a <b onclick=z>b</b>'),
      /<(?:script|img|b)\b/,
    );
  });

  it('links to the web, within the page, to files of the course, and to commands of the list', () => {
    assert.match(html('[a](https://example.com/?a=1&b=2)'), /<a href="https:\/\/example\.com\/\?a=1&amp;b=2">a<\/a>/);
    assert.match(html('[a](#try-it)'), /<a href="#try-it">/);
    assert.match(html('[a](../02-ping/README.md)'), /<a href="#" data-open="\.\.\/02-ping\/README\.md">/);
    assert.match(html('[a](command:codealong.nextStep)'), /<a href="command:codealong\.nextStep">/);
  });

  for (const target of [
    'command:workbench.action.terminal.new',
    'command:codealong.nextStep?%5B1%5D',
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'vscode://a.b/c',
    'file:///etc/passwd',
    'data:text/html,x',
    '//example.com/x',
    '/etc/passwd',
  ])
    it(`makes no link to ${target}`, () => {
      assert.doesNotMatch(html(`[a](<${target}>)`), /href=|data-open=/);
    });

  it('shows pictures of the course, and the description of any other', () => {
    assert.match(html('![a "b"](img/a.png)'), /<img src="safe:img\/a\.png" alt="a &quot;b&quot;">/);
    assert.equal(html('![a picture](https://example.com/a.png)'), '<p><span class="picture">[a picture]</span></p>\n');
  });

  it('colours code of a language that it knows, and escapes any other', () => {
    assert.match(html('```python\ndef f(): return "<"\n```'), /hljs-keyword">def<[\s\S]*&quot;&lt;&quot;/);
    assert.match(html('```cobol\n<b>\n```'), /<code class="language-cobol">&lt;b&gt;/);
  });
});
