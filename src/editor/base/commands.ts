/** The commands of the extension. Titles are those of the manifest; `copySetup` belongs to a CodeLens, and is not in the manifest. */
export const COMMANDS = {
  runStepTests: { id: 'codealong.runStepTests', title: 'Run Step Tests' },
  startCourse: { id: 'codealong.startCourse', title: 'Start Course' },
  buildImage: { id: 'codealong.buildImage', title: 'Build Image' },
  copyReport: { id: 'codealong.copyReport', title: 'Copy Report' },
  checkSetup: { id: 'codealong.checkSetup', title: 'Check My Setup' },
  copySetup: { id: 'codealong.copySetup', title: 'Check My Setup' },
  showLog: { id: 'codealong.showLog', title: 'Show Log' },
} as const;

export type CommandName = keyof typeof COMMANDS;
