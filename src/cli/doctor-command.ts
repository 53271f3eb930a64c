import { shownJson } from '../contract/escape-text';
import type { Person } from '../doctor/anonymous';
import { thisPerson } from '../doctor/anonymous';
import type { Diagnosis } from '../doctor/diagnosis';
import { Doctor } from '../doctor/doctor';
import { bugReport, diagnosisJson, diagnosisLines, summaryOf } from '../doctor/render-diagnosis';
import { PLAIN, type Style } from '../results/report/shown-text';
import { wholeCatalogue } from '../results/texts/whole-catalogue';
import type { DoctorArgs } from './args';
import { type CommandContext, EXIT, withErrorsShown } from './command';
import { buildShownOn } from './terminal';

const EXITS: Readonly<Record<Diagnosis['ending'], number>> = {
  sound: EXIT.passed,
  'no-engine': EXIT.sandbox,
  'no-image': EXIT.notPassed,
  unsound: EXIT.notPassed,
};

/** `codealong doctor`: checks everything that a run needs. @returns the exit code */
export function doctorCommand(args: DoctorArgs, context: CommandContext): Promise<number> {
  const { terminal, signal } = context;
  return withErrorsShown(terminal, EXIT.sandbox, async () => {
    const { stages } = wholeCatalogue.window.setup;
    const onStage = (stage: keyof typeof stages) => terminal.busy(stages[stage]);
    const onBuilding = buildShownOn(terminal);
    const diagnosis = await doctorOf(args, context).examine({ build: args.build, onStage, onBuilding, signal });
    terminal.idle();
    showDiagnosis(diagnosis, args, context);
    return EXITS[diagnosis.ending];
  });
}

function doctorOf({ image, runtime }: DoctorArgs, { platform, home, maxima, version }: CommandContext): Doctor {
  const about = {
    version,
    host: wholeCatalogue.commandLine.host(process.versions.node),
    platform: `${process.platform} ${process.arch}`,
  };
  return new Doctor(platform, home.dockerDir, () => ({ engineHost: null, image, runtime, maxima }), about);
}

/** A pipe receives the block for a bug report; a terminal shows the lines in colour. */
function showDiagnosis(diagnosis: Diagnosis, { json }: DoctorArgs, { terminal, platform }: CommandContext): void {
  const person = thisPerson(platform);
  if (json) terminal.out(shownJson(diagnosisJson(diagnosis, person, PLAIN)));
  else if (terminal.style === PLAIN) terminal.out(bugReport(diagnosis, person, PLAIN).trimEnd());
  else for (const line of terminalLines(diagnosis, person, terminal.style)) terminal.out(line);
}

/** A terminal shows the last lines of a long text, so the summary is repeated there. */
function terminalLines(diagnosis: Diagnosis, person: Person, style: Style): readonly string[] {
  return [
    ...diagnosisLines(diagnosis, person, style),
    '',
    style.bold(summaryOf(diagnosis)),
    wholeCatalogue.commandLine.forAReport,
  ];
}
