import { CodedError } from '../contract/codes';
import type { Finding, Grade, Section } from './diagnosis';

/** Findings as they come in. */
export class Chart {
  readonly #findings: Finding[];

  constructor(
    before: readonly Finding[],
    private readonly onStage: (stage: Section) => void = () => {},
  ) {
    this.#findings = [...before];
  }

  get findings(): readonly Finding[] {
    return this.#findings;
  }

  get isBad(): boolean {
    return this.#findings.some(({ grade }) => grade === 'bad');
  }

  add(findings: readonly Finding[]): void {
    this.#findings.push(...findings);
  }

  /** Begins a section. What goes wrong in it is a finding of that grade, and gives null. @throws CodedError `cancelled`. */
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
