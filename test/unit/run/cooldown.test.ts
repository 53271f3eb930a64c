import assert from 'node:assert/strict';
import { Cooldown } from '../../../src/run/cooldown';

describe('The rest after a verdict', () => {
  async function took(rest: Promise<void>): Promise<number> {
    const began = performance.now();
    await rest;
    return performance.now() - began;
  }

  it('is taken', async () => {
    assert.ok((await took(new Cooldown(50).elapsed())) >= 45);
  });

  it('is left out if it is set to zero or disposed', async () => {
    assert.ok((await took(new Cooldown(0).elapsed())) < 20);
    const rest = new Cooldown(10_000);
    const taken = took(rest.elapsed());
    rest.dispose();
    assert.ok((await taken) < 1_000);
    assert.ok((await took(rest.elapsed())) < 1_000);
  });

  it('ends early for a caller that cancels', async () => {
    const stop = new AbortController();
    const rest = new Cooldown(10_000);
    const taken = took(rest.elapsed(stop.signal));
    stop.abort();
    assert.ok((await taken) < 1_000);
    rest.dispose();
  });
});
