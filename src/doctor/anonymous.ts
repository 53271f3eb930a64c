import os from 'node:os';
import type { Platform } from '../contract/platform';

/** Personal data that a bug report must not show. */
export interface Person {
  /** The home folder. */
  readonly home: string;
  readonly user: string;
  /** The name of this machine. */
  readonly machine: string;
  /** Names of other machines. */
  readonly hosts: readonly string[];
}

/** The person who uses this machine. */
export function thisPerson({ home }: Pick<Platform, 'home'>): Person {
  return { home, user: userName(), machine: os.hostname(), hosts: [] };
}

/** Empty for a user id without a name. */
function userName(): string {
  try {
    return os.userInfo().username;
  } catch {
    return '';
  }
}

/** Common names, which identify nobody. */
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

/** Where ssh and its servers name a machine. */
const SSH_NAMES =
  /\b(connect to host|resolve hostname|(?:closed|reset) by|connection to|disconnect(?:ed)? from|timeout, server|host key for|key is known for|host) (?!remote host\b)([\w.:%-]+)(?= (?:port|closed|not responding|has changed|and you)\b|:(?= ))/gi;
/** Not a version with a suffix, as a kernel has it. */
const IP = /(?<![\w.:-])(?!127\.|0\.0\.0\.0)(?:\d{1,3}\.){3}\d{1,3}(?![\w-]|\.\d)/g;
/** A user on a machine, and not the digest of an image. */
const USER_AT = /[^\s/@<>`'"(]+@(?!sha\d+:)(?:\[[^\]\s]*\]|[^\s/@<>`'"),:[]+)/g;

/** The text without the home folder, the names of the user and the machine, and remote hosts. Applying it twice changes nothing. */
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
  return withoutFar(told).replace(/[^\s/@]+@<host>/g, '<host>');
}

/** Matches both `C:\Users\Kim` and `C:/Users/Kim`. */
function withoutHome(text: string, home: string): string {
  const folder = home.replace(/[\\/]+$/, '');
  if (folder === '') return text;
  const either = escaped(folder).replace(/\\\\|\//g, '[\\\\/]');
  // The user and the host of an address are no folder: `ssh://root@box`.
  return text.replace(new RegExp(`(?<!:[\\\\/])${either}(?![\\w.-])`, 'gi'), '~');
}

/** `tcp://build.example:2376` becomes `tcp://<host>:2376`. */
function withoutHosts(text: string): string {
  return text.replace(/\b(tcp|https?|ssh):\/\/([^\s/:@]+@)?(\[[^\]]*\]|[^\s/:]*)/gi, (all, scheme, _user, host) =>
    OWN_HOST.test(host) ? all : `${scheme}://<host>`,
  );
}

/** Machines and users elsewhere that no setting names: ssh takes them from its configuration. */
function withoutFar(text: string): string {
  return text
    .replace(USER_AT, (all) => (/@(localhost|127\.)/i.test(all) ? all : '<host>'))
    .replace(SSH_NAMES, (all, words, name) => (OWN_HOST.test(name) ? all : `${words} <host>`))
    .replace(IP, '<host>');
}

function withoutName(text: string, name: string, mask: string): string {
  if (name.length < 2 || COMMON.has(name.toLowerCase())) return text;
  return text.replace(new RegExp(`(?<![\\p{L}\\p{N}_<])${escaped(name)}(?![\\p{L}\\p{N}_>])`, 'giu'), mask);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
