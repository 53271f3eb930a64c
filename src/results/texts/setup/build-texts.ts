/** How far a build of the image is; steps are 0 of 0 before the first. */
export interface Building {
  readonly step: number;
  readonly steps: number;
  /** The last line that the build said. */
  readonly line: string;
}

/** How the builder announces a step: a command for a shell, which tells most people nothing. */
const ANNOUNCEMENT = /^Step \d+\/\d+ :/;
const CHARACTERS = 60;

/** `step 5 of 20`; empty before the first. */
function step({ step: number, steps }: Building): string {
  return steps === 0 ? '' : `step ${number} of ${steps}`;
}

/** The same with what that step said last, such as `step 2 of 20 (Downloading)`. */
function news(building: Building): string {
  const said = ANNOUNCEMENT.test(building.line) ? '' : shortened(building.line);
  const at = step(building);
  return at === '' || said === '' ? `${at}${said}` : `${at} (${said})`;
}

function shortened(line: string): string {
  return line.length <= CHARACTERS ? line : `${line.slice(0, CHARACTERS - 1).trimEnd()}…`;
}

/** How far a build of the image is. */
export const buildTexts = { step, news };
