import type { Gate } from './gates';
import { LEG_TITLES, LEGS, type Measured, type MeasuredStep, type Profile } from './measured';
import type { Summary } from './statistics';

const NOTHING = '—';

/** What people read. The table of the legs is Markdown, for docs/performance.md. */
export function tableOf(measured: Measured, gates: readonly Gate[]): string {
  const { idle, gone, refill, crowds, runtimes, everyMs, hitRate, painting, debugging } = measured;
  const more: readonly (readonly [string, Summary | null])[] = [
    ['idle memory of a warm sandbox, MB', idle],
    ['verdict to container gone', gone],
    ['verdict to pool full again', refill],
    ["command to painted verdict, less the sandbox's own", painting],
    ['debugging, until the first stop', debugging],
    ...crowds.map(({ leg, at_once, ms }) => [`${LEG_TITLES[leg]}, ${at_once} at once`, ms] as const),
    ...runtimes.map(({ title, mb, warm }) => [`${LEG_TITLES.warm}, ${title} (${mb.toFixed(0)} MB)`, warm] as const),
    ...runtimes.map(({ title, idle: waiting }) => [`idle memory in ${title}, MB`, waiting] as const),
  ];
  return [
    `${machineLine(measured)}\n`,
    markdown(['ms: median (p95)', ...LEGS.map((leg) => LEG_TITLES[leg])], measured.steps.map(stepRow)),
    markdown(
      ['', 'median', 'p95', 'p99', 'count'],
      more.map(([name, summary]) => [name, ...numbers(summary)]),
    ),
    `hit rate of the editor's own path, a run every ${everyMs?.toFixed(0) ?? NOTHING} ms: ${hitRate?.toFixed(2) ?? NOTHING}\n`,
    ...measured.profiles.map(profileTable),
    ...(gates.length === 0 ? [] : [markdown(['gate', 'limit', 'value', 'met'], gates.map(gateRow))]),
  ].join('\n');
}

export function machineLine({ machine, runtime, rounds }: Measured): string {
  const { cpu, cores, memory_gb, kernel, engine, node, load } = machine;
  return `${cpu}, ${cores} cores, ${memory_gb} GB, Linux ${kernel}; ${engine}; Node ${node}; ${runtime}; ${rounds} rounds, load before them ${load.toFixed(1)}`;
}

function stepRow({ name, roles, legs }: MeasuredStep): readonly string[] {
  const title = roles.includes('longest') ? `${name} (longest)` : name;
  return [title, ...LEGS.map((leg) => inShort(legs[leg]))];
}

function inShort(summary: Summary | null): string {
  return summary === null ? NOTHING : `${summary.median.toFixed(0)} (${summary.p95.toFixed(0)})`;
}

function numbers(summary: Summary | null): readonly string[] {
  if (summary === null) return [NOTHING, NOTHING, NOTHING, '0'];
  const { median, p95, p99, count } = summary;
  return [median.toFixed(1), p95.toFixed(1), p99.toFixed(1), String(count)];
}

function profileTable({ step, leg, parts, cpu, throttled }: Profile): string {
  const rows = parts.map(({ part, ms }) => [part, ...numbers(ms).slice(0, 2)]);
  const run = [
    ['(of the run: CPU used)', ...numbers(cpu).slice(0, 2)],
    ['(of the run: held back by its limit)', ...numbers(throttled).slice(0, 2)],
  ];
  return markdown([`profile of ${step}, ${LEG_TITLES[leg]}`, 'median', 'p95'], [...rows, ...run]);
}

function gateRow({ name, limit, value, met }: Gate): readonly string[] {
  return [name, String(limit), value === null ? 'not measured' : value.toFixed(2), met ? 'yes' : 'NO'];
}

function markdown(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [heading, ...rows];
  const widths = heading.map((_, index) => Math.max(3, ...all.map((row) => (row[index] ?? '').length)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, index) => (index === 0 ? cell.padEnd(widths[index] ?? 0) : cell.padStart(widths[index] ?? 0))).join(' | ')} |\n`;
  const rule = widths.map((width, index) => (index === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  return [line(heading), line(rule), ...rows.map(line)].join('');
}
