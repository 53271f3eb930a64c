import assert from 'node:assert/strict';
import fc from 'fast-check';
import { COURSE_MAX_BYTES, parseCourse } from '../../../src/course/format/parse';
import { bestCpu } from '../../support/cpu';
import { argsIn } from '../../support/messages';
import { courseText, firstCourseText } from './place';

function parse(text: string) {
  return parseCourse(Buffer.from(text), 'course.json');
}

function problemsOf(changes: Readonly<Record<string, unknown>>, text = courseText): Record<string, unknown>[] {
  const { course, problems } = parse(JSON.stringify(text(changes), null, 2));
  assert.equal(course === null, problems.length > 0);
  return problems.map(({ code, line, args }) => ({ code, line, ...args }));
}

describe('Reading a course.json', () => {
  it('takes a valid one as it is, with a byte order mark and CRLF too', () => {
    const text = JSON.stringify(courseText(), null, 2);
    const taken = { ...courseText(), language: 'python', network: 'none' };
    assert.deepEqual(parse(text).course, taken);
    assert.deepEqual(parse(`\ufeff${text.replaceAll('\n', '\r\n')}`).course, taken);
    assert.deepEqual(parse(JSON.stringify(courseText({ network: 'none' }))).course, taken);
  });

  it('says in which line the JSON breaks', () => {
    const [problem] = parse('{\r\n  "id": "a",\r\n  "title" "b"\r\n}').problems;
    assert.deepEqual(problem, {
      file: 'course.json',
      line: 3,
      code: 'course-syntax',
      args: { problem: 'ColonExpected', key: null },
    });
  });

  for (const [what, text, problem] of [
    ['a comment', '{\n// no\n}', 'InvalidCommentToken'],
    ['a comma at the end', '{\n"a": 1,\n}', 'PropertyNameExpected'],
    ['an empty file', '', 'ValueExpected'],
    ['brackets without end', '['.repeat(200_000), 'TooDeep'],
    ['a key that comes twice', '{\n"id": "a", "title": "x",\n "id": "b"}', 'KeyTwice'],
  ] as const) {
    it(`refuses ${what}`, () => {
      const { course, problems } = parse(text);
      assert.equal(course, null);
      assert.equal(problems[0]?.code, 'course-syntax');
      assert.equal(problems[0]?.args.problem, problem);
    });
  }

  it('names a missing field, an unknown one with a suggestion, and a wrong type, each with its line', () => {
    const { title: _, ...rest } = courseText();
    const text = JSON.stringify({ ...rest, netwrok: 'none', steps: 3 }, null, 1);
    const problems = parse(text).problems.map(({ code, line, args }) => ({ code, line, ...args }));
    assert.deepEqual(
      problems.map(({ code, line }) => [code, line]),
      [
        ['course-field-missing', 1],
        ['course-field-unknown', 10],
        ['course-field-type', 9],
      ],
    );
    assert.equal(text.split('\n')[9]?.includes('netwrok'), true);
    assert.deepEqual(problems[2], {
      code: 'course-field-type',
      line: 9,
      field: 'steps',
      wanted: 'array',
      found: 'number',
    });
    const unknown = argsIn(parse(text).problems[1]?.args);
    assert.equal(unknown.unknown, 'netwrok');
    assert.equal(unknown.suggestion, 'network');
  });

  it('says that other languages and networks are not supported yet', () => {
    const problems = problemsOf({ runtimes: { python: '>=3.11', rust: '>=1' }, network: 'host' });
    assert.deepEqual(
      problems.map(({ code, line, field, value, supported }) => [code, line, field, value, supported]),
      [
        ['unsupported-value', 7, 'runtimes', 'rust', 'python'],
        ['unsupported-value', 21, 'network', 'host', 'none'],
      ],
    );
    const [typed] = problemsOf({ runtimes: { pyhton: '>=3.11' } });
    assert.deepEqual([typed?.code, typed?.field, typed?.suggestion], ['course-field-unknown', 'runtimes', 'python']);
    assert.equal(problemsOf({ runtimes: {} })[0]?.rule, 'minProperties');
  });

  it('says in version 1 that other languages, runtimes, images and networks are not supported', () => {
    const changes = { language: 'rust', runtime: 'python4', image: 'mine', network: 'host' };
    assert.deepEqual(
      problemsOf(changes, firstCourseText).map(({ code, field, value, supported }) => [code, field, value, supported]),
      [
        ['unsupported-value', 'language', 'rust', 'python'],
        ['unsupported-value', 'runtime', 'python4', 'python3'],
        ['unsupported-value', 'image', 'mine', 'codealong-python-runner'],
        ['unsupported-value', 'network', 'host', 'none'],
      ],
    );
  });

  it('requires a known shape, a slug as an id, and a limit above its lower bound', () => {
    assert.equal(problemsOf({ shape: 'round' })[0]?.code, 'course-field-choice');
    assert.equal(problemsOf({ id: 'Über' })[0]?.form, 'slug');
    const [limit] = problemsOf({ limits: { memory_mb: 1 } });
    assert.deepEqual(
      [limit?.code, limit?.field, limit?.rule, limit?.limit],
      ['course-field-bound', 'limits.memory_mb', 'minimum', 64],
    );
    for (const version of [0, '2', 1.5, null])
      assert.deepEqual(
        problemsOf({ format_version: version }).map(({ code, field, supported }) => [code, field, supported]),
        [['course-field-choice', 'format_version', '1, 2']],
      );
    assert.equal(problemsOf({ steps: [] })[0]?.rule, 'minItems');
  });

  it('takes only entries inside the learner’s folder', () => {
    assert.deepEqual(problemsOf({ entry: 'app/main.py' }), []);
    assert.deepEqual(problemsOf({ entry: 'für mich/..x.py' }), []);
    for (const entry of [
      '../main.py',
      '/main.py',
      'a/../b.py',
      './a.py',
      'a\\b.py',
      'C:/a.py',
      'main',
      'a//b.py',
      '',
    ]) {
      assert.equal(problemsOf({ entry })[0]?.form, 'entry', entry);
    }
  });

  it('says only that a newer format is newer, whatever else is in it', () => {
    assert.deepEqual(problemsOf({ format_version: 3, universe: 42 }), [
      { code: 'course-newer', line: 2, version: 3, supported: 2 },
    ]);
  });

  it('names a step id that comes twice with both lines', () => {
    const steps = [
      { id: 'a', title: 'A' },
      { id: 'a', title: 'B' },
    ];
    const [problem] = problemsOf({ steps });
    assert.equal(problem?.code, 'step-id-twice');
    assert.equal(Number(problem?.line) - Number(problem?.first), 4);
  });

  it('refuses what is not UTF-8, and what is far too large', () => {
    assert.equal(parseCourse(Uint8Array.of(0x22, 0xe4, 0x22), 'x').problems[0]?.code, 'course-not-utf8');
    assert.equal(parseCourse(new Uint8Array(COURSE_MAX_BYTES + 1), 'x').problems[0]?.code, 'course-too-large');
  });

  it('is not fooled by a key that changes prototypes', () => {
    const text = JSON.stringify(courseText()).replace('{', '{"__proto__": {"title": "x"},');
    assert.equal(argsIn(parse(text).problems[0]?.args).unknown, '__proto__');
  });

  it('never throws and never takes nonsense, whatever JSON it is given', () => {
    const anything = fc.dictionary(fc.constantFrom(...Object.keys(courseText()), 'limits'), fc.jsonValue());
    fc.assert(
      fc.property(anything, (changes) => {
        const { course, problems } = parse(JSON.stringify({ ...courseText(), ...changes }));
        return (course === null) === problems.length > 0 && problems.every(({ line }) => line === 1);
      }),
    );
  });

  it('never throws, whatever bytes it is given, and names the file in every problem', () => {
    const bytes = fc.oneof(fc.uint8Array({ maxLength: 200 }), fc.json().map(Buffer.from));
    fc.assert(fc.property(bytes, refusesOrTakes), { numRuns: 500 });
  });

  it('never throws when a good one is damaged anywhere', () => {
    const good = Buffer.from(JSON.stringify(courseText(), null, 2));
    const damage = fc.tuple(fc.nat(good.length), fc.nat(20), fc.uint8Array({ maxLength: 5 }));
    fc.assert(
      fc.property(damage, ([at, length, other]) =>
        refusesOrTakes(Buffer.concat([good.subarray(0, at), other, good.subarray(at + length)])),
      ),
      { numRuns: 1000 },
    );
  });

  it('reads the largest and oddest files in no noticeable time', () => {
    for (const unit of ['[', '{"a":', '"', '\\', '1', '[],', '{},', '\n', '/*', '"id": 1, ', '\ufeff']) {
      const text = unit.repeat(COURSE_MAX_BYTES / Buffer.byteLength(unit));
      const ms = bestCpu(() => refusesOrTakes(Buffer.from(text)), 1);
      assert.ok(ms < 1500, `${ms} ms for a file full of ${JSON.stringify(unit)}`);
    }
  });
});

function refusesOrTakes(bytes: Uint8Array): void {
  const { course, problems } = parseCourse(bytes, 'course.json');
  assert.equal(course === null, problems.length > 0);
  assert.ok(problems.length <= 1000 && problems.every(({ file, code }) => file === 'course.json' && code.length > 0));
}
