import type { CodeArgs } from '../../../contract/codes';
import type { Text } from '../words';

type Newer = CodeArgs['needs-newer'];
type Older = CodeArgs['was-removed'];

/** A program that is right in a newer version. */
export function newerVersion(args: Newer): Text {
  const { language, found } = args;
  return {
    title: `${needed(args)}; your program runs in ${language} ${found}.`,
    advice: `${elsewhere(args)}Or write it so that ${language} ${found} can run it.`.replace(/^Or w/, 'W'),
  };
}

/** A program that uses what is gone. */
export function olderVersion(args: Older): Text {
  const { language, found, what, instead } = args;
  const replaced = what.startsWith('`') ? replacement(instead) : '';
  return {
    title: `${changed(args)}; your program runs in ${language} ${found}.`,
    advice: `This was written for an older ${language}. ${replaced}${elsewhere(args)}`.trim(),
  };
}

function needed({ language, version, what }: Newer): string {
  const since = `${language} ${version}`;
  if (what.startsWith('`')) return `${what} came with ${since}`;
  if (what === 'generator-types') return `A generator that leaves out some of its types came with ${since}`;
  if (what === 'async-for') return `This kind of loop came with ${since}`;
  if (what === 'annotation') return `This annotation needs ${since}`;
  return what === 'unread' ? `This is newer syntax, which ${since} reads` : `This is ${since} syntax`;
}

function changed({ language, version, what }: Older): string {
  const since = `${language} ${version}`;
  if (what === 'event-loop') return `Since ${since}, no event loop is made unless the program makes one`;
  if (what === 'fork') return `Since ${since}, a new process is not a copy of the program that starts it`;
  return `${what} was removed in ${since}`;
}

/** Nothing that is known to have taken its place may still be there under another name. */
function replacement(instead: string | null): string {
  return instead === null ? 'Nothing is known to have taken its place. ' : `What to use now: \`${instead}\`. `;
}

/** Where it would run as it is, with a blank behind it; empty if that is not known. */
export function elsewhere({ runtimes, run_in, taken }: Newer | Older): string {
  if (runtimes === null || taken === '') return '';
  if (run_in === null) return `This course takes only ${taken}. `;
  return `Run it in ${runtimes}: "Choose Runtime" in VS Code, \`--runtime ${run_in}\` on the command line. `;
}
