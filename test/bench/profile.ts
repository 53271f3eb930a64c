import type { LegName, Profile, ProfilePart } from './measured';
import type { Stamps } from './stamps';
import { summarize } from './statistics';

/** Each part ends with the stamp of its line and begins with the stamp of the previous line. */
const PARTS: readonly (readonly [end: string, part: string])[] = [
  ['inspectImage asked', 'files: suite, program, sources of the image'],
  ['inspectImage', 'engine: look for the image'],
  ['createContainer asked', 'ours, until create is asked'],
  ['createContainer', 'engine: create'],
  ['attach', 'engine: attach'],
  ['start asked', 'engine: wait taken'],
  ['start', 'engine: start'],
  ['execDetached', 'engine: exec of the launcher'],
  ['ready', 'inside: until ready (Python, pytest, launcher)'],
  ['collected', 'inside: job until collected'],
  ['started', 'inside: collected until the first test'],
  ['finished', 'inside: the tests'],
  ['metrics', 'inside: last test until the end record'],
  ['done', 'inside: the end record itself'],
  ['verdict', 'ours: end record until verdict'],
];

/** Where the milliseconds of these runs go. If the stamps of a part are missing (a warm run creates nothing), the next part includes it. */
export function profileOf(step: string, leg: LegName, runs: readonly Stamps[]): Profile {
  const rows = runs.map(partsOf);
  const parts = PARTS.map(([, part]) => part).filter((part) => rows.some((row) => row.has(part)));
  const summed = parts.map((part): ProfilePart => ({ part, ms: summarize(rows.map((row) => row.get(part) ?? 0)) }));
  return {
    step,
    leg,
    parts: summed,
    cpu: summarize(runs.map(({ cpu }) => cpu ?? Number.NaN)),
    throttled: summarize(runs.map(({ throttled }) => throttled ?? Number.NaN)),
  };
}

function partsOf({ at }: Stamps): ReadonlyMap<string, number> {
  const row = new Map<string, number>();
  let before = at.get('begin') ?? Number.NaN;
  for (const [end, part] of PARTS) {
    const moment = at.get(end);
    if (moment === undefined) continue;
    row.set(part, moment - before);
    before = moment;
  }
  return row;
}
