import { CodedError } from '../../contract/codes';
import { packageName } from './wheel-name';

/** A package of a list, in the one version that the list allows. */
export interface PinnedPackage {
  readonly package: string;
  readonly version: string;
  /** SHA-256 of the files that it may come in, in hexadecimal. */
  readonly hashes: readonly string[];
  /** The whole requirement on one line, as pip reads it. */
  readonly line: string;
  /** Counted from 1. */
  readonly at: number;
}

const REQUIREMENT =
  /^(?<name>[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)\s*(?<extras>\[[\w\s,.-]*\])?\s*(?<pin>[^;]*?)\s*(?:;\s*(?<marker>.+))?$/;
const PIN = /^==\s*([0-9A-Za-z.!+_-]+)$/;
const HASH = /\s--hash[=\s](\S+)/g;
const SHA256 = /^sha256:([0-9a-fA-F]{64})$/;
/** Characters of a requirement without its hashes. */
const REQUIREMENT_MAX = 1000;
/** Options that say nothing but what holds here anyway. */
const SELF_EVIDENT = /^--(?:require-hashes|only-binary[=\s]:all:)$/;

/**
 * Reads a list of packages with their hashes, in the form of pip's `--require-hashes`.
 * @param file its path, for the messages
 * @throws CodedError `requirement-form`, `requirement-unpinned`, `requirement-no-hash` {file, line, …}
 */
export function readRequirements(text: string, file: string): readonly PinnedPackage[] {
  return joinedLines(text).flatMap(({ line, at }) => (SELF_EVIDENT.test(line) ? [] : [pinned(line, file, at)]));
}

/** A line that ends in `\` goes on in the next one. Comments and empty lines are left out. */
function joinedLines(text: string): readonly { readonly line: string; readonly at: number }[] {
  const joined: { line: string; at: number }[] = [];
  let goesOn = false;
  for (const [index, whole] of text
    .replace(/^\u{feff}/u, '')
    .split(/\r\n|\r|\n/)
    .entries()) {
    const line = whole.replace(/(?:^|\s)#.*$/, '');
    const part = line.replace(/\\\s*$/, '').trim();
    const last = joined.at(-1);
    if (goesOn && last !== undefined) last.line = `${last.line} ${part}`.trim();
    else joined.push({ line: part, at: index + 1 });
    goesOn = /\\\s*$/.test(line);
  }
  return joined.filter(({ line }) => line !== '');
}

function pinned(line: string, file: string, at: number): PinnedPackage {
  const given = [...line.matchAll(HASH)].map(([, hash = '']) => hash);
  const bare = line.replace(HASH, '').trim();
  const parts = bare.length > REQUIREMENT_MAX ? undefined : REQUIREMENT.exec(bare)?.groups;
  const { name, extras = '', pin = '', marker } = parts ?? {};
  if (name === undefined || /\s--|[\\@]|:\/\//.test(pin) || /\s--/.test(` ${marker ?? ''}`))
    throw new CodedError('requirement-form', { file, line: at, source: line.slice(0, 200) });
  const version = PIN.exec(pin)?.[1];
  if (version === undefined) throw new CodedError('requirement-unpinned', { file, line: at, package: name });
  const hashes = given.map((hash) => SHA256.exec(hash)?.[1]?.toLowerCase());
  if (hashes.length === 0 || hashes.includes(undefined))
    throw new CodedError('requirement-no-hash', { file, line: at, package: name });
  const known = hashes.filter((hash) => hash !== undefined);
  const condition = marker === undefined ? '' : ` ; ${marker.trim()}`;
  const written = `${name}${extras.replaceAll(/\s/g, '')}==${version}${condition}`;
  const whole = [written, ...known.map((hash) => `--hash=sha256:${hash}`)].join(' ');
  return { package: packageName(name), version, hashes: known, line: whole, at };
}
