import assert from 'node:assert/strict';
import { stepCatalogue } from '../../../src/results/texts/editor-catalogue';
import { type FinishModel, finishSections } from '../../../src/task/finish-page';
import { taskHtml } from '../../../src/task/task-markdown';
import { type TaskModel, taskSections } from '../../../src/task/task-page';
import { finishedText, taskText } from '../../../src/task/task-text';

const LINKS = {
  commands: ['codealong.nextStep'],
  picture: (target: string) => (target.startsWith('img/') ? `safe:${target}` : null),
};

const MODEL: TaskModel = {
  isPreview: false,
  course: 'Build your own Redis',
  number: 4,
  steps: 7,
  done: 3,
  title: 'Echo',
  notices: [],
  readme: '# Say it again\n\nAnswer with **what** came.',
  tests: [
    { name: 'A word comes back', state: 'passed' },
    { name: 'An empty word comes back', state: 'failed' },
  ],
  verdict: null,
  renamed: null,
  running: false,
  onSave: false,
  failedTimes: 0,
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
  return taskSections({ ...MODEL, ...rest }, LINKS, stepCatalogue.task);
}

/** The texts of the buttons, in their order. */
function buttons(rest: Partial<TaskModel>): readonly string[] {
  return [...sections(rest).actions.matchAll(/data-command="(\w+)"[^>]*>([^<]*)</g)].map(
    ([, id, text]) => `${id}: ${text}`,
  );
}

const PROGRAM = 'runProgram: Run my program';
const DEBUG = 'debugTest: Debug this test';
const ON_SAVE = 'runOnSave: Run on save';

