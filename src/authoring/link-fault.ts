import path from 'node:path';
import type { Message } from '../contract/codes';
import type { MarkdownLink } from './markdown';

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
