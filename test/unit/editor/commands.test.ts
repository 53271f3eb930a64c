import { deepEqual, equal, fail } from 'node:assert/strict';
import { COMMANDS } from '../../../src/editor/base/commands';
import { type CommandAction, registerCommands, reportErrors } from '../../../src/editor/commands/register-commands';
import { Log } from '../../../src/editor/status/log';
import { FakeWindow } from '../../support/fake-window';
import { localised } from '../../support/manifest';
import { ROOT, read } from '../../support/run';
import { settle } from '../../support/waiting';
import { FakeService } from './make';

describe('The commands', () => {
  it('are those of the manifest, and the copy of the setup', () => {
    const { contributes } = JSON.parse(read(`${ROOT}/package.json`));
    const texts = JSON.parse(read(`${ROOT}/package.nls.json`));
    const inManifest = contributes.commands.map(({ command, title }: { command: string; title: string }) => [
      command,
      localised(title, texts),
    ]);
    const known = Object.values(COMMANDS).filter(({ id }) => id !== COMMANDS.copySetup.id);
    deepEqual(new Map(inManifest), new Map(known.map(({ id, title }) => [id, title])));
  });

  it('are registered with their actions, pass on their arguments, and never reject', async () => {
    const window = new FakeWindow();
    const log = new Log(window.api, new FakeService());
    const calls: string[] = [];
    const act =
      (name: string): CommandAction =>
      (...given) => {
        calls.push([name, ...given].join(' '));
        if (name === 'showLog') throw new Error('a defect');
      };
    const registered = registerCommands(window.api, log, {
      runStepTests: act('runStepTests'),
      debugTest: act('debugTest'),
      runProgram: act('runProgram'),
      openClient: act('openClient'),
      runOnSave: act('runOnSave'),
      stopRunOnSave: act('stopRunOnSave'),
      runUpTo: act('runUpTo'),
      startCourse: act('startCourse'),
      openTask: act('openTask'),
      renameBack: act('renameBack'),
      openTaskAsText: act('openTaskAsText'),
      showHint: act('showHint'),
      nextStep: act('nextStep'),
      previousStep: act('previousStep'),
      goToStep: act('goToStep'),
      chooseRuntime: act('chooseRuntime'),
      showSolution: act('showSolution'),
      useSolution: act('useSolution'),
      resetStep: act('resetStep'),
      undoReset: act('undoReset'),
      buildImage: act('buildImage'),
      copyReport: act('copyReport'),
      checkSetup: act('checkSetup'),
      copySetup: act('copySetup'),
      showLog: act('showLog'),
      stopRun: act('stopRun'),
      getStarted: act('getStarted'),
      prepareImage: act('prepareImage'),
      learnWithoutAi: act('learnWithoutAi'),
      learnWithAi: act('learnWithAi'),
    });
    for (const { id } of Object.values(COMMANDS)) await window.registered.get(id)?.('a', 1);
    deepEqual(
      calls,
      Object.keys(COMMANDS).map((name) => `${name} a 1`),
    );
    equal(window.registered.size, Object.keys(COMMANDS).length);
    registered.dispose();
    log.dispose();
  });

  it('distinguishes a defect of ours from trouble, and keeps its stack', async () => {
    const window = new FakeWindow();
    const kept: unknown[] = [];
    const trouble = () => fail('a defect of ours');
    const log = { crashed: (_: string, error: unknown) => kept.push(error), trouble, show: () => kept.push('shown') };
    const defect = new TypeError('x is undefined');
    await reportErrors(window.api, log, 'Start Course', () => Promise.reject(defect));
    window.message.answer('Show Log');
    await settle();
    deepEqual(kept, [defect, 'shown']);
  });
});
