import { LEG_TITLES, LEGS, type LegName, type Measured, type MeasuredStep } from './measured';
import type { Summary } from './statistics';
import { machineLine } from './table';

export const WIDTH = 960;
const LEFT = 170;
const RIGHT = 110;
const BAR = 22;
const GAP = 26;
const TOP = 96;
const STEP_TITLE = 28;
const BOTTOM = 70;

const COLOURS: Readonly<Record<LegName, string>> = {
  'docker-run': '#9aa5b1',
  cold: '#5b8def',
  warm: '#1f9d61',
  bare: '#c9a227',
};

/** The height of a step's part: its title, one bar per leg, and the gap below. */
const STEP_HEIGHT = STEP_TITLE + LEGS.length * BAR + GAP;

export function heightOf({ steps }: Measured): number {
  return TOP + steps.length * STEP_HEIGHT + BOTTOM;
}

/** Bars of the medians, with a whisker to the p95, as SVG. */
export function pictureOf(measured: Measured): string {
  const most = Math.max(1, ...measured.steps.flatMap(({ legs }) => LEGS.map((leg) => legs[leg]?.p95 ?? 0)));
  const scale = (ms: number) => (ms / most) * (WIDTH - LEFT - RIGHT);
  const height = heightOf(measured);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" font-family="sans-serif" font-size="13" fill="#1f2933">`,
    `<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>`,
    text(24, 36, 'From the request to the verdict', 'font-size="20" font-weight="bold"'),
    text(24, 60, 'Milliseconds: the bar is the median, the line goes on to the 95th percentile. Shorter is better.'),
    ...measured.steps.flatMap((step, index) => stepPart(step, TOP + index * STEP_HEIGHT, scale)),
    ...footer(machineLine(measured), height),
    '</svg>',
  ].join('\n');
}

function stepPart({ name, roles, legs }: MeasuredStep, y: number, scale: (ms: number) => number): readonly string[] {
  const title = roles.includes('longest') ? `${name}, the step that takes longest` : name;
  const bars = LEGS.flatMap((leg, index) => legPart(leg, legs[leg], y + STEP_TITLE + index * BAR, scale));
  return [text(24, y + 14, title, 'font-weight="bold"'), ...bars];
}

function legPart(leg: LegName, summary: Summary | null, y: number, scale: (ms: number) => number): readonly string[] {
  const middle = y + BAR / 2;
  const title = text(LEFT - 10, middle + 4, LEG_TITLES[leg], 'text-anchor="end"');
  if (summary === null) return [title, text(LEFT + 6, middle + 4, 'not measured', 'fill="#9aa5b1"')];
  const [median, p95] = [LEFT + scale(summary.median), LEFT + scale(summary.p95)];
  return [
    title,
    `<rect x="${LEFT}" y="${y + 3}" width="${(median - LEFT).toFixed(1)}" height="${BAR - 6}" fill="${COLOURS[leg]}"/>`,
    `<path d="M${median.toFixed(1)} ${middle}H${p95.toFixed(1)}m0 -5v10" stroke="#52606d" fill="none"/>`,
    text(p95 + 8, middle + 4, `${summary.median.toFixed(0)} ms`),
  ];
}

/** The description of the machine, split into lines that fit. */
function footer(line: string, height: number): readonly string[] {
  const parts = line.split('; ');
  const half = Math.ceil(parts.length / 2);
  const lines = [parts.slice(0, 1), parts.slice(1, half + 1), parts.slice(half + 1)].map((some) => some.join('; '));
  const style = 'font-size="11" fill="#52606d"';
  return lines.filter(Boolean).map((one, index) => text(24, height - BOTTOM + 22 + index * 16, one, style));
}

function text(x: number, y: number, words: string, style = ''): string {
  const escaped = words.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  return `<text x="${x.toFixed(1)}" y="${y}" ${style}>${escaped}</text>`;
}
