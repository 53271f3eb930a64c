import { deepEqual, equal } from 'node:assert/strict';
import { mock } from 'node:test';
import { CodedError } from '../../../src/contract/codes';
import { DEFAULT_LIMITS } from '../../../src/contract/limits';
import type { Engine } from '../../../src/engine/client/engine';
import { Pool } from '../../../src/sandbox/pool';
import { type Deferred, deferred } from '../../../src/sandbox/promises';
import type { Sandbox } from '../../../src/sandbox/sandbox';
import type { SandboxSpec, WarmSandbox } from '../../../src/sandbox/warm-sandbox';

const MINUTE = 60_000;
const WANTED: SandboxSpec = { engine: {} as Engine, image: { ref: 'image', id: 'sha' }, limits: DEFAULT_LIMITS };

/** A sandbox that gets ready, and dies, when a test says so. */
class FakeWarm {
  sandbox: Sandbox | null = null;
  discarded = false;
  pings = 0;
  answers = true;
  readonly #opened = deferred<Sandbox | null>();
  readonly #over: Deferred<unknown> = deferred<unknown>();
  readonly opened = this.#opened.promise;
  readonly over = this.#over.promise;
  readonly #made = { ping: async () => this.#ping() } as unknown as Sandbox;

  constructor(private readonly wanted: SandboxSpec) {}

  async ready(): Promise<this> {
    this.sandbox = this.#made;
    this.#opened.resolve(this.#made);
    await this.opened;
    return this;
  }

  fails(): void {
    this.#opened.resolve(null);
    this.dies();
  }

  dies(): void {
    this.#over.resolve(null);
  }

  fits(wanted: SandboxSpec): boolean {
    return wanted === this.wanted;
  }

  async discard(): Promise<void> {
    this.discarded = true;
  }

  async #ping(): Promise<void> {
    this.pings += 1;
    if (!this.answers) throw new CodedError('sandbox-not-ready', { why: 'no answer' });
  }
}

describe('The pool', () => {
  let made: FakeWarm[];
  let size: number;
  let pool: Pool;

  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout'] });
    made = [];
    size = 1;
    const make = (wanted: SandboxSpec) => {
      const one = new FakeWarm(wanted);
      made.push(one);
      return one as unknown as WarmSandbox;
    };
    const owner = { session: 's', process: 'p' };
    pool = new Pool({ owner, size: () => size, leave: (removal) => void removal, make });
  });
  afterEach(() => {
    pool.dispose();
    mock.timers.reset();
  });

  const discarded = () => made.map((one) => one.discarded);

  it('makes as many sandboxes as its size says, however often it is filled', () => {
    size = 2;
    pool.fill(WANTED);
    pool.fill(WANTED);
    equal(made.length, 2);
  });

  it('makes none with a size of 0, and removes those that it has', () => {
    pool.fill(WANTED);
    size = 0;
    pool.fill(WANTED);
    deepEqual(discarded(), [true]);
  });

  it('gives out each sandbox once', async () => {
    pool.fill(WANTED);
    await made[0]?.ready();
    const [first, second] = await Promise.all([pool.claim(WANTED), pool.claim(WANTED)]);
    deepEqual([first?.sandbox, first?.warm, second], [made[0]?.sandbox, true, null]);
    equal(await pool.claim(WANTED), null);
  });

  it('does not refill itself before the verdict', async () => {
    pool.fill(WANTED);
    await made[0]?.ready();
    await pool.claim(WANTED);
    equal(made.length, 1);
  });

  it('gives none for another key, and removes those of the old key when it is filled for the new one', async () => {
    const other = { ...WANTED };
    pool.fill(WANTED);
    await made[0]?.ready();
    equal(await pool.claim(other), null);
    deepEqual(discarded(), [false]);
    pool.fill(other);
    deepEqual(discarded(), [true, false]);
  });

  it('waits for a sandbox that is still warming, and says that it was not warm', async () => {
    pool.fill(WANTED);
    const claim = pool.claim(WANTED);
    await made[0]?.ready();
    deepEqual(await claim, { sandbox: made[0]?.sandbox, warm: false });
  });

  it('gives a ready sandbox rather than one that is warming', async () => {
    size = 2;
    pool.fill(WANTED);
    await made[1]?.ready();
    equal((await pool.claim(WANTED))?.sandbox, made[1]?.sandbox);
  });

  it('gives nothing when the sandbox that was warming failed', async () => {
    pool.fill(WANTED);
    const claim = pool.claim(WANTED);
    made[0]?.fails();
    equal(await claim, null);
  });

  it('gives out no sandbox that does not answer, and removes it', async () => {
    pool.fill(WANTED);
    const one = await made[0]?.ready();
    if (one !== undefined) one.answers = false;
    equal(await pool.claim(WANTED), null);
    deepEqual([one?.pings, one?.discarded], [1, true]);
  });

  it('removes a sandbox that dies while it waits', async () => {
    pool.fill(WANTED);
    (await made[0]?.ready())?.dies();
    await made[0]?.over;
    equal(await pool.claim(WANTED), null);
    deepEqual([made[0]?.discarded, made[0]?.pings], [true, 0]);
  });

  it('keeps the sandbox that a cancelled run had waited for, as it is unused', async () => {
    pool.fill(WANTED);
    const abort = new AbortController();
    const claim = pool.claim(WANTED, abort.signal);
    abort.abort();
    equal(await claim, null);
    await made[0]?.ready();
    equal((await pool.claim(WANTED))?.sandbox, made[0]?.sandbox);
  });

  it('removes the sandbox that a cancelled run had waited for if the pool was emptied meanwhile', async () => {
    pool.fill(WANTED);
    const abort = new AbortController();
    const claim = pool.claim(WANTED, abort.signal);
    pool.empty();
    abort.abort();
    await claim;
    deepEqual(discarded(), [true]);
  });

  it('is emptied after ten minutes without a run or a file of a course, and not before', async () => {
    pool.fill(WANTED);
    mock.timers.tick(9 * MINUTE);
    pool.fill(WANTED);
    mock.timers.tick(10 * MINUTE - 1);
    deepEqual(discarded(), [false]);
    mock.timers.tick(1);
    deepEqual(discarded(), [true]);
    equal(await pool.claim(WANTED), null);
  });

  it('counts a claim as activity, too', async () => {
    const other = { ...WANTED };
    pool.fill(WANTED);
    mock.timers.tick(9 * MINUTE);
    await pool.claim(other);
    mock.timers.tick(9 * MINUTE);
    deepEqual(discarded(), [false]);
  });

  it('can be filled again after it was emptied', () => {
    pool.fill(WANTED);
    pool.empty();
    pool.fill(WANTED);
    deepEqual(discarded(), [true, false]);
  });

  it('makes nothing any more once it is disposed', async () => {
    pool.fill(WANTED);
    pool.dispose();
    pool.fill(WANTED);
    deepEqual(discarded(), [true]);
    equal(await pool.claim(WANTED), null);
  });
});
