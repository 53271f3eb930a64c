import { deepEqual, equal } from 'node:assert/strict';
import fc from 'fast-check';
import { appendStep } from '../../../src/authoring/new/append-step';

const STEP = { id: 'two-names', title: 'Two "names"' };
const SHOWN = { id: '"id": "two-names"', title: '"title": "Two \\"names\\""' };

/** A course.json whose steps are written like this. */
const course = (steps: string) => `{ "id": "c",\n\t"steps": [${steps}], "entry": "main.py" }\n`;

describe('A step that is added to course.json', () => {
  it('stands on one line if the step before does', () => {
    const steps = '\n    { "id": "a", "title": "A" },\n    { "id": "b", "title": "B" }';
    const added = `${steps},\n    { ${SHOWN.id}, ${SHOWN.title} }`;
    equal(appendStep(course(`${steps}\n  `), STEP), course(`${added}\n  `));
  });

  it('stands on several lines if the step before does, with its indentation and line ends', () => {
    const one = '\r\n\t\t{\r\n\t\t\t"id": "a",\r\n\t\t\t"title": "A"\r\n\t\t}';
    const two = `,\r\n\t\t{\r\n\t\t\t${SHOWN.id},\r\n\t\t\t${SHOWN.title}\r\n\t\t}`;
    equal(appendStep(course(`${one}\r\n`), STEP), course(`${one}${two}\r\n`));
  });

  it('follows on the same line if all steps stand on one', () => {
    const steps = '{ "id": "a", "title": "A" }, { "id": "b", "title": "B" }';
    equal(appendStep(course(steps), STEP), course(`${steps}, { ${SHOWN.id}, ${SHOWN.title} }`));
    equal(
      appendStep(course('{"id":"a","title":"A"}'), STEP),
      course(`{"id":"a","title":"A"},{"id":"two-names","title":"Two \\"names\\""}`),
    );
  });

  it('changes nothing else, whatever blanks and values the file has', () => {
    const blanks = fc.stringMatching(/^[ \t\n\r]{0,4}$/);
    const step = fc.record(
      { id: fc.string(), title: fc.string(), entry: fc.string() },
      { requiredKeys: ['id', 'title'], noNullPrototype: true },
    );
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 1, maxLength: 4 }),
        fc.array(blanks, { minLength: 40, maxLength: 40 }),
        (steps, gaps) => {
          const text = spaced(JSON.stringify({ steps, limits: { pids: 9 } }), gaps);
          const longer = appendStep(text, STEP);
          deepEqual(JSON.parse(longer), { steps: [...steps, STEP], limits: { pids: 9 } });
          const end = longer.length - (text.length - commonStart(text, longer));
          equal(text, longer.slice(0, commonStart(text, longer)) + longer.slice(end));
        },
      ),
    );
  });
});

/** The text with blanks around its punctuation, outside of strings. */
function spaced(text: string, gaps: readonly string[]): string {
  let next = 0;
  const gap = () => gaps[next++ % gaps.length] ?? '';
  return text.replace(/"(?:[^"\\]|\\.)*"|[[\]{},:]/g, (token) =>
    token.startsWith('"') ? token : `${gap()}${token}${gap()}`,
  );
}

function commonStart(left: string, right: string): number {
  let at = 0;
  while (at < left.length && left[at] === right[at]) at += 1;
  return at;
}
