import { deepEqual, equal, match } from 'node:assert/strict';
import type { Code, Message } from '../../../src/contract/codes';
import { Settings } from '../../../src/editor/base/settings';
import { CoreLoader, type CoreModule } from '../../../src/editor/run/core-loader';
import { coreTexts } from '../../../src/results/texts/advice-catalogue';
import { textOf } from '../../../src/results/texts/index';
import { FakeWindow } from '../../support/fake-window';
import { PACKAGE_SAMPLES } from '../../support/package-samples';
import { RUNTIME_SAMPLES } from '../../support/runtime-samples';
import { LINUX } from '../course/place';

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

  it('are those of every code about runtimes and packages, which a window has no room for', () => {
    const codes = Object.keys({ ...RUNTIME_SAMPLES, ...PACKAGE_SAMPLES }) as readonly Code[];
    equal(codes.length > 20, true);
    deepEqual(
      codes.filter((code) => !coreTexts.some((texts) => Object.hasOwn(texts, code))),
      [],
    );
  });
});
