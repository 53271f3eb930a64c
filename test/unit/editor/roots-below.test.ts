import assert from 'node:assert/strict';
import type { CancellationToken } from 'vscode';
import type { Api } from '../../../src/editor/base/api';
import { RootsBelow } from '../../../src/editor/course/roots-below';
import { FakeTokenSource } from '../../support/fake-editor';
import { FakeUri } from '../../support/fake-values';

type Search = (token: CancellationToken) => Promise<readonly FakeUri[]>;

describe('The folders below those of the window', () => {
  let search: Search;
  let asked: readonly unknown[];
  let roots: RootsBelow;

  beforeEach(() => {
    const findFiles = (...given: readonly unknown[]) => {
      asked = given;
      return search(given[3] as CancellationToken);
    };
    const api = { workspace: { findFiles }, CancellationTokenSource: FakeTokenSource } as unknown as Api;
    roots = new RootsBelow(api, 20);
    search = async () => [
      FakeUri.file('/code/mine/.codealong/progress.json'),
      FakeUri.from({ scheme: 'vscode-vfs', path: '/far/.codealong/progress.json' }),
    ];
  });

  it('are found by their progress, not in tools’ folders, and up to a maximum', async () => {
    assert.deepEqual(await roots.find(), ['/code/mine']);
    const [pattern, leftOut, most] = asked;
    assert.equal(pattern, '**/.codealong/progress.json');
    assert.match(String(leftOut), /node_modules/);
    assert.equal(most, 100);
  });

  it('are the last known ones when the search takes too long, and the search ends', async () => {
    await roots.find();
    let stopped = false;
    search = (token) =>
      new Promise(() => {
        token.onCancellationRequested(() => {
          stopped = true;
        });
      });
    assert.deepEqual(await roots.find(), ['/code/mine']);
    assert.equal(stopped, true);
  });

  it('are the last known ones when the search fails', async () => {
    search = async () => Promise.reject(new Error('rg'));
    assert.deepEqual(await roots.find(), []);
  });
});
