import { catalogue } from '../../results/texts';

type Title = keyof typeof catalogue.editor.commands;

/** The title is read when it is shown: another language may have come by then. */
function command<const I extends `codealong.${string}`>(id: I, title: Title) {
  return {
    id,
    get title(): string {
      return catalogue.editor.commands[title];
    },
  };
}

/** The commands of the extension. Titles are those of the manifest; `copySetup` belongs to a CodeLens, and is not in the manifest. */
export const COMMANDS = {
  runStepTests: command('codealong.runStepTests', 'runStepTests'),
  startCourse: command('codealong.startCourse', 'startCourse'),
  buildImage: command('codealong.buildImage', 'buildImage'),
  copyReport: command('codealong.copyReport', 'copyReport'),
  checkSetup: command('codealong.checkSetup', 'checkSetup'),
  copySetup: command('codealong.copySetup', 'checkSetup'),
  showLog: command('codealong.showLog', 'showLog'),
};

export type CommandName = keyof typeof COMMANDS;
