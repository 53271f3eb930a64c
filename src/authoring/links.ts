import path from 'node:path';
import type { Message } from '../contract/codes';
import type { Link } from './links-in';

/** What of a course can be linked to. All paths are relative to the course, with `/`. */
export interface Linkable {
  /** Whether there is a file or a folder of exactly this name. */
  readonly has: (file: string) => boolean;
  /** What a `#` may name in a Markdown file; null for any other file. */
  readonly anchors: (file: string) => ReadonlySet<string> | null;
}

/** Why a link of the file `from` leads nowhere inside of the course; null when it does, or leads to the web. */
export function linkFault({ target, shown: link }: Link, from: string, course: Linkable): Message | null {
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
    return decodeURIComponent(part.replace(/\\(?=[!-/:-@[-`{-~])/g, ''));
  } catch {
    return part;
  }
}
