import { CodedError } from '../contract/codes';
import type { Person } from '../doctor/anonymous';
import type { Diagnosis } from '../doctor/diagnosis';
import { Doctor } from '../doctor/doctor';
import { thisPerson } from '../doctor/person';
import { bugReport, diagnosisJson, diagnosisLines, summaryOf } from '../doctor/render';
import { PLAIN, type Style } from '../results/report/render';
import { FOR_A_REPORT, STAGES } from '../results/texts/setup/doctor-headings';
import type { DoctorArgs } from './args';
import type { Context } from './context';
import { EXIT } from './exit';
import { problemLines } from './problem';
import { buildingText } from './terminal';

const EXITS: Readonly<Record<Diagnosis['ending'], number>> = {
  sound: EXIT.passed,
  'no-engine': EXIT.sandbox,
  'no-image': EXIT.notPassed,
  unsound: EXIT.notPassed,
};

/** `codealong doctor`: everything that a run needs, looked at. @returns the exit code */
export async function doctorCommand(args: DoctorArgs, context: Context): Promise<number> {
  const { terminal, signal } = context;
  try {
    const onStage = (stage: keyof typeof STAGES) => terminal.busy(STAGES[stage]);
    const onBuilding = (progress: Parameters<typeof buildingText>[0]) => terminal.busy(buildingText(progress));
    const diagnosis = await doctorOf(args, context).examine({ build: args.build, onStage, onBuilding, signal });
    terminal.idle();
    show(diagnosis, args, context);
    return EXITS[diagnosis.ending];
  } catch (error) {
    terminal.idle();
    if (!(error instanceof CodedError)) throw error;
    for (const line of problemLines(error)) terminal.error(line);
    return error.code === 'cancelled' ? EXIT.cancelled : EXIT.sandbox;
  }
}

function doctorOf({ image }: DoctorArgs, { platform, home, maxima, version }: Context): Doctor {
  const about = {
    version,
    host: `command line, Node ${process.versions.node}`,
    platform: `${process.platform} ${process.arch}`,
  };
  return new Doctor(platform, home.dockerDir, () => ({ engineHost: null, image, maxima }), about);
}

/** A pipe gets the block as it is pasted into a bug report; a person gets its lines in colour. */
function show(diagnosis: Diagnosis, { json }: DoctorArgs, { terminal, platform }: Context): void {
  const person = thisPerson(platform);
  if (json) terminal.out(JSON.stringify(diagnosisJson(diagnosis, person, PLAIN), null, 2));
  else if (terminal.style === PLAIN) terminal.out(bugReport(diagnosis, person, PLAIN).trimEnd());
  else for (const line of forPerson(diagnosis, person, terminal.style)) terminal.out(line);
}

/** A terminal shows the end: how it ended is said there again. */
function forPerson(diagnosis: Diagnosis, person: Person, style: Style): readonly string[] {
  return [...diagnosisLines(diagnosis, person, style), '', style.bold(summaryOf(diagnosis)), FOR_A_REPORT];
}
