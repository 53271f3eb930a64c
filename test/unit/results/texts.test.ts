import assert from 'node:assert/strict';
import { printParseErrorCode } from 'jsonc-parser';
import { CodedError, type Message, type MessageValue } from '../../../src/contract/codes';
import { FAILURE_ARGS } from '../../../src/contract/codes/failure-codes';
import { decodeSaid } from '../../../src/contract/decode';
import { textOf } from '../../../src/results/texts';
import { wholeCatalogue } from '../../../src/results/texts/whole-catalogue';
import type { Area } from '../../../src/results/texts/words';
import { SAMPLES } from '../../support/message-samples';
import { lookedAt, loosely } from '../../support/messages';

/** What is in no window's own bundle. */
const MORE = {
  ...wholeCatalogue.doctor.messages,
  ...wholeCatalogue.check.messages,
  ...wholeCatalogue.commandLine.messages,
};

function everything(message: Message): string {
  const { title, body, advice } = textOf(message, MORE);
  return [title, body, advice].join('\n');
}

describe('The catalogue', () => {
  for (const [code, args] of Object.entries(SAMPLES)) {
    it(`has a whole text for ${code}`, () => {
      const text = everything(loosely(code, args));
      assert.doesNotMatch(
        text,
        /\?(?=[\s".)]|$)(?<!Is that the one\?|Did you rename it to [^ ]+\?|Did you mean "[^"]*"\?)|undefined\b(?<!an undefined)|null|NaN|\[object/,
      );
      assert.match(text, /^[\w"`/].*[.?:]|message$/s);
    });
  }

  for (const code of Object.keys(FAILURE_ARGS)) {
    it(`has a sound title for ${code} when a sandbox leaves out arguments or sends wrong ones`, () => {
      for (const value of [undefined, null, '', {}, -1, 'x'.repeat(10)] as const) {
        const hostile = Object.fromEntries(
          ['type', 'message', 'port', 'signal', 'wanted'].map((name) => [name, value]),
        );
        const { title } = textOf(
          decodeSaid(code, value === undefined ? {} : (hostile as Record<string, MessageValue>)),
        );
        assert.doesNotMatch(title, /undefined|null|NaN/);
        assert.match(title, /^[A-Z\d"`?]/);
      }
    });
  }

  it('does not compile when a code, an argument or a sentence is missing or mistyped', () => {
    // @ts-expect-error a code that there is not
    const unknown: Message = { code: 'no-such-code', args: {} };
    // @ts-expect-error an arg is missing
    const short: Message = { code: 'unknown-course', args: { course: 'x', known: '' } };
    // @ts-expect-error an arg of another type
    const mistyped: Message = { code: 'time-limit-hit', args: { seconds: 'ten' } };
    // @ts-expect-error a sentence is missing
    const gap: Area<'said-nothing' | 'not-run'> = { 'not-run': () => ({ title: 'This test was not run.' }) };
    // @ts-expect-error it reads an arg that there is not
    const reader: Area<'not-run'> = { 'not-run': (args) => ({ title: args.seconds }) };
    // @ts-expect-error an error is told the wrong thing
    const thrown = () => new CodedError('image-missing', { folder: 'x' });
    assert.equal([unknown, short, mistyped, gap, reader, thrown].length, 6);
  });

  it('never advises to open the socket to everybody', () => {
    for (const platform of ['linux', 'darwin', 'win32']) {
      const text = everything({ code: 'engine-no-permission', args: lookedAt({ platform }) });
      assert.doesNotMatch(text, /chmod|666/);
    }
  });

  it('gives advice that fits the platform', () => {
    const advice = (code: string, platform: string) => textOf(loosely(code, lookedAt({ platform }))).advice ?? '';
    assert.match(advice('engine-no-permission', 'linux'), /usermod -aG docker.*log out and in/);
    assert.match(advice('engine-no-permission', 'win32'), /docker-users/);
    assert.match(advice('engine-not-running', 'linux'), /systemctl start docker/);
    assert.match(advice('engine-not-running', 'darwin'), /^Open Docker Desktop/);
    assert.match(advice('engine-not-found', 'linux'), /^Install Docker Engine/);
    assert.match(advice('engine-not-found', 'win32'), /^Install Docker Desktop/);
    assert.match(advice('engine-not-found', 'freebsd'), /^Install Docker Engine/);
  });

  it('shows an unknown code unchanged', () => {
    const text = {
      title: 'Something happened that CodeAlong has no words for: toString.',
      body: 'n: 1\ns: x',
      advice: 'Please report this text.',
    };
    assert.deepEqual(textOf(decodeSaid('toString', { n: 1, s: 'x' })), text);
    assert.deepEqual(textOf(loosely('doctor-base')).title, text.title.replace('toString', 'doctor-base'));
  });

  it('writes counts with the right form of their noun', () => {
    assert.match(textOf({ code: 'no-exit', args: { seconds: 1 } }).title, /after 1 second;/);
    assert.match(textOf({ code: 'no-exit', args: { seconds: 0.5 } }).title, /after 0\.5 seconds;/);
    assert.match(
      textOf({
        code: 'folder-too-large',
        args: { bytes: 9 * 1024 * 1024, files: 1, largest: [], whole: true },
      }).title,
      /9 MB in 1 file\./,
    );
  });

  it('says how to help an engine that does not know the user ids of sandboxes, and only that one', () => {
    const advice = (reason: string) =>
      textOf({ code: 'engine-call-failed', args: { call: 'start', status: 400, reason } }).advice ?? '';
    for (const reason of [
      'OCI runtime create failed: cannot set uid to unmapped user in user namespace: unknown',
      'crun: setresuid to `60515`: Invalid argument: OCI runtime error',
      'error mounting "tmpfs" to rootfs at "/work": mount tmpfs:/work, data: size=16384k,uid=60515,gid=60515: invalid argument',
    ]) {
      assert.match(advice(reason), /`\/etc\/subuid`/, reason);
    }
    assert.match(advice('invalid argument'), /^Run the tests again/);
  });

  it('says in words what is wrong with JSON, for whatever its reader finds', () => {
    const found = Array.from({ length: 16 }, (_, index) => printParseErrorCode(index + 1));
    for (const problem of [...found, 'TooDeep', 'KeyTwice']) {
      const { title } = textOf({ code: 'course-syntax', args: { problem, key: null } });
      assert.match(problem, /^[A-Z][a-z]+[A-Z]/);
      assert.ok(!title.includes(problem), title);
    }
  });
});
