import { plural } from '../words';

/** Of the parts of a diagnosis. */
export const DIAGNOSIS_HEADINGS = {
  about: 'CodeAlong',
  places: 'Where Docker was looked for',
  engine: 'Docker',
  image: 'The image that programs run in',
  limits: 'The limits of a sandbox, seen from inside one',
  run: 'One real run',
} as const;

/** How a diagnosis ended, with this many warnings. */
export const DIAGNOSIS = {
  sound: (warnings: number) => `Everything works: your programs can be run and judged here.${worth(warnings)}`,
  'no-engine': (_warnings: number) => 'Programs cannot be run here yet: no Docker can be used.',
  'no-image': (warnings: number) =>
    `Docker works; whether programs can be run is not known without the image.${worth(warnings)}`,
  unsound: (warnings: number) => `Programs cannot be run here: see what is marked ✗.${worth(warnings)}`,
} as const;

/** What is going on meanwhile. */
export const STAGES = {
  about: 'Looking at CodeAlong itself',
  places: 'Looking for Docker',
  engine: 'Asking Docker what it is',
  image: 'Looking for the image',
  limits: 'Looking at a sandbox from inside',
  run: 'Running a small program',
} as const;

/** For whoever sees it in a terminal. */
export const FOR_A_REPORT =
  'For a bug report: `codealong doctor > report.md`. Your name and your folders are left out.';

/** What the buttons and the documents of the editor are called. */
export const SETUP = {
  copy: 'Copy for a Bug Report',
  copied: 'The report is on the clipboard, without your name and your folders',
  title: 'CodeAlong is checking your setup',
  again: 'Check again',
} as const;

function worth(warnings: number): string {
  return warnings === 0 ? '' : ` ${plural(warnings, 'warning')}, marked !.`;
}
