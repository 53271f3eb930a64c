import type { SourceFile } from './sources';

/**
 * What a Dockerfile builds on: the images of its `FROM` lines, without its own stages and `scratch`. An `ARG` has the value given, else
 * its default; what has neither names no image.
 */
export function basesOf(files: readonly SourceFile[], args: Readonly<Record<string, string>> = {}): readonly string[] {
  const text = files.find(({ path }) => path === 'Dockerfile')?.bytes.toString('utf8') ?? '';
  const [before = '', ...stages] = text.split(/^\s*FROM\s+(?:--\S+\s+)*/im);
  const values = argumentsOf(before, args);
  const own = new Set(['scratch']);
  const bases: string[] = [];
  for (const stage of stages) {
    const [, from = '', name] = /^(\S+)(?:[ \t]+AS[ \t]+(\S+))?/i.exec(stage) ?? [];
    const base = from.replace(/\$\{(\w+)\}|\$(\w+)/g, (whole, one, other) => values.get(one ?? other) ?? whole);
    if (!own.has(base) && !base.includes('$')) bases.push(base);
    if (name !== undefined) own.add(name);
  }
  return bases;
}

/** Those that `FROM` lines know: what stands before the first one. */
function argumentsOf(text: string, given: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  const found = text.matchAll(/^\s*ARG\s+(\w+)(?:=(\S+))?/gim);
  const valued = [...found].map(
    ([, name = '', value]) => [name, given[name] ?? value?.replace(/^"(.*)"$/, '$1')] as const,
  );
  return new Map(valued.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])));
}
