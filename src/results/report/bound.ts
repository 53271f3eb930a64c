import { leftOut } from '../texts/learner/outcome-texts';

/** At most about `limit` characters of `text`: its first and its last half, with a line between that says what is missing. */
export function bounded(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const half = Math.floor(limit / 2);
  const head = whole(text.slice(0, half));
  const tail = whole(text.slice(text.length - half));
  return `${head}\n${leftOut(text.length - head.length - tail.length, 'character')}\n${tail}`;
}

/** A cut may have gone through a surrogate pair; neither half means anything. */
function whole(text: string): string {
  return text.replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, '');
}
