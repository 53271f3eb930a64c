import assert from 'node:assert/strict';
import { tableOf } from '../../../src/authoring/check-table';
import { bad, good } from '../../../src/authoring/finding';
import { checkJson, findingLines, isNews, progressBar, tableLines } from '../../../src/cli/check-output';
import { PLAIN } from '../../../src/results/report/shown-text';
import { loosely } from '../../support/messages';
import { STEP } from '../authoring/make';

describe('What a person sees of a check', () => {
  const step = (id: string, number: number) => ({ ...STEP, id, number });
  const message = loosely('check-passes', { step: 'ping', number: 2, program: 'solution' });
  const findings = [
    good('texts', 'bind', message),
    good('before', 'bind', message),
    bad('solution', 'bind', message),
    good('texts', 'many-pings', message),
    bad('texts', 'many-pings', message),
    good('wrong', 'many-pings', message),
    bad('wrong', 'many-pings', message),
    bad('repeats', 'many-pings', message, { count: { passed: 19, of: 20 } }),
    good('format', null, message),
  ];

  it('is a table with a line for each step', () => {
    const lines = tableLines(tableOf([step('bind', 1), step('many-pings', 3)], findings), PLAIN);
    assert.deepEqual(lines, [
      'step          texts  starter/previous  solution  wrong    repeats  reference',
      '1 bind        ✓      ✓                 ✗         -        -        -',
      '3 many-pings  ✗      -                 -         ✗ 1/2    ✗ 19/20  -',
    ]);
    assert.deepEqual(tableLines([], PLAIN), []);
  });

  it('includes a bar that fills', () => {
    assert.equal(progressBar(0, 4, 8), '░░░░░░░░ 0/4');
    assert.equal(progressBar(3, 4, 8), '██████░░ 3/4');
    assert.equal(progressBar(4, 4, 8), '████████ 4/4');
    assert.equal(progressBar(0, 0, 8), '████████ 0/0');
  });

  it('includes the place of each fault, the advice, and the output of the run', () => {
    const finding = bad(
      'texts',
      'ping',
      { code: 'hint-empty', args: { title: 'One' } },
      { file: 'a/hints.md', line: 3, detail: 'x\n\ny' },
    );
    assert.deepEqual(findingLines(finding, PLAIN), [
      '✗ a/hints.md:3: The hint "One" is empty.',
      '    Write the text below its heading, or remove the heading.',
      '    x',
      '',
      '    y',
    ]);
  });

  it('leaves out what is good, except for a text that was written', () => {
    const written = good('wrong', 'ping', loosely('wrong-accepted'));
    assert.deepEqual([...findings.slice(0, 3), written].map(isNews), [false, false, true, true]);
  });

  it('is available as JSON, with null for a column without findings', () => {
    const steps = [step('bind', 1)];
    const json = checkJson({ course: null, steps, findings: findings.slice(0, 3) }, 1.26);
    assert.deepEqual([json.ok, json.course, json.passed, json.total, json.seconds], [false, null, 2, 3, 1.3]);
    assert.deepEqual(json.steps, [
      {
        step: 'bind',
        number: 1,
        texts: { passed: 1, of: 1 },
        before: { passed: 1, of: 1 },
        solution: { passed: 0, of: 1 },
        wrong: null,
        repeats: null,
        reference: null,
      },
    ]);
    assert.equal(json.findings[2]?.text, 'Step 2 (ping): its solution passes.');
  });
});
