import { deepEqual, equal, notEqual, ok } from 'node:assert/strict';
import type { SandboxUsers } from '../../../src/contract/image';
import { UserNumbers } from '../../../src/sandbox/user-numbers';

/** All pairs that there are. */
const PAIRS = 2_500;
/** The first id that engines which map ids do not know. */
const UNKNOWN = 65_536;
/** As Debian gives them: to nobody, and the largest of a service that systemd starts. */
const NOBODY = 65_534;

function taken(numbers: UserNumbers, count: number): readonly SandboxUsers[] {
  return Array.from({ length: count }, () => numbers.take());
}

const idsOf = (users: readonly SandboxUsers[]) => users.flatMap(({ program, grader }) => [program, grader]);

describe('The user ids of sandboxes', () => {
  it('are two for each, and no two sandboxes share one, whatever is drawn', () => {
    for (const random of [Math.random, () => 0, () => 0.999_999]) {
      const ids = idsOf(taken(new UserNumbers(random), PAIRS));
      equal(new Set(ids).size, 2 * PAIRS);
    }
  });

  it('are known to engines that map ids, and belong to nobody else', () => {
    const ids = idsOf(taken(new UserNumbers(), PAIRS));
    ok(Math.max(...ids) < UNKNOWN);
    ok(!ids.includes(NOBODY));
    ok(Math.min(...ids) > 60_000, 'people and packages have the numbers below');
  });

  it('are drawn, so that two processes rarely have the same', () => {
    const pairs = Array.from({ length: 50 }, () => new UserNumbers().take().program);
    ok(new Set(pairs).size > 40, pairs.join(' '));
  });

  it('come back when a sandbox is gone', () => {
    const numbers = new UserNumbers(() => 0.5);
    const first = numbers.take();
    notEqual(numbers.take().program, first.program);
    numbers.release(first);
    deepEqual(numbers.take(), first);
  });

  it('come back once: a sandbox that is disposed twice does not give away those of another', () => {
    const numbers = new UserNumbers(() => 0.5);
    const first = numbers.take();
    numbers.release(first);
    const second = numbers.take();
    numbers.release(first);
    notEqual(numbers.take().program, second.program);
  });

  it('are shared when all are in use, rather than that nothing runs', () => {
    const numbers = new UserNumbers(() => 0.25);
    const all = taken(numbers, PAIRS);
    const shared = numbers.take();
    ok(all.some(({ program }) => program === shared.program));
    const [, , gone] = all;
    ok(gone && gone.program !== shared.program);
    for (const users of [shared, gone]) numbers.release(users); // the first of them is still another sandbox's
    deepEqual(numbers.take(), gone);
  });
});
