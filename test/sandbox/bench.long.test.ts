import assert from 'node:assert/strict';
import { cp } from 'node:fs/promises';
import path from 'node:path';
import { docker } from '../bench/docker-cli';
import { IdleContainer } from '../bench/legs/idle-container';
import { BareLeg, DockerRunLeg, PlainPlace } from '../bench/legs/plain';
import { type BenchStep, benchStep, KATA, redisSteps } from '../bench/steps';
import { nothingIsLeft } from '../support/containers';
import { inTemporaryFolder, newRunner } from '../support/run';

const SESSION = `bench-test-${process.pid}`;

/** The step with another program. A run of the step must notice it. */
async function withProgram(step: BenchStep, file: string, use: (step: BenchStep) => Promise<void>): Promise<void> {
  await inTemporaryFolder(async (solution) => {
    await cp(path.join(path.dirname(step.solution), file), path.join(solution, step.entry));
    await use({ ...step, solution });
  });
}

async function place(step: BenchStep): Promise<PlainPlace> {
  const runner = newRunner();
  try {
    const { image } = await runner.image(null, () => {});
    return await PlainPlace.open(await runner.engine(), image.ref, [step], SESSION);
  } finally {
    await runner.dispose();
  }
}

async function outcomes(step: BenchStep): Promise<readonly string[]> {
  const plain = await place(step);
  try {
    const rounds = [new DockerRunLeg(plain, step), new BareLeg(plain, step)].map((leg) => leg.round());
    return (await Promise.allSettled(rounds)).map(({ status }) => status);
  } finally {
    await plain.dispose();
  }
}

async function containersOf(session: string): Promise<string> {
  return (await docker(['ps', '-aq', '--filter', `label=codealong.session=${session}`], 10_000)).stdout;
}

describe('The bench’s comparison', function () {
  this.timeout(120_000);
  after(() => nothingIsLeft());

  it('passes a correct program, without a sandbox of ours', async () => {
    assert.deepEqual(await outcomes(await benchStep(KATA, 0, 'kata')), ['fulfilled', 'fulfilled']);
  });

  it('refuses to measure a program that does not pass: functions', async () => {
    const step = await benchStep(KATA, 0, 'kata');
    await withProgram(step, 'wrong/forgets_centuries.py', async (wrong) => {
      assert.deepEqual(await outcomes(wrong), ['rejected', 'rejected']);
    });
  });

  it('refuses to measure a program that does not pass: a server', async () => {
    const [step] = await redisSteps();
    if (step === undefined) assert.fail();
    await withProgram(step, 'wrong/another-port.py', async (wrong) => {
      assert.deepEqual(await outcomes(wrong), ['rejected', 'rejected']);
    });
  });

  it('leaves neither a container nor an image when it is done', async () => {
    assert.equal(await containersOf(SESSION), '');
    const { stdout } = await docker(['images', '-q', `codealong-bench:${SESSION}`], 10_000);
    assert.equal(stdout, '');
  });

  it('reports when its container does not start', async () => {
    await assert.rejects(IdleContainer.open(`${SESSION}-none`, 'codealong-bench:no-such-image', ['--pull=never']));
  });
});
