import type { AttackCase, Seen } from '../case';

const FAILS = { suite: 'redis-ping', outcome: 'failed', world: { settings: { neverReached: true } } } as const;
const COVERED = {
  suite: 'redis-ping',
  outcome: 'failed',
  request: () => ({ coverage: 'all' as const }),
} as const;
const LIES = 'marking every line, or none';
const KEPT = 'making that memory larger or smaller, opening it again, running it';
const BREAKS = 'a bomb, a flood and a killed launcher in the traced run alone';
const COVERS = 'marking lines for its coverage';
const FLOODS = 'a flood in the run for its coverage';

function told({ traced }: Seen): readonly string[] {
  return (traced?.tests ?? []).flatMap(({ never_reached: found }) =>
    found === undefined ? [] : [`${found.file}:${found.first_line}-${found.last_line}`],
  );
}

function nothing(seen: Seen): string | null {
  return told(seen).length === 0 ? null : `told: ${told(seen).join(', ')}`;
}

/** The place of the branch that is missed, in the file that all attacks share. */
function truth(seen: Seen): string | null {
  return /^kit\.py:\d+-\d+$/.test(told(seen).join(', ')) ? null : `told: ${told(seen).join(', ') || 'nothing'}`;
}

function nothingOrTruth(seen: Seen): string | null {
  return nothing(seen) === null ? null : truth(seen);
}

/** Lines of files that were run, and none beyond their ends; or a reason. */
function ownLinesOrNone({ covered }: Seen): string | null {
  if (covered === null) return 'nothing was said of coverage';
  if (typeof covered === 'string') return null;
  const odd = covered.filter(({ path, lines }) => !/^[a-z-]+\.py$/.test(path) || Math.max(...lines.keys()) > 999);
  return odd.length === 0 ? null : `told: ${odd.map(({ path }) => path).join(', ')}`;
}

function brokenOff({ covered }: Seen): string | null {
  return covered === 'broken-off' ? null : 'coverage was told';
}

/** Programs that fail honestly, and attack when their failing test is run once more, behind the verdict. */
export const TRACED: readonly AttackCase[] = [
  {
    name: 'marks-everything',
    mechanism: 'forging what was reached',
    covers: [LIES],
    how: 'Marks every line as reached, and writes over the names of the files.',
    ...FAILS,
    expect: { also: nothing },
  },
  {
    name: 'marks-nothing',
    mechanism: 'forging what was reached',
    covers: [LIES],
    how: 'Wipes out the marks again and again, and names files and lines that there are not.',
    ...FAILS,
    expect: { also: nothingOrTruth },
  },
  {
    name: 'marks-reopened',
    mechanism: 'the memory of the marks',
    covers: [KEPT],
    how: 'Tries to cut that memory, to make it grow, to open, run and seal it. Had one of it worked, nothing would be told.',
    ...FAILS,
    expect: { also: truth },
  },
  {
    name: 'traced-bomb',
    mechanism: 'breaking the traced run',
    covers: [BREAKS],
    how: 'Forks without end as soon as it is traced.',
    ...FAILS,
    expect: { also: nothing },
  },
  {
    name: 'traced-flood',
    mechanism: 'breaking the traced run',
    covers: [BREAKS],
    how: 'Writes without end as soon as it is traced.',
    ...FAILS,
    expect: { also: nothing, never: [/xxx/] },
  },
  {
    name: 'traced-killer',
    mechanism: 'breaking the traced run',
    covers: [BREAKS],
    how: 'Kills the launcher as soon as it is traced.',
    ...FAILS,
    expect: { also: nothing },
  },
  {
    name: 'covered-marks',
    mechanism: 'forging coverage',
    covers: [COVERS],
    how: 'Wipes out the marks again and again in the run for coverage, and names files and lines that there are not.',
    program: 'attack/programs/marks-nothing.py',
    ...COVERED,
    expect: { also: ownLinesOrNone },
  },
  {
    name: 'covered-flood',
    mechanism: 'breaking the run for coverage',
    covers: [FLOODS],
    how: 'Writes without end in the run for coverage.',
    program: 'attack/programs/traced-flood.py',
    ...COVERED,
    expect: { also: brokenOff, never: [/xxx/] },
  },
];
