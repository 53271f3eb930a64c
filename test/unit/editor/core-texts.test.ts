import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Code, Message } from '../../../src/contract/codes';
import { Settings } from '../../../src/editor/base/settings';
import { CoreLoader, type CoreModule } from '../../../src/editor/run/core-loader';
import { coreTexts } from '../../../src/results/texts/advice-catalogue';
import { catalogue, textOf } from '../../../src/results/texts/index';
import { programCatalogue } from '../../../src/results/texts/program-catalogue';
import { FakeWindow } from '../../support/fake-window';
import { sourceFiles } from '../../support/imports';
import { SAMPLES } from '../../support/message-samples';
import { PACKAGE_SAMPLES } from '../../support/package-samples';
import { ROOT } from '../../support/run';
import { RUNTIME_SAMPLES } from '../../support/runtime-samples';
import { LINUX } from '../course/place';

/** What finds something wrong in a window that may not have loaded the core yet. */
const OF_WINDOWS = /^(?:editor|course\/(?:format|progress))\//;
/** A limit is resolved when the core makes a job. */
const OF_JOBS = 'limit-clamped';

/** Each code that such a file makes a message or an error of. */
function codesOfWindows(): readonly string[] {
  const files = sourceFiles().filter((file) => OF_WINDOWS.test(file));
  const made = /(?:new CodedError\(|\bcode: )'([a-z-]+)'(?=, \{|, args|, line|,\s+args)/g;
  return files.flatMap((file) =>
    [...readFileSync(path.join(ROOT, 'src', file), 'utf8').matchAll(made)].map(([, code]) => code ?? ''),
  );
}

describe('The texts of the core', () => {
  it('are found by the window from the moment on at which it has loaded the core', async () => {
    const message = { code: 'of-the-core', args: {} } as unknown as Message;
    const texts = [{ [message.code]: () => ({ title: 'Said by the core.' }) }];
    class Runner {
      readonly texts = texts;
    }
    const load = async () => ({ Runner }) as unknown as CoreModule;
    match(textOf(message).title, /of-the-core/);
    await new CoreLoader(LINUX, '/extension', new Settings(new FakeWindow().api), load).runner();
    equal(textOf(message).title, 'Said by the core.');
  });

  it('are not those of what a window finds by itself, before it has loaded the core', () => {
    const codes = codesOfWindows();
    ok(new Set(codes).size > 25, codes.join(' '));
    const texts = { ...catalogue.messages, ...programCatalogue.messages };
    const without = codes.filter((code) => !Object.hasOwn(texts, code));
    deepEqual(without, [OF_JOBS]);
  });

  it('are those of every code about the engine, images, runtimes and packages', () => {
    const ofEngine = Object.keys(SAMPLES).filter((code) => /^(?:engine|image|container)-/.test(code));
    const codes = [...ofEngine, ...Object.keys({ ...RUNTIME_SAMPLES, ...PACKAGE_SAMPLES })] as readonly Code[];
    ok(codes.length > 30, codes.join(' '));
    deepEqual(
      codes.filter((code) => !coreTexts.some((texts) => Object.hasOwn(texts, code))),
      [],
    );
  });
});
