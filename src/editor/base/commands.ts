import { catalogue } from '../../results/texts';

const titles = catalogue.editor.commands;

/** The commands of the extension. Titles are those of the manifest; `copySetup` belongs to a CodeLens, and is not in the manifest. */
export const COMMANDS = {
  runStepTests: { id: 'codealong.runStepTests', title: titles.runStepTests },
  startCourse: { id: 'codealong.startCourse', title: titles.startCourse },
  buildImage: { id: 'codealong.buildImage', title: titles.buildImage },
  copyReport: { id: 'codealong.copyReport', title: titles.copyReport },
  checkSetup: { id: 'codealong.checkSetup', title: titles.checkSetup },
  copySetup: { id: 'codealong.copySetup', title: titles.checkSetup },
  showLog: { id: 'codealong.showLog', title: titles.showLog },
} as const;

export type CommandName = keyof typeof COMMANDS;
