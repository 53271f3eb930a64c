import { type Code, type CodeArgs, CodedError, type Message } from '../contract/codes';

/** The parts of a diagnosis, in their order. */
export const SECTIONS = ['about', 'places', 'engine', 'image', 'limits', 'run'] as const;
export type Section = (typeof SECTIONS)[number];

/** `plain` is information. Programs still run with a `warning`; with anything `bad` there is no verdict. */
export type Grade = 'good' | 'plain' | 'warning' | 'bad';

/** One thing that the doctor looked at. */
export interface SetupFinding {
  readonly section: Section;
  readonly grade: Grade;
  readonly message: Message;
}

export interface Diagnosis {
  readonly findings: readonly SetupFinding[];
  /** Names of remote machines in the findings, which a bug report must not show. */
  readonly hosts: readonly string[];
  /** `sound`: a real program ran and its verdict came back. */
  readonly ending: 'sound' | 'no-engine' | 'no-image' | 'unsound';
}

/** Makes the findings of one section. */
export function findingsOf(section: Section) {
  return <K extends Code>(grade: Grade, code: K, args: CodeArgs[K]): SetupFinding => ({
    section,
    grade,
    // The compiler does not see by itself that a message of one code is one of all codes.
    message: { code, args } as Message,
  });
}

/** Collects findings while the doctor works. */
export class FindingLog {
  readonly #findings: SetupFinding[];

  constructor(
    before: readonly SetupFinding[],
    private readonly onStage: (stage: Section) => void = () => {},
  ) {
    this.#findings = [...before];
  }

  get findings(): readonly SetupFinding[] {
    return this.#findings;
  }

  get isBad(): boolean {
    return this.#findings.some(({ grade }) => grade === 'bad');
  }

  add(findings: readonly SetupFinding[]): void {
    this.#findings.push(...findings);
  }

  /** Begins a section and does its work. A coded error becomes a finding of this grade, and the result is null. @throws CodedError `cancelled` */
  async try<T>(section: Section, grade: Grade, work: () => Promise<T>): Promise<T | null> {
    this.onStage(section);
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof CodedError) || error.code === 'cancelled') throw error;
      this.add([{ section, grade, message: error.told }]);
      return null;
    }
  }
}