describe('The page of a task', () => {
  it('says where one is, what to do and what is tested', () => {
    const { where, task, tests } = sections();
    assert.equal(where, 'Build your own Redis · step 4 of 7 · 3 of 7 steps done');
    assert.match(task, /<h1>Say it again<\/h1>\s*<p>Answer with <strong>what<\/strong> came\.<\/p>/);
    assert.match(tests, /<li class="passed">.*A word comes back<span class="spoken">, passed<\/span>/);
    assert.match(tests, /<li class="failed">.*An empty word comes back<span class="spoken">, failed<\/span>/);
  });

  it('offers what can be done now, the most likely thing first', () => {
    const text = 'openTaskAsText: Open as text';
    assert.deepEqual(buttons({}), [
      'runStepTests: Run tests',
      'showHint: Hint 1 of 2',
      DEBUG,
      PROGRAM,
      ON_SAVE,
      'showSolution: Solution',
      text,
    ]);
    assert.deepEqual(buttons({ running: true, hasSolution: false, hints: [], onSave: true }), [
      'stopRun: Stop',
      PROGRAM,
      'stopRunOnSave: Stop run on save',
      text,
    ]);
    const tests = MODEL.tests.map((test) => ({ ...test, state: 'passed' as const }));
    assert.deepEqual(buttons({ passed: true, open: 2, tests }), [
      'runStepTests: Run tests',
      'nextStep: Next: Keep values',
      PROGRAM,
      ON_SAVE,
      'showSolution: Solution',
      text,
    ]);
    assert.deepEqual(buttons({ passed: true, next: null, open: 2, hasSolution: false, tests }), [
      'runStepTests: Run tests',
      'nextStep: Finish the course',
      PROGRAM,
      ON_SAVE,
      text,
    ]);
  });

  it('offers to rename a program back that the course does not find', () => {
    const verdict = { sentence: 'Not run.', failure: 'There is no main.py.', passed: false };
    assert.match(
      sections({ verdict, renamed: 'server.py' }).verdict,
      /data-command="renameBack">Rename server\.py back</,
    );
    assert.doesNotMatch(sections({ verdict }).verdict, /renameBack/);
  });

  it('shows what is to be known first', () => {
    assert.equal(sections({ notices: ['Set `a` & b.'] }).notices, '<p class="notice">Set <code>a</code> &#38; b.</p>');
  });

  it('opens hints one after the other', () => {
    assert.equal(sections().hints, '');
    assert.match(sections({ open: 1 }).hints, /Hint 1 of 2: Where\?<\/h3><p>Look at <code>recv<\/code>/);
    assert.doesNotMatch(sections({ open: 1 }).hints, /How\?/);
  });

  it('offers the next hint at a failure that has come again, while there is one', () => {
    const verdict = { sentence: 'Not passed.', failure: 'No.', passed: false };
    const offer = (rest: Partial<TaskModel>) => sections({ verdict, failedTimes: 2, ...rest }).verdict;
    assert.match(
      offer({}),
      /has failed 2 times in a row.*<button type="button" data-command="showHint">Show hint 1 of 2</,
    );
    for (const rest of [{ failedTimes: 1 }, { open: 2 }, { hints: [] }, { verdict: { ...verdict, failure: null } }])
      assert.doesNotMatch(offer(rest), /showHint/);
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
    assert.match(
      sections({ verdict: passed, passed: true, next: null }).verdict,
      /&#34;Build your own Redis&#34; is complete/,
    );
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

describe('The page of a task for its author', () => {
  it('leads to every step, and runs the solution', () => {
    assert.deepEqual(buttons({ isPreview: true, number: 2 }), [
      'runStepTests: Run the solution',
      'previousStep: Previous step',
      'nextStep: Next step',
      'goToStep: Go to step…',
      'openTaskAsText: Open as text',
    ]);
    assert.equal(buttons({ isPreview: true, number: 1, hasSolution: false })[0], 'nextStep: Next step');
    assert.equal(sections({ isPreview: true }).where, 'Build your own Redis · step 4 of 7');
  });
});

describe('The end of a course', () => {
  const model = { course: 'Build <your> Redis', steps: ['Bind', 'Answer *PING*'], text: null, hasSolution: true };
  const finished = (rest: Partial<FinishModel> = {}) =>
    finishSections({ ...model, ...rest }, LINKS, stepCatalogue.task);

  it('says what was built, and what one can do now', () => {
    const { where, task, tests, actions } = finished();
    assert.match(where, /&#60;your&#62; Redis · 2 of 2 steps done/);
    assert.match(task, /<h1>&quot;Build &lt;your&gt; Redis&quot; is complete<\/h1>/);
    assert.match(tests, /What you have built<\/h2><ol><li class="passed">.*Answer \*PING\*/);
    assert.match(actions, /data-command="startCourse" class="main"/);
    assert.doesNotMatch(actions, /resetStep/);
  });

  it('says it in the words of the course, where it has some', () => {
    const { task } = finished({ text: '# Your Redis is complete\n\nWell done. <b>' });
    assert.match(task, /<h1>Your Redis is complete<\/h1>\s*<p>Well done\. &lt;b&gt;<\/p>/);
  });

  it('is there as text', () => {
    assert.equal(
      finishedText({ ...model, text: '# The end\n' }, stepCatalogue.task),
      '# The end\n\n## What you have built\n\n1. Bind\n2. Answer *PING*\n',
    );
  });
});

describe('A task as text', () => {
  it('has everything that the page has, in the same order', () => {
    const verdict = { sentence: 'Not passed: 1 of 2 tests passed.', failure: 'got `a`\n    ^', passed: false };
    const notices = ['This step is new.'];
    assert.equal(
      taskText({ ...MODEL, verdict, notices, open: 1 }, stepCatalogue.task),
      [
        'Build your own Redis · step 4 of 7 · 3 of 7 steps done',
        '> This step is new.',
        '# Say it again',
        'Answer with **what** came.',
        '## What is tested',
        '1. A word comes back: passed\n2. An empty word comes back: failed',
        '## Last run',
        'Not passed: 1 of 2 tests passed.',
        '    got `a`\n        ^',
        '## Hints',
        '### Hint 1 of 2: Where?',
        'Look at `recv`.\n',
      ].join('\n\n'),
    );
  });

  it('says so where there is no text, no test or no run', () => {
    const text = taskText({ ...MODEL, readme: null, tests: [] }, stepCatalogue.task);
    assert.match(text, /# Echo\n\nThis course has no text for this step[\s\S]*No tests were found/);
    assert.doesNotMatch(text, /Last run|Hints/);
    assert.match(taskText({ ...MODEL, running: true }, stepCatalogue.task), /## Last run\n\nRunning…/);
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
