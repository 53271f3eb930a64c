import type { Code, CodeArgs, Message } from '../contract/codes';

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
  return <K extends Code>(grade: Grade, code: K, args: CodeArgs[K]): Finding => ({
    section,
    grade,
    // The compiler does not see by itself that a message of one code is one of all codes.
    message: { code, args } as Message,
  });
}
