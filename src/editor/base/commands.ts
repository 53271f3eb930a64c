import { editorCatalogue } from '../../results/texts/editor-catalogue';

type Title = keyof typeof editorCatalogue.commands;

/** The title is read when it is shown: another language may have come by then. */
function command<const I extends `codealong.${string}`>(id: I, title: Title) {
  return {
    id,
    get title(): string {
      return editorCatalogue.commands[title];
    },
  };
}

/** The commands of the extension. Titles are those of the manifest; `copySetup` belongs to a CodeLens, and is not in the manifest. */
export const COMMANDS = {
  runStepTests: command('codealong.runStepTests', 'runStepTests'),
  debugTest: command('codealong.debugTest', 'debugTest'),
  runProgram: command('codealong.runProgram', 'runProgram'),
  openClient: command('codealong.openClient', 'openClient'),
  runOnSave: command('codealong.runOnSave', 'runOnSave'),
  stopRunOnSave: command('codealong.stopRunOnSave', 'stopRunOnSave'),
  runUpTo: command('codealong.runUpTo', 'runUpTo'),
  startCourse: command('codealong.startCourse', 'startCourse'),
  openTask: command('codealong.openTask', 'openTask'),
  renameBack: command('codealong.renameBack', 'renameBack'),
  openTaskAsText: command('codealong.openTaskAsText', 'openTaskAsText'),
  showHint: command('codealong.showHint', 'showHint'),
  nextStep: command('codealong.nextStep', 'nextStep'),
  previousStep: command('codealong.previousStep', 'previousStep'),
  goToStep: command('codealong.goToStep', 'goToStep'),
  chooseRuntime: command('codealong.chooseRuntime', 'chooseRuntime'),
  showSolution: command('codealong.showSolution', 'showSolution'),
  useSolution: command('codealong.useSolution', 'useSolution'),
  resetStep: command('codealong.resetStep', 'resetStep'),
  undoReset: command('codealong.undoReset', 'undoReset'),
  buildImage: command('codealong.buildImage', 'buildImage'),
  copyReport: command('codealong.copyReport', 'copyReport'),
  checkSetup: command('codealong.checkSetup', 'checkSetup'),
  copySetup: command('codealong.copySetup', 'checkSetup'),
  showLog: command('codealong.showLog', 'showLog'),
  stopRun: command('codealong.stopRun', 'stopRun'),
  getStarted: command('codealong.getStarted', 'getStarted'),
  prepareImage: command('codealong.prepareImage', 'prepareImage'),
  learnWithoutAi: command('codealong.learnWithoutAi', 'learnWithoutAi'),
  learnWithAi: command('codealong.learnWithAi', 'learnWithAi'),
};

export type CommandName = keyof typeof COMMANDS;
