import { deepEqual, equal, ok, throws } from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import schema from '../../courses/course.schema.json';
import {
  editorLanguages,
  knownLanguages,
  languageOf,
  launchedLanguages,
  launchingOf,
} from '../../src/course/languages';
import { readableLanguages, readerOf } from '../../src/results/evidence/readers';
import { wholeCatalogue } from '../../src/results/texts/whole-catalogue';

const ROOT = path.resolve(__dirname, '..', '..');
const SRC = path.join(ROOT, 'src');
const RUNNER = path.join(ROOT, 'docker/runner/languages');

/** What is one language's own. */
const IMPLEMENTATION = /^(?:course|results|results\/texts)\/python\//;

/** Files that mean Python all the same, with the reason. */
const MEANT: Readonly<Record<string, string>> = {
  'authoring/foreign-marks.ts': 'suites are Python',
  'authoring/new/grown-programs.ts': 'the templates are Python',
  'authoring/new/new-course.ts': 'the templates are Python',
  'authoring/new/new-step.ts': 'the templates are Python',
  'contract/decode-events.ts': 'the versions that the grader tells',
  'contract/events.ts': 'the versions that the grader tells, and what pytest collects',
  'contract/image.ts': "the grader's own interpreter",
  'contract/job.ts': 'an example of a runtime',
  'contract/language.ts': 'an example of a language',
  'contract/runtime.ts': 'examples of runtimes',
  'course/files/paths.ts': 'why names travel as they are written',
  'course/files/walk.ts': 'virtual environments are left out of every folder',
  'course/languages.ts': 'the registry',
  'course/suite.ts': 'suites are Python',
  'debug/program-session.ts': 'what its debugger does',
  'doctor/examination.ts': "the doctor's own programs",
  'doctor/probe.ts': "the doctor's own programs",
  'editor/base/settings.ts': 'a setting for each language',
  'editor/task/task-state.ts': 'suites are Python',
  'editor/testing/suite-document.ts': 'suites are Python',
  'editor/testing/tree-model.ts': 'suites are Python',
  'engine/image/image-build.ts': 'the name of our image',
  'results/evidence/readers.ts': 'the registry',
  'results/evidence/version-reasons.ts': 'the registry',
  'results/texts/advice-catalogue.ts': 'the registry',
  'results/texts/author/author-texts.ts': 'suites are Python',
  'results/texts/author/package-texts.ts': 'what the packages of a course fit',
  'results/texts/learner/course-file-texts.ts': 'what a course writes about its runtimes',
  'results/texts/program-catalogue.ts': 'what its debugger does',
  'results/texts/setup/help-texts.ts': 'an example of a runtime',
  'results/verdict/endings.ts': 'pytest gives a suite up',
  'results/verdict/reduce.ts': 'what pytest collects',
  'run/prepare.ts': 'suites are Python',
  'run/run-job.ts': 'the version that the grader tells',
  'run/runtimes.ts': 'the language of a run without a course',
  'run/step-report.ts': 'suites are Python',
  'sandbox/seccomp.ts': 'what the calls of the allow-list are for',
  'task/task-markdown.ts': 'the languages whose code is coloured',
};

function namesPython(file: string): boolean {
  return /python|pytest/i.test(readFileSync(path.join(SRC, file), 'utf8'));
}

describe('Python is named', () => {
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .map((file) => file.split(path.sep).join('/'))
    .filter((file) => file.endsWith('.ts') && !IMPLEMENTATION.test(file));

  it('in its own folders and where Python itself is meant, and nowhere else', () => {
    deepEqual(files.filter(namesPython).sort(), Object.keys(MEANT).sort());
  });

  it('in no shared text for learners, not even by its functions', () => {
    const texts = files.filter((file) => file.startsWith('results/texts/learner/'));
    ok(texts.length > 8);
    const named =
      /`(?:print|input|sys|os|socket|asyncio|time|async|recv|sendall|accept|def|with|return|for|while|try)\b[^`]*`/;
    deepEqual(
      texts.filter((file) => named.test(readFileSync(path.join(SRC, file), 'utf8'))),
      [],
    );
    for (const { on } of Object.values(wholeCatalogue.advice)) ok(Object.keys(on).length > 20);
  });
});

/** The languages of the sandbox: each has a module of its name, which says its runtime. */
function runnerLanguages(): readonly { readonly id: string; readonly runtime: string | undefined }[] {
  const shared = ['__init__.py', 'language.py'];
  const modules = readdirSync(RUNNER).filter((file) => file.endsWith('.py') && !shared.includes(file));
  return modules.map((file) => {
    const [, runtime] = /^ {4}runtime = "(\w+)"$/m.exec(readFileSync(path.join(RUNNER, file), 'utf8')) ?? [];
    return { id: path.basename(file, '.py'), runtime };
  });
}

describe('The languages of a course', () => {
  const { language, runtime } = schema.properties;
  const inSchema = Object.keys(schema.properties.runtimes.properties).sort();

  it('are the same in the schema, before a run, after a run, and in the sandbox', () => {
    deepEqual([...knownLanguages()].sort(), inSchema);
    deepEqual([...readableLanguages()].sort(), inSchema);
    deepEqual([...launchedLanguages()].sort(), inSchema);
    deepEqual(
      runnerLanguages().map(({ id }) => id),
      inSchema,
    );
  });

  it('are started by what the sandbox has for them', () => {
    for (const { id, runtime: name } of runnerLanguages()) equal(launchingOf({ language: id }).runtime, name);
  });

  it('are one in version 1 of the format, which no language is added to', () => {
    deepEqual([language.enum, runtime.enum], [['python'], ['python3']]);
  });

  it('have one name for people', () => {
    for (const id of knownLanguages()) equal(languageOf({ language: id }).name, readerOf({ language: id }).name);
  });

  it('wake the extension', () => {
    const { activationEvents } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
    const woken = activationEvents.filter((event: string) => event.startsWith('onLanguage:'));
    deepEqual(
      woken,
      editorLanguages().map((id) => `onLanguage:${id}`),
    );
  });

  it('are told with those that there are, if one is not known', () => {
    for (const look of [languageOf, launchingOf, readerOf])
      throws(() => look({ language: 'go' }), { code: 'unknown-language', args: { language: 'go', known: 'python' } });
  });
});
