import { GONE, NEW } from './hand-names';
import { CAME, WENT } from './stub-names';

/** When a name of Python's own came or went; `instead`: what has taken its place, null when nothing has or it is not known. */
export interface NameChange {
  readonly version: string;
  readonly instead: string | null;
}

type Changes = ReadonlyMap<string, NameChange>;
type Table = Readonly<Record<string, string>>;

let read: { readonly came: Changes; readonly went: Changes } | null = null;

/** @param key in the form of the tables: `itertools:batched`, `Path.:walk`, `Path.glob():case_sensitive`, also `glob():case_sensitive` */
export function cameWith(key: string): NameChange | null {
  return tables().came.get(key) ?? null;
}

export function wentWith(key: string): NameChange | null {
  return tables().went.get(key) ?? null;
}

/** Read at the first question: most runs ask none. What is written by hand says more. */
function tables(): NonNullable<typeof read> {
  read ??= { came: changes(NEW, CAME), went: changes(GONE, WENT) };
  return read;
}

/** @param tables the first that has a key says it */
function changes(...tables: readonly Table[]): Changes {
  const found = new Map<string, NameChange>();
  const shortened = new Map<string, NameChange>();
  for (const [version, groups] of tables.flatMap((table) => Object.entries(table)))
    for (const [key, instead] of groups.split(/\s+/).flatMap(keysOf)) {
      if (!found.has(key)) found.set(key, { version, instead });
      const short = withoutClass(key);
      if (!shortened.has(short)) shortened.set(short, { version, instead });
    }
  return new Map([...shortened, ...found]);
}

/** The keys of a group, with what has taken their place. Owners and names are lists; a list of owners ends with what kind they are of. */
function keysOf(group: string): readonly (readonly [string, string | null])[] {
  const at = group.indexOf(':');
  const [names = '', all = null] = group.slice(at + 1).split('>>');
  const [, list = '', kind = ''] = /^(.*?)((?:\.|\(\))?:)?$/.exec(group.slice(0, at + 1)) ?? [];
  return names.split(',').flatMap((entry) => {
    const [name = '', instead = all] = entry.split('>');
    return list.split(',').map((owner) => [`${owner}${kind}${name}`, instead] as const);
  });
}

/** Functions in C give only the last of their names: `Connection():autocommit` for `Connection.__init__`, `replace():count` for `str.replace`. */
function withoutClass(key: string): string {
  return key.replace(/^(\w+)\.__init__\(\):/, '$1():').replace(/^\w+\.(\w+\(\):)/, '$1');
}
