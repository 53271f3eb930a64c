import { deepEqual } from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const SRC = path.resolve(__dirname, '..', '..', 'src');

/** What is one language's own. */
const IMPLEMENTATION = /^(?:course|results)\/python\//;
/** What people read: most of it is about the programs that they write. */
const TEXTS = /^results\/texts\//;

/** Files that mean Python all the same, with the reason. */
const MEANT: Readonly<Record<string, string>> = {
  'contract/decode-events.ts': 'the versions that the grader tells',
  'contract/events.ts': 'the versions that the grader tells, and what pytest collects',
  'contract/image.ts': "the grader's own interpreter",
  'contract/job.ts': 'an example of a runtime',
  'contract/language.ts': 'an example of a language',
  'course/files/paths.ts': 'why names travel as they are written',
  'course/files/walk.ts': 'virtual environments are left out of every folder',
  'course/format/format.ts': 'the name of our image',
  'course/languages.ts': 'the registry',
  'course/suite.ts': 'suites are Python',
  'doctor/examination.ts': "the doctor's own programs",
  'doctor/probe.ts': "the doctor's own programs",
  'editor/testing/suite-document.ts': 'suites are Python',
  'editor/testing/tree-model.ts': 'suites are Python',
  'engine/image/image-build.ts': 'the name of our image',
  'engine/image/image.ts': 'the name of our image',
  'results/evidence/readers.ts': 'the registry',
  'results/verdict/endings.ts': 'pytest gives a suite up',
  'results/verdict/reduce.ts': 'what pytest collects',
  'run/prepare.ts': 'suites are Python',
  'run/step-report.ts': 'suites are Python',
  'sandbox/checks.ts': "the grader's own interpreter",
  'sandbox/seccomp.ts': 'what the calls of the allow-list are for',
};

function namesPython(file: string): boolean {
  return /python|pytest/i.test(readFileSync(path.join(SRC, file), 'utf8'));
}

describe('Python is named', () => {
  it('in its own folders, in texts, and where Python itself is meant, and nowhere else', () => {
    const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).map((file) => file.split(path.sep).join('/'));
    const elsewhere = files.filter(
      (file) => file.endsWith('.ts') && !IMPLEMENTATION.test(file) && !TEXTS.test(file) && namesPython(file),
    );
    deepEqual(elsewhere.sort(), Object.keys(MEANT).sort());
  });
});
