import { commandLine, inShort, type Seen, type Tried } from './battery';
import { runtime } from './runs';

interface FoundBySetup {
  readonly section: string;
  readonly grade: 'good' | 'plain' | 'warning' | 'bad';
  readonly text: string;
}

interface SaidByDoctor {
  readonly ok: boolean;
  readonly summary: string;
  readonly findings: readonly FoundBySetup[];
}

/** The image can be built, or an earlier row or run has built it there. */
export async function hasImage({ longest }: Tried): Promise<Seen> {
  const { code, stdout, stderr } = await commandLine(['image', ...runtime(), '--json'], longest);
  if (code !== 0) return { ok: false, seen: inShort(`${stdout}${stderr}`) };
  const { source } = JSON.parse(stdout) as { source: string };
  return { ok: true, seen: source === 'built' ? 'built' : 'found' };
}

/** What the doctor says: a verdict can be had, and each warning is worth a note. */
export class DoctorCheck {
  /** What the engine says of itself. */
  answered: readonly string[] = [];

  async look({ longest }: Tried): Promise<Seen> {
    const { stdout, stderr } = await commandLine(['doctor', ...runtime(), '--json'], longest);
    const said = parsed(stdout);
    if (said === null) return { ok: false, seen: inShort(`${stdout}${stderr}`) };
    this.answered = said.findings.filter(({ section }) => section === 'engine').map(({ text }) => text);
    const of = (wanted: FoundBySetup['grade']) =>
      said.findings.filter(({ grade }) => grade === wanted).map(({ text }) => text);
    const notes = of('warning').map((text) => `doctor: ${inShort(text)}`);
    return { ok: said.ok, seen: inShort([said.summary, ...of('bad')].join(' ')), notes };
  }
}

function parsed(text: string): SaidByDoctor | null {
  try {
    return JSON.parse(text) as SaidByDoctor;
  } catch {
    return null;
  }
}
