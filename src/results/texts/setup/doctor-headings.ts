import { plural } from '../words';

/** Of the parts of a diagnosis. */
const headings = {
  about: 'CodeAlong',
  places: 'Where Docker was looked for',
  engine: 'Docker',
  image: 'The image that programs run in',
  limits: 'The limits of a sandbox, seen from inside one',
  run: 'One real run',
};

/** How a diagnosis ended, with this many warnings. */
const conclusions = {
  sound: (warnings: number) => `Everything works.${worth(warnings)}`,
  'no-engine': (_warnings: number) => 'Programs cannot be run here yet: no usable Docker was found.',
  'no-image': (warnings: number) =>
    `Docker works. Without the image it is not known whether programs can be run.${worth(warnings)}`,
  unsound: (warnings: number) => `Programs cannot be run here: see what is marked ✗.${worth(warnings)}`,
};

/** The frame of a diagnosis. A window loads it with the doctor. */
export const diagnosisTexts = { headings, conclusions };

/** What is going on meanwhile. */
const stages = {
  about: 'Looking at CodeAlong itself',
  places: 'Looking for Docker',
  engine: 'Asking Docker what it is',
  image: 'Looking for the image',
  limits: 'Looking at a sandbox from inside',
  run: 'Running a small program',
};

/** What the buttons and the documents of the editor are called. */
const labels = {
  copy: 'Copy for a Bug Report',
  copied: 'The report is on the clipboard, without your name and your folders',
  title: 'CodeAlong is checking your setup',
  again: 'Check again',
};

/** What the editor shows of a check of the setup, besides the findings. */
export const setupTexts = { labels, stages };

function worth(warnings: number): string {
  return warnings === 0 ? '' : ` ${warnings === 1 ? 'One warning' : plural(warnings, 'warning')}, marked with "!".`;
}
