import assert from 'node:assert/strict';
import { Rest } from '../../../src/run/cooldown';

describe('The rest after a verdict', () => {
  async function took(rest: Promise<void>): Promise<number> {
    const began = performance.now();
    await rest;
    return performance.now() - began;
  }

  it('is taken', async () => {
    assert.ok((await took(new Rest(50).taken())) >= 45);
  });

  it('is none where nobody looks, and once it is disposed', async () => {
    assert.ok((await took(new Rest(0).taken())) < 20);
    const rest = new Rest(10_000);
    const taken = took(rest.taken());
    rest.dispose();
    assert.ok((await taken) < 1_000);
    assert.ok((await took(rest.taken())) < 1_000);
  });

  it('ends for who is cancelled', async () => {
    const stop = new AbortController();
    const rest = new Rest(10_000);
    const taken = took(rest.taken(stop.signal));
    stop.abort();
    assert.ok((await taken) < 1_000);
    rest.dispose();
  });
});
