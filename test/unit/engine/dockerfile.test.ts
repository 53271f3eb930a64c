import { deepEqual } from 'node:assert/strict';
import { outdated } from '../../../src/engine/image/derived-image';
import { basesOf } from '../../../src/engine/image/sources';

function bases(text: string, args: Readonly<Record<string, string>> = {}): readonly string[] {
  return basesOf([{ path: 'Dockerfile', bytes: Buffer.from(text) }], args);
}

describe('What a Dockerfile builds on', () => {
  it('is what its FROM lines name, with the defaults of its arguments', () => {
    const text =
      'ARG BASE=python:3.11\nARG Q="q:1"\nFROM $BASE AS one\nfrom --platform=linux/amd64 x:1\nRUN a\nFROM $Q\n';
    deepEqual(bases(text), ['python:3.11', 'x:1', 'q:1']);
    deepEqual(bases(text.replace(/\$(\w+)/g, `$\{$1}`)), ['python:3.11', 'x:1', 'q:1']);
  });

  it('follows the given arguments, with or without a default', () => {
    deepEqual(bases('ARG A=a\nARG B=b\nARG C\nFROM $A\nFROM $B\nFROM $C\n', { B: 'x', C: 'y' }), ['a', 'x', 'y']);
  });

  it('includes neither its own stages, nor scratch, nor an unknown name', () => {
    deepEqual(bases('FROM a AS one\nFROM one as two\nFROM scratch\nCOPY --from=two / /\n'), ['a']);
    deepEqual(bases('ARG A\nFROM $A\nFROM $B\n'), []);
    deepEqual(bases('# FROM nowhere\n'), []);
    deepEqual(basesOf([]), []);
  });

  it('does not depend on an argument inside a stage', () => {
    deepEqual(bases('ARG A=a\nFROM $A\nARG A=other\nFROM $A\n'), ['a', 'a']);
  });
});

describe('An outdated image', () => {
  const image = (id: string, refs: string[], createdAt: number) => ({ id, refs, createdAt });
  const found = (...images: ReturnType<typeof image>[]) => outdated(images, 'x:now', 10).map(({ id }) => id);

  it('has another name, and is older than what another process may be about to use', () => {
    const two = image('two names', ['x:old', 'x:now'], 1);
    deepEqual(found(image('now', ['x:now'], 1), two, image('old', ['x:old'], 1), image('young', ['x:y'], 10)), ['old']);
  });

  it('may also have no name, unless it is the newest of those', () => {
    deepEqual(found(image('first', [], 1), image('second', [], 2), image('last', [], 3)), ['first', 'second']);
    deepEqual(found(image('first', [], 1), image('young', [], 11)), ['first']);
    deepEqual(found(image('only', [], 1)), []);
    deepEqual(found(), []);
  });
});
