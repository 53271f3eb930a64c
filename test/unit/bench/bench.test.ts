import assert from 'node:assert/strict';
import { IMAGE_USERS } from '../../../src/contract/image';
import { DEFAULT_LIMITS } from '../../../src/contract/limits';
import { containerSpec } from '../../../src/sandbox/spec';
import { gatesOf, gatesOn } from '../../bench/gates';
import { parseMemory } from '../../bench/idle';
import { dockerFlags, seccompOf } from '../../bench/legs/docker-flags';
import { optionsOf } from '../../bench/options';
import { pictureOf } from '../../bench/picture';
import { profileOf } from '../../bench/profile';
import { measure } from '../../bench/rounds';
import { select } from '../../bench/select';
import { redisSteps, withRoles } from '../../bench/steps';
import { tableOf } from '../../bench/table';
import { GOOD, step } from './measurements';

const OPTIONS = {
  image: 'an-image',
  limits: DEFAULT_LIMITS,
  users: IMAGE_USERS,
  labels: {},
  unclaimedSeconds: 0,
  seccomp: true,
  ipv6Loopback: true,
  podmanDialect: false,
};
const SPEC = containerSpec(OPTIONS);

describe('The bench', () => {
  it('takes 20 rounds of everything unless told otherwise', () => {
    assert.deepEqual(optionsOf([]), { rounds: 20, only: '', json: false, plot: false, soak: null });
    const told = optionsOf(['--rounds', '3', '--only', 'kata', '--json', '--soak', '500']);
    assert.deepEqual(told, { rounds: 3, only: 'kata', json: true, plot: false, soak: 500 });
  });

  for (const text of ['0', '-1', '2.5', 'many', ''])
    it(`refuses "${text}" as a number of rounds`, () =>
      assert.throws(() => optionsOf([`--rounds=${text}`]), RangeError));

  it('runs every leg once a round, does not count the first round, and begins each with another leg', async () => {
    const order: string[] = [];
    const [first] = await redisSteps();
    if (first === undefined) assert.fail();
    const leg = (name: 'cold' | 'bare') => ({
      name,
      round: async () => ({ ms: order.push(name), gone_ms: null, refill_ms: null, stamps: null }),
    });
    const rows = await measure([{ step: first, legs: [leg('cold'), leg('bare')] }], 2, () => {});
    assert.equal(order.join(' '), 'cold bare bare cold cold bare');
    assert.deepEqual(
      rows.map(({ samples }) => samples.map(({ ms }) => ms)),
      [
        [4, 5],
        [3, 6],
      ],
    );
  });

  it('runs a step once even if it is measured for two reasons', async () => {
    const [first] = await redisSteps();
    if (first === undefined) assert.fail();
    const both = withRoles([
      { ...first, roles: ['redis'] },
      { ...first, roles: ['longest'] },
    ]);
    assert.deepEqual(
      both.map(({ roles }) => roles),
      [['redis', 'longest']],
    );
  });

  it('measures what has the text in its name: steps, otherwise legs, otherwise parts', async () => {
    const steps = await redisSteps();
    const names = (only: string) => {
      const { steps: some, legs, parts } = select(only, steps);
      return [some.length, legs.length, parts.length];
    };
    assert.deepEqual(names(''), [steps.length, 4, 5]);
    assert.deepEqual(names('redis/bind'), [1, 4, 0]);
    assert.deepEqual(names('cold'), [steps.length, 1, 0]);
    assert.deepEqual(names('idle'), [0, 0, 1]);
    assert.throws(() => names('nothing-of-ours'), RangeError);
  });

  it('gives docker run every limit of our sandbox', () => {
    const flags = dockerFlags(SPEC, '/a/profile.json');
    const wanted = [
      '--network=none',
      '--read-only',
      '--memory=134217728',
      '--memory-swap=134217728',
      '--cpu-period=250000',
      '--cpu-quota=125000',
      '--pids-limit=50',
      '--cap-drop=ALL',
      '--security-opt=no-new-privileges',
      '--security-opt=seccomp=/a/profile.json',
      '--log-driver=none',
      '--ulimit=core=0:0',
      '--sysctl=net.ipv6.conf.lo.disable_ipv6=0',
    ];
    assert.deepEqual(
      wanted.filter((flag) => !flags.includes(flag)),
      [],
    );
    assert.ok(JSON.parse(seccompOf(SPEC) ?? '').syscalls.length > 0);
  });

  it('gives docker run the dialect of Podman there, and no list that Podman would look for in a file', () => {
    const spec = containerSpec({ ...OPTIONS, seccomp: false, podmanDialect: true });
    const flags = dockerFlags(spec, '/a/profile.json');
    assert.equal(seccompOf(spec), null);
    assert.deepEqual(
      flags.filter((flag) => /seccomp|nr_inodes|uid=/.test(flag)),
      [],
    );
    for (const flag of ['--add-host=localhost:127.0.0.1', '--add-host=localhost:::1']) assert.ok(flags.includes(flag));
  });

  it('reads the memory of a sandbox from what the engine says', () => {
    assert.equal(parseMemory('23.5MiB / 128MiB'), 23.5);
    assert.equal(parseMemory('512KiB / 128MiB'), 0.5);
    assert.ok(Number.isNaN(parseMemory('-- / --')));
  });

  it('shows where the milliseconds of a run go; a warm run has fewer parts', () => {
    const at = new Map([
      ['begin', 10],
      ['createContainer asked', 12],
      ['createContainer', 32],
      ['ready', 100],
      ['verdict', 150],
    ]);
    const { parts } = profileOf('a step', 'cold', [{ at, cpu: 5, throttled: 0 }]);
    assert.deepEqual(
      parts.map(({ ms }) => ms?.median),
      [2, 20, 68, 50],
    );
    const warm = new Map([
      ['begin', 10],
      ['ready', 11],
      ['verdict', 50],
    ]);
    assert.deepEqual(
      profileOf('a step', 'warm', [{ at: warm, cpu: 5, throttled: 0 }]).parts.map(({ ms }) => ms?.median),
      [1, 39],
    );
  });

  it('marks a gate that was not measured, and names the machine', () => {
    const measured = { ...GOOD, hitRate: null };
    const table = tableOf(measured, gatesOf(measured));
    assert.match(table, /hit rate, at least +\| +0\.95 \| not measured \| +NO/);
    assert.match(
      table,
      /a CPU, 2 cores, 4 GB, Linux 6\.1; engine 20; Node v20; Python 3\.11; 20 rounds, load before them 0\.5/,
    );
  });

  it('has its gates on Docker, and prints what it measures on Podman without any', () => {
    assert.deepEqual(gatesOn('Docker/20.10.24 (linux)', GOOD), gatesOf(GOOD));
    const table = tableOf(GOOD, gatesOn('Libpod/4.3.1 (linux)', GOOD));
    assert.match(table, /^\| verdict to container gone/m);
    assert.doesNotMatch(table, /\| gate/);
  });

  it('shows each runtime with the size of its image', () => {
    assert.match(tableOf(GOOD, []), /^\| CodeAlong, warm, Python 3\.14 \(86 MB\) +\| +65\.0 \|/m);
  });

  it('draws a bar for every leg, and says which was not measured', () => {
    const steps = [step('a<b', 'redis', { 'docker-run': 700, cold: 600 })];
    const picture = pictureOf({ ...GOOD, steps });
    assert.equal(picture.match(/<path /g)?.length, 2);
    assert.equal(picture.match(/not measured/g)?.length, 2);
    assert.match(picture, /a&lt;b/);
  });
});
