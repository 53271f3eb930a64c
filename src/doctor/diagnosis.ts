import type { Message, MessageValue } from '../contract/codes';

/** The parts of a diagnosis, in their order. */
export const SECTIONS = ['about', 'places', 'engine', 'image', 'limits', 'run'] as const;
export type Section = (typeof SECTIONS)[number];

/** `plain` is neither good nor bad; a `warning` lets programs run; with anything `bad` no verdict can be had. */
export type Grade = 'good' | 'plain' | 'warning' | 'bad';

export interface Finding {
  readonly section: Section;
  readonly grade: Grade;
  readonly message: Message;
}

export interface Diagnosis {
  readonly findings: readonly Finding[];
  /** Machines elsewhere that are named in it, to be left out of what others read. */
  readonly hosts: readonly string[];
  /** `sound`: a real program was run and its verdict came back. */
  readonly ending: 'sound' | 'no-engine' | 'no-image' | 'unsound';
}

/** Makes findings of one section. */
export function findingsOf(section: Section) {
  return (grade: Grade, code: string, args: Readonly<Record<string, MessageValue>> = {}): Finding => ({
    section,
    grade,
    message: { code, args },
  });
}
