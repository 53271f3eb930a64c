/** What a text must not tell, to be left out of a bug report. */
export interface Person {
  /** The home folder. */
  readonly home: string;
  readonly user: string;
  /** The machine's own name. */
  readonly machine: string;
  /** Other machines that are named. */
  readonly hosts: readonly string[];
}

/** Names that say nothing of anybody. */
const COMMON: ReadonlySet<string> = new Set([
  'root',
  'user',
  'admin',
  'docker',
  'runner',
  'localhost',
  'ubuntu',
  'debian',
  'vscode',
  'linux',
  'mac',
]);
const OWN_HOST = /^(localhost|127\.\d+\.\d+\.\d+|\[?::1\]?|\.|host)?$/i;

/** The text without the home folder, names of user and machine, and hosts elsewhere. Doing it twice changes nothing. */
export function anonymous(text: string, { home, user, machine, hosts }: Person): string {
  const words: readonly (readonly [string, string])[] = [
    ...hosts.filter((host) => !OWN_HOST.test(host)).map((host) => [host, '<host>'] as const),
    [user, '<user>'],
    [machine, '<machine>'],
  ];
  const told = words.reduce(
    (left, [name, mask]) => withoutName(left, name, mask),
    withoutHosts(withoutHome(text, home)),
  );
  return told.replace(/[^\s/@]+@<host>/g, '<host>');
}

/** `C:\Users\Kim` is also written `C:/Users/Kim`. */
function withoutHome(text: string, home: string): string {
  const folder = home.replace(/[\\/]+$/, '');
  if (folder === '') return text;
  const either = escaped(folder).replace(/\\\\|\//g, '[\\\\/]');
  return text.replace(new RegExp(`${either}(?![\\w.-])`, 'gi'), '~');
}

/** `tcp://build.example:2376` */
function withoutHosts(text: string): string {
  return text.replace(/\b(tcp|https?|ssh):\/\/([^\s/:@]+@)?(\[[^\]]*\]|[^\s/:]*)/gi, (all, scheme, _user, host) =>
    OWN_HOST.test(host) ? all : `${scheme}://<host>`,
  );
}

function withoutName(text: string, name: string, mask: string): string {
  if (name.length < 2 || COMMON.has(name.toLowerCase())) return text;
  return text.replace(new RegExp(`(?<![\\p{L}\\p{N}_<])${escaped(name)}(?![\\p{L}\\p{N}_>])`, 'giu'), mask);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
