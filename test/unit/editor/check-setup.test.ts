import assert from 'node:assert/strict';
import { CodedError } from '../../../src/contract/codes';
import { type Diagnosis, findingsOf } from '../../../src/doctor/diagnosis';
import type { ExamineOptions } from '../../../src/doctor/doctor';
import { told } from '../../../src/doctor/render-diagnosis';
import { CheckSetup } from '../../../src/editor/commands/check-setup';
import { SetupDocument } from '../../../src/editor/commands/setup-document';
import { type FakeProgress, FakeWindow } from '../../support/fake-window';
import { settle } from '../../support/waiting';

const PERSON = { home: '/home/kim', user: 'kim', machine: 'kims-laptop', hosts: [] };
const SOUND: Diagnosis = {
  findings: [findingsOf('engine')('good', 'doctor-runc', { version: '1.3.4' })],
  hosts: [],
  ending: 'sound',
};

describe('Check My Setup', () => {
  let window: FakeWindow;
  let document: SetupDocument;
  let asked: ExamineOptions[];
  /** What the doctor does. */
  let examine: (options: ExamineOptions) => Promise<Diagnosis>;
  let command: CheckSetup;

  beforeEach(() => {
    window = new FakeWindow();
    document = new SetupDocument(window.api);
    asked = [];
    examine = async () => SOUND;
    const examined = async (options: ExamineOptions) => {
      asked.push(options);
      return told(await examine(options), PERSON);
    };
    command = new CheckSetup(window.api, examined, document);
  });

  /** Begins it, and the editor shows its progress. */
  function begin() {
    const running = command.run();
    const [progress] = window.progresses;
    assert.ok(progress);
    progress.begin();
    return { running, progress };
  }

  it('shows what it examines, and never builds an image', async () => {
    examine = async ({ onStage }) => {
      for (const stage of ['places', 'engine', 'limits'] as const) onStage?.(stage);
      return SOUND;
    };
    const { running, progress } = begin();
    await running;
    assert.equal(progress.title, 'CodeAlong is checking your setup');
    assert.deepEqual(
      progress.reports.map(({ message }) => message),
      ['Looking for Docker', 'Asking Docker what it is', 'Looking at a sandbox from inside'],
    );
    assert.equal(asked[0]?.build, false);
  });

  it('opens the findings as a document, with a lens that copies them', async () => {
    await begin().running;
    assert.deepEqual(window.shownDocuments, ['/CodeAlong Setup']);
    assert.match(
      document.provideTextDocumentContent(),
      /^Everything works[^\n]*\n\nDocker\n {2}✓ Runtime: runc 1\.3\.4, which has the fixes/,
    );
    assert.deepEqual(
      document.provideCodeLenses().map(({ command: lens }) => lens?.title),
      ['$(copy) Copy for a Bug Report', '$(refresh) Check again'],
    );
    await document.copy();
    assert.match(window.clipboard, /^```text\nEverything works[^\n]*\n\nDocker\n[\s\S]*\n```\n$/);
    assert.equal(window.passing.length, 1);
  });

  it('says how it ended in one sentence, with a button that copies the findings', async () => {
    await begin().running;
    assert.equal(window.message.kind, 'information');
    assert.equal(window.message.text, 'Everything works.');
    assert.deepEqual(window.message.buttons, ['Copy for a Bug Report']);
    window.message.answer('Copy for a Bug Report');
    await settle();
    assert.match(window.clipboard, /runc 1\.3\.4/);
  });

  it('warns if programs cannot be run', async () => {
    examine = async () => ({ ...SOUND, ending: 'no-engine' });
    await begin().running;
    assert.equal(window.message.kind, 'warning');
    assert.match(window.message.text, /no usable Docker was found/);
  });

  for (const [title, end] of [
    ['it is cancelled', (progress: FakeProgress) => progress.cancel()],
    ['the editor goes', () => command.dispose()],
  ] as const) {
    it(`ends at once and shows nothing when ${title}`, async () => {
      examine = ({ signal }) =>
        new Promise((_, reject) =>
          signal?.addEventListener('abort', () => reject(new CodedError('cancelled', { call: 'doctor' }))),
        );
      const { running, progress } = begin();
      await settle();
      end(progress);
      await running;
      assert.deepEqual([window.shownDocuments, window.messages], [[], []]);
    });
  }

  it('checks once when it is asked twice', async () => {
    const { running } = begin();
    assert.equal(command.run(), running);
    await running;
    assert.equal(window.progresses.length, 1);
  });
});
