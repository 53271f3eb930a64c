import { escapeText } from '../contract/escape-text';
import { PLAIN, type Style, wrapped } from '../results/report/shown-text';
import { type Text, textOf } from '../results/texts';
import { runCatalogue } from '../results/texts/advice-catalogue';
import { doctorCatalogue } from '../results/texts/setup/doctor-texts';
import { anonymous, type Person } from './anonymous';
import { type Diagnosis, type Grade, SECTIONS, type Section, type SetupFinding } from './diagnosis';

/** Characters a line: narrow enough for an editor with its minimap. */
const LINE_WIDTH = 86;
const MARKS: Readonly<Record<Grade, string>> = { good: '✓', plain: '-', warning: '!', bad: '✗' };

/** A diagnosis as lines without personal data; the summary comes first. */
export function diagnosisLines(diagnosis: Diagnosis, person: Person, style: Style): readonly string[] {
  const blocks = SECTIONS.map((section) => sectionLines(section, diagnosis, style)).filter(({ length }) => length > 0);
  const lines = [style.bold(summaryOf(diagnosis)), ...blocks.flatMap((block) => ['', ...block])];
  const hidden = { ...person, hosts: diagnosis.hosts };
  return lines.map((line) => anonymous(line, hidden));
}

/** The ending in one sentence. */
export function summaryOf({ ending, findings }: Diagnosis): string {
  const warnings = findings.filter(({ grade }) => grade === 'warning').length;
  return doctorCatalogue.conclusions[ending](warnings);
}

/** One fenced block for a bug report; its fence is longer than any run of backticks inside. */
export function bugReport(diagnosis: Diagnosis, person: Person, plain: Style): string {
  const text = diagnosisLines(diagnosis, person, plain).join('\n');
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}\n`;
}

/** A diagnosis as an editor shows it. */
export interface Told {
  readonly sound: boolean;
  readonly summary: string;
  readonly text: string;
  /** The block for a bug report. */
  readonly report: string;
}

export function told(diagnosis: Diagnosis, person: Person): Told {
  const text = `${diagnosisLines(diagnosis, person, PLAIN).join('\n')}\n`;
  const report = bugReport(diagnosis, person, PLAIN);
  return { sound: diagnosis.ending === 'sound', summary: summaryOf(diagnosis), text, report };
}

/** A diagnosis for a program to read: codes with their texts. */
export function diagnosisJson(diagnosis: Diagnosis, person: Person, plain: Style) {
  const findings = diagnosis.findings.map(({ section, grade, message }) => {
    const { title, body = null, advice = null } = findingText(message);
    return { section, grade, code: message.code, args: message.args, text: title, body, advice };
  });
  const { ending, hosts } = diagnosis;
  const hidden = { ...person, hosts };
  const said = { ok: ending === 'sound', ending, summary: summaryOf(diagnosis), findings };
  const safe = JSON.parse(JSON.stringify(said), (_key, value: unknown) =>
    typeof value === 'string' ? anonymous(escapeText(value), hidden) : value,
  ) as typeof said;
  return { ...safe, report: bugReport(diagnosis, person, plain) };
}

/** The doctor's own words, and those for what stands in the way of any run. */
function findingText(message: SetupFinding['message']): Text {
  return textOf(message, { ...runCatalogue, ...doctorCatalogue.messages });
}

function sectionLines(section: Section, { findings }: Diagnosis, style: Style): readonly string[] {
  const own = findings.filter((finding) => finding.section === section);
  return own.length === 0
    ? []
    : [style.bold(doctorCatalogue.headings[section]), ...own.flatMap((one) => setupFindingLines(one, style))];
}

function setupFindingLines({ grade, message }: SetupFinding, style: Style): readonly string[] {
  const paints = { good: style.green, plain: style.dim, warning: style.yellow, bad: style.red };
  const { title, body, advice } = findingText(message);
  const [first = '', ...rest] = wrapped(title, '    ', LINE_WIDTH);
  const more = [body, advice].filter((text) => text !== undefined);
  return [
    `  ${paints[grade](MARKS[grade])} ${first.trimStart()}`,
    ...rest,
    ...more.flatMap((text) => wrapped(text, '      ', LINE_WIDTH)),
  ];
}
