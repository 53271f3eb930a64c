import childProcess from 'node:child_process';
import fs from 'node:fs';
import promises from 'node:fs/promises';
import net from 'node:net';

type Call = (...given: readonly unknown[]) => unknown;

/** Every function by which a program uses the disk, other programs or the network. HTTP goes through the socket too. */
const WATCHED: readonly (readonly [name: string, owner: object, only?: readonly string[]])[] = [
  ['fs', fs],
  ['fs/promises', promises],
  ['child_process', childProcess],
  ['net.Socket', net.Socket.prototype, ['connect']],
  ['net.Server', net.Server.prototype, ['listen']],
];

/** Records every call to those, as `fs.readFile /a/file`, until the returned function is called. Includes calls of others. */
export function watchTouches(): () => readonly string[] {
  const seen: string[] = [];
  const undo = WATCHED.flatMap(([name, owner, only]) =>
    Object.keys(Object.getOwnPropertyDescriptors(owner)).flatMap((key) =>
      only === undefined || only.includes(key)
        ? watched(owner, key, (first) => seen.push(`${name}.${key} ${first}`))
        : [],
    ),
  );
  return () => {
    for (const one of undo) one();
    return seen;
  };
}

/** @returns a function that removes the watch; none if the value is not a function */
function watched(owner: object, key: string, note: (first: unknown) => void): readonly (() => void)[] {
  const usual = Object.getOwnPropertyDescriptor(owner, key);
  if (typeof usual?.value !== 'function' || !usual.writable) return [];
  const value = new Proxy(usual.value as Call, {
    apply(call, self, given) {
      note(given[0]);
      return Reflect.apply(call, self, given);
    },
  });
  Object.defineProperty(owner, key, { ...usual, value });
  return [() => Object.defineProperty(owner, key, usual)];
}
