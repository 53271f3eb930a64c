import path from 'node:path';
import type { Message } from '../contract/codes';
import { utf8 } from '../contract/decode';
import { sortOdd } from '../course/files/collect-files';
import { diskErrorCode, readWhole } from '../course/files/disk';
import { slashed } from '../course/files/paths';
import { type FoundFile, isToolFolder, walk } from '../course/files/walk';
import type { Course, Step } from '../course/format/format';
import { bad, type CheckFinding, good } from './finding';
import { anchorsOf, linksIn, type MarkdownLink } from './markdown';
import { hintsAdvice, hintsFaults, readmeFault, type TextFault } from './step-texts';

/** The most entries of a course's folder that are listed. */
const MAX_ENTRIES = 20_000;

/** Bytes of one Markdown file, and of all of a course together. A long task has some 20 KB. */
const TEXT_BYTES = 1024 * 1024;
const TEXTS_BYTES = 32 * 1024 * 1024;

/** A file that is not UTF-8, or the system's name of the error with which it could not be read. */
interface Unread {
  readonly reason: string | null;
}

/** The text of each file, by its path relative to the course, with `/`. */
type Texts = ReadonlyMap<string, string | Unread>;

/** Checks the task and the hints of these steps, and every link in the Markdown files of the course, or of the one step. */
export async function checkTexts(course: Course, steps: readonly Step[]): Promise<readonly CheckFinding[]> {
  const found = await filesOf(course.directory);
  const files = found.map(nameOf);
  const texts = await readTexts(found);
  const whole = steps.length === course.steps.length;
  const own = (file: string) => steps.find(({ folder }) => file.startsWith(`${folder}/`)) ?? null;
  const linked = [...texts.keys()].filter((file) => whole || own(file) !== null);
  return [
    ...steps.flatMap((step) => ofStep(step, texts)),
    ...linked.flatMap((file) => ofLinks(file, own(file), texts, linkable(files, texts))),
  ];
}

/** Every file of the course, except the files of tools. */
async function filesOf(directory: string): Promise<readonly FoundFile[]> {
  const enter = async (relative: string) => !isToolFolder(path.basename(relative));
  const found = await walk(directory, { enter, take: () => true, maxEntries: MAX_ENTRIES });
  const links = await sortOdd(directory, found.odd);
  return [...found.files, ...links.files].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
}

function nameOf({ relative }: FoundFile): string {
  return slashed(relative);
}

/** One after the other, so that never more than the bound is in memory. */
async function readTexts(found: readonly FoundFile[]): Promise<Texts> {
  const texts = new Map<string, string | Unread>();
  let room = TEXTS_BYTES;
  for (const file of found.filter((one) => nameOf(one).toLowerCase().endsWith('.md'))) {
    const bytes = await readWhole(file.absolute, Math.min(room, TEXT_BYTES)).catch(diskErrorCode);
    if (typeof bytes !== 'string') room -= bytes.byteLength;
    texts.set(nameOf(file), typeof bytes === 'string' ? { reason: bytes } : (utf8(bytes) ?? { reason: null }));
  }
  return texts;
}

function ofStep(step: Step, texts: Texts): readonly CheckFinding[] {
  return [
    ...ofText(step, `${step.folder}/README.md`, texts, (text) => [readmeFault(text) ?? []].flat()),
    ...ofText(step, `${step.folder}/hints.md`, texts, hintsFaults, hintsAdvice),
  ];
}

function ofText(
  step: Step,
  file: string,
  texts: Texts,
  faultsOf: (text: string) => readonly TextFault[],
  adviceOn: (text: string) => readonly TextFault[] = () => [],
): readonly CheckFinding[] {
  const text = texts.get(file);
  const say = (message: Message, line: number | null = null) => bad('texts', step.id, message, { file, line });
  if (text === undefined) return [say({ code: 'text-missing', args: { file, step: step.id, number: step.number } })];
  if (typeof text !== 'string') return [say(notRead(file, text))];
  const faults = faultsOf(text);
  if (faults.length > 0) return faults.map(({ fault, line }) => say(fault(file), line));
  const advice = adviceOn(text).map(({ fault, line }) => good('texts', step.id, fault(file), { file, line }));
  return [good('texts', step.id, { code: 'text-good', args: { file } }), ...advice];
}

function notRead(file: string, { reason }: Unread): Message {
  return reason === null
    ? { code: 'text-not-utf8', args: { file } }
    : { code: 'text-unreadable', args: { file, reason } };
}

function linkable(files: readonly string[], texts: Texts): Linkable {
  const named = new Set(files.flatMap((file) => [file, ...foldersOf(file)]));
  const anchors = new Map<string, ReadonlySet<string>>();
  const known = (file: string, text: string) => {
    const found = anchors.get(file) ?? anchorsOf(text);
    anchors.set(file, found);
    return found;
  };
  return {
    has: (file) => named.has(file),
    anchors: (file) => {
      const text = texts.get(file);
      return typeof text === 'string' ? known(file, text) : null;
    },
  };
}

/** `a` and `a/b` for `a/b/c.md`. */
function foldersOf(file: string): readonly string[] {
  const parts = file.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

function ofLinks(file: string, step: Step | null, texts: Texts, course: Linkable): readonly CheckFinding[] {
  const text = texts.get(file);
  const told = step !== null && [`${step.folder}/README.md`, `${step.folder}/hints.md`].includes(file);
  if (typeof text === 'object' && text.reason !== null && !told)
    return [bad('texts', step?.id ?? null, notRead(file, text), { file })];
  const links = typeof text === 'string' ? linksIn(text) : [];
  const found = links.flatMap((link) => {
    const fault = linkFault(link, file, course);
    return fault === null ? [] : [bad('texts', step?.id ?? null, fault, { file, line: link.line })];
  });
  if (found.length > 0 || links.length === 0) return found;
  return [good('texts', step?.id ?? null, { code: 'links-good', args: { file, count: links.length } })];
}

/** The files of a course that links can lead to. All paths are relative to the course, with `/`. */
export interface Linkable {
  /** Whether a file or a folder has exactly this name. */
  readonly has: (file: string) => boolean;
  /** The anchors of a Markdown file; null for any other file. */
  readonly anchors: (file: string) => ReadonlySet<string> | null;
}

/** The fault of a link in the file `from`; null when it leads to something in the course, or to the web. */
export function linkFault({ target, shown }: MarkdownLink, from: string, course: Linkable): Message | null {
  const link = shown;
  if (target === null) return { code: 'link-undefined', args: { link } };
  if (/^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(target)) return null;
  const [before = '', anchor] = split(target);
  if (before === '' && anchor === undefined) return { code: 'link-empty', args: { link } };
  if (before.startsWith('/')) return { code: 'link-outside', args: { link } };
  const file = before === '' ? from : path.posix.join(path.posix.dirname(from), before).replace(/\/$/, '');
  if (file === '..' || file.startsWith('../')) return { code: 'link-outside', args: { link } };
  if (file !== '.' && !course.has(file)) return { code: 'link-nowhere', args: { link, file } };
  const anchors = anchor === undefined || anchor === '' ? null : course.anchors(file);
  if (anchors === null || anchors.has(anchor ?? '')) return null;
  return { code: 'link-anchor', args: { link, file, anchor: anchor ?? '', known: [...anchors].join(', ') } };
}

function split(target: string): readonly string[] {
  const at = target.indexOf('#');
  const before = (at < 0 ? target : target.slice(0, at)).replace(/\?.*$/, '');
  return [before, ...(at < 0 ? [] : [target.slice(at + 1)])].map(decoded);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
