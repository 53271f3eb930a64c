import { deepEqual } from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { CodedError } from '../../../src/contract/codes';
import type { Target } from '../../../src/editor/base/target';
import { WarmUp } from '../../../src/editor/run/warm-up';
import { FakeEditor, FakeEmitter } from '../../support/fake-editor';
import { until } from '../../support/waiting';
import { targetOf } from './make';

const STAYS_MS = 20;
const PROGRAM = '/home/mia/redis/main.py';

describe('A warm sandbox', () => {
  let editor: FakeEditor;
  let changed: FakeEmitter<void>;
  let warmed: Target[];
  let warmUp: WarmUp;
  let of: (file: string) => Promise<Target | null>;

  beforeEach(() => {
    editor = new FakeEditor();
    changed = new FakeEmitter();
    warmed = [];
    of = async (file) => (file === PROGRAM ? targetOf() : null);
    const warm = async (target: Target) => void warmed.push(target);
    warmUp = new WarmUp(editor.api, { of: (file) => of(file), onDidChange: changed.event }, warm, STAYS_MS);
  });
  afterEach(() => warmUp.dispose());

  it('is prepared when a file of a course comes to the front', async () => {
    editor.open(PROGRAM);
    await until(() => warmed.length > 0);
    deepEqual(warmed, [targetOf()]);
  });

  it('is prepared when the courses were read and a file of one is in front', async () => {
    editor.open('/elsewhere.py');
    await sleep(3 * STAYS_MS);
    of = async () => targetOf();
    changed.fire();
    await until(() => warmed.length > 0);
  });

  it('is not prepared for a file outside any course, nor for a faulty course', async () => {
    editor.open('/elsewhere.py');
    await sleep(3 * STAYS_MS);
    of = () => Promise.reject(new CodedError('unknown-course', { course: 'x', known: '', suggestion: null }));
    editor.open(PROGRAM);
    await sleep(3 * STAYS_MS);
    deepEqual(warmed, []);
  });

  it('is not prepared for files that are only passed while switching to another', async () => {
    editor.open(PROGRAM);
    editor.open('/elsewhere.py');
    await sleep(3 * STAYS_MS);
    deepEqual(warmed, []);
  });

  it('is not prepared after the extension is disposed', async () => {
    editor.open(PROGRAM);
    warmUp.dispose();
    await sleep(3 * STAYS_MS);
    changed.fire();
    await sleep(3 * STAYS_MS);
    deepEqual(warmed, []);
  });
});
