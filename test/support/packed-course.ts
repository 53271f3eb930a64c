import { cp, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { inTemporaryFolder, ROOT } from './run';
import { type MadeWheel, makeWheel, type WheelWish } from './wheel';

/** The two packages of the course in `test/courses/packed`. Its wheels are not in the repository. */
export const ROMAN: WheelWish = {
  name: 'roman_digits',
  files: { 'roman_digits/__init__.py': 'def roman(number: int) -> str:\n    return "I" * number\n' },
};
export const CLEAN: WheelWish = {
  name: 'clean_words',
  files: { 'clean_words.py': 'def clean(text: str) -> str:\n    return text.strip()\n' },
};

/** A copy of that course. */
export interface PackedCopy {
  readonly folder: string;
  /** Where its wheels lie. */
  readonly wheels: string;
  /** Makes one more wheel there. */
  add(wish: WheelWish): Promise<MadeWheel>;
  /** Writes the list of packages. */
  list(text: string): Promise<void>;
  /** Replaces what `course.json` says of packages. */
  brings(packages: readonly string[]): Promise<void>;
  /** Replaces the id of the course. */
  readonly id: string;
}

/** Lets `use` have a copy with its wheels and its list, under an id of this process, so that no image of another one is touched. */
export async function withPackedCourse<T>(use: (copy: PackedCopy) => Promise<T>): Promise<T> {
  return inTemporaryFolder(async (folder) => {
    await cp(path.join(ROOT, 'test', 'courses', 'packed'), folder, { recursive: true });
    const copy = copyOf(folder);
    await copy.brings([`wheels/${(await copy.add(ROMAN)).file}`, 'requirements.txt']);
    await copy.list(pinOf('clean_words', await copy.add(CLEAN)));
    return use(copy);
  });
}

/** A line of a list, with the hash of that wheel. */
export function pinOf(name: string, { hash }: Pick<MadeWheel, 'hash'>, version = '1.0'): string {
  return `${name}==${version} \\\n    --hash=sha256:${hash}\n`;
}

function copyOf(folder: string): PackedCopy {
  const wheels = path.join(folder, 'wheels');
  const id = `packed-${process.pid}`;
  return {
    folder,
    wheels,
    id,
    add: (wish) => makeWheel(wheels, wish),
    list: (text) => writeFile(path.join(folder, 'requirements.txt'), text),
    brings: (packages) => {
      const fields = { id, title: 'A program with packages', entry: 'main.py', shape: 'growing', packages };
      const course = {
        format_version: 2,
        runtimes: { python: '>=3.11' },
        ...fields,
        steps: [{ id: 'say', title: 'Say a number as the Romans did' }],
      };
      return writeFile(path.join(folder, 'course.json'), JSON.stringify(course));
    },
  };
}
