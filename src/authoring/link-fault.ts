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
  const fault = (code: string, args: Message['args'] = {}) => ({ code, args: { link: shown, ...args } });
  if (target === null) return fault('link-undefined');
  if (/^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(target)) return null;
  const [before = '', anchor] = split(target);
  if (before === '' && anchor === undefined) return fault('link-empty');
  if (before.startsWith('/')) return fault('link-outside');
  const file = before === '' ? from : path.posix.join(path.posix.dirname(from), before).replace(/\/$/, '');
  if (file === '..' || file.startsWith('../')) return fault('link-outside');
  if (file !== '.' && !course.has(file)) return fault('link-nowhere', { file });
  const anchors = anchor === undefined || anchor === '' ? null : course.anchors(file);
  if (anchors === null || anchors.has(anchor ?? '')) return null;
  return fault('link-anchor', { file, anchor: anchor ?? '', known: [...anchors].join(', ') });
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
