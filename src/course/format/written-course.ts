import { type CourseText, FORMAT_VERSION } from './format';

/** What every version of the format has. */
type Shared = Omit<CourseText, 'format_version' | 'language' | 'runtimes' | 'network'>;

/** `course.json` of version 1. Only one value was ever allowed for the runtime and the image. */
interface FirstCourse extends Shared {
  readonly format_version: 1;
  readonly language: string;
  readonly runtime: string;
  readonly image: string;
  readonly network: 'none';
}

/** `course.json` of version 2. */
interface SecondCourse extends Shared {
  readonly format_version: 2;
  readonly runtimes: Readonly<Record<string, string>>;
  readonly network?: 'none';
}

/** `course.json` as it is written, valid against its schema. */
export type WrittenCourse = FirstCourse | SecondCourse;

/** What courses of version 1 were written for, and later versions, as far as anybody could know. */
const FIRST_RANGE = '>=3.11';

/** The course in the form of the newest version. */
export function courseTextOf(written: WrittenCourse): CourseText {
  if (written.format_version === 1) {
    const { runtime: _, image: __, ...rest } = written;
    return { ...rest, format_version: FORMAT_VERSION, runtimes: { [rest.language]: FIRST_RANGE } };
  }
  const [language = ''] = Object.keys(written.runtimes);
  return { network: 'none', ...written, language };
}
