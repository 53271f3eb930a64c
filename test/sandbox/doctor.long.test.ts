import assert from 'node:assert/strict';
import path from 'node:path';
import { MAXIMUM_LIMITS } from '../../src/contract/limits';
import type { Diagnosis } from '../../src/doctor/diagnosis';
import { Doctor } from '../../src/doctor/doctor';
import { diagnosisLines } from '../../src/doctor/render-diagnosis';
import { surveyEngines } from '../../src/engine/endpoint/engine-survey';
import { PLAIN } from '../../src/results/report/shown-text';
import { codealong } from '../support/cli';
import { nothingIsLeft } from '../support/containers';
import { Folder } from '../support/folder';
import { sameAsKept } from '../support/golden';
import { argsIn } from '../support/messages';
import { PLATFORM, ROOT } from '../support/run';
import { runtime } from '../support/runtimes';
import { SABOTAGES, weakened } from '../support/weak-engine';

const ABOUT = { version: '0.1.0', host: 'a test', platform: 'linux x64' };
const SETTINGS = { engineHost: null, image: null, maxima: MAXIMUM_LIMITS };
const PERSON = { home: PLATFORM.home, user: '', machine: '', hosts: [] };
const DOCKER = path.join(ROOT, 'docker');

/** One entry for each failed finding, by the name of the missing thing: `✗ memory`. */
type Marks = readonly string[];

/** The doctor's marks inside a sandbox and in its run, when the engine silently drops that limit. */
async function marksOf(
  name: keyof typeof SABOTAGES,
  warning?: string,
): Promise<{ marks: Marks; diagnosis: Diagnosis }> {
  const change = SABOTAGES[name];
  assert.ok(change);
  const look: typeof surveyEngines = async (options) => {
    const found = await surveyEngines(options);
    const { connection } = found;
    if (connection === null) return found;
    return { ...found, connection: { ...connection, engine: weakened(connection.engine, change, warning) } };
  };
  const doctor = new Doctor(PLATFORM, DOCKER, () => SETTINGS, ABOUT, look);
  const diagnosis = await doctor.examine({ build: true });
  const wrong = diagnosis.findings.filter(
    ({ section, grade }) => ['limits', 'run'].includes(section) && ['bad', 'warning'].includes(grade),
  );
  const marks = wrong.map(
    ({ grade, message: { code, args } }) =>
      `${grade === 'bad' ? '✗' : '!'} ${argsIn(args).guard ?? argsIn(args).what ?? code}`,
  );
  return { marks, diagnosis };
}

describe('The doctor', function () {
  this.timeout(60_000);
  afterEach(nothingIsLeft);

  it('finds a sound machine sound, and lists everything that it examined', async () => {
    const doctor = new Doctor(PLATFORM, DOCKER, () => SETTINGS, ABOUT);
    const stages: string[] = [];
    const diagnosis = await doctor.examine({ build: true, onStage: (stage) => stages.push(stage) });
    assert.equal(diagnosis.ending, 'sound');
    assert.deepEqual(stages, ['places', 'engine', 'image', 'limits', 'run']);
    const ofThisMachine = new Set(['places', 'engine']);
    const findings = diagnosis.findings.filter(({ section }) => !ofThisMachine.has(section));
    const text = diagnosisLines({ ...diagnosis, findings }, PERSON, PLAIN).join('\n');
    sameAsKept('doctor', masked(text));
  });

  it('describes the engine and its parts', async () => {
    const { findings } = await new Doctor(PLATFORM, DOCKER, () => SETTINGS, ABOUT).examine({ build: true });
    const codes = findings.filter(({ section }) => section === 'engine').map(({ message }) => message.code);
    assert.ok(codes.includes('doctor-engine') && codes.includes('doctor-kernel'), codes.join(', '));
    assert.ok(codes.some((code) => code.startsWith('doctor-runc')));
  });

  for (const [name, marks] of [
    ['network', ['✗ network', '✗ limits-missing']],
    ['memory', ['✗ memory', '✗ limits-missing']],
    ['pids', ['✗ pids', '✗ limits-missing']],
    ['capabilities', ['✗ capabilities', '✗ limits-missing']],
    ['groups', ['✗ memory', '✗ pids', '! cpus', '✗ limits-missing']],
    ['cpus', ['! cpus']],
    ['root', ['! root']],
    ['folders', ['! folders', '! inodes']],
    ['inodes', ['! inodes']],
    ['shm', ['! shm']],
  ] as const) {
    it(`sees from inside when the engine drops a setting: ${name}`, async () => {
      const found = await marksOf(name);
      const seen = found.marks.filter((mark) => !EXTRA.has(mark));
      assert.deepEqual(seen, marks);
      assert.equal(found.diagnosis.ending, marks[0].startsWith('✗') ? 'unsound' : 'sound');
    });
  }

  for (const name of ['privileges', 'calls', 'seccomp', 'ulimits'] as const) {
    it(`finds nothing missing where the runner sets what the engine drops: ${name}`, async () => {
      const { marks, diagnosis } = await marksOf(name);
      assert.deepEqual([marks, diagnosis.ending], [[], 'sound']);
    });
  }

  it('passes on the warnings of the engine when it creates a container', async () => {
    const { diagnosis } = await marksOf('cpus', 'Your kernel does not support CPU cfs quota. Quota discarded.');
    const text = diagnosisLines(diagnosis, PERSON, PLAIN).join('\n');
    assert.match(text, /! The engine warns: Your kernel does not support CPU cfs quota\. Quota discarded\.\n/);
  });

  it('ends at once when it is cancelled, wherever it is', async () => {
    for (const stage of ['engine', 'image', 'limits', 'run']) {
      const cancel = new AbortController();
      const onStage = (now: string) => now === stage && setTimeout(() => cancel.abort(), 5);
      const doctor = new Doctor(PLATFORM, DOCKER, () => SETTINGS, ABOUT);
      await assert.rejects(
        doctor
          .examine({ build: true, onStage, signal: cancel.signal })
          .then(({ ending }) => assert.equal(ending, stage)),
        { code: 'cancelled' },
      );
      await nothingIsLeft();
    }
  });
});

/** Other interfaces of a network depend on the machine. */
const EXTRA = new Set(['✗ outside', '✗ names', '! ipv6', '! loopback6']);

/** Removes everything that differs between machines and runs. Wrapped lines are joined again. */
function masked(text: string): string {
  return text
    .replace(/\n {4}(?=\S)/g, ' ')
    .replace(/sha256:[\da-f]{64}/g, 'sha256:#')
    .replace(
      /codealong-python-3\.14-runner:[\da-f]{12} \(built [^)]*\), [\d.]+ MB/g,
      'codealong-python-3.14-runner:# (built #), # MB',
    )
    .replace(/User of the tests: \d+/g, 'User of the tests: #')
    .replace(/Its base .*/g, 'Its base #')
    .replace(/Runtimes with an image: .*/g, 'Runtimes with an image: #')
    .replace(/[\d.]+ seconds?/g, '# seconds')
    .replace(/^Everything works\..*$/gm, 'Everything works. # warnings.');
}

describe('codealong doctor', function () {
  this.timeout(60_000);
  afterEach(nothingIsLeft);

  it('answers 0 if a verdict is possible, with one block for a bug report', async () => {
    const { code, stdout, stderr } = await codealong(['doctor', '--build']);
    assert.equal(code, 0, stdout + stderr);
    assert.match(
      stdout,
      /^```text\nEverything works\.[^\n]*\n\nCodeAlong\n {2}- CodeAlong \d+\.\d+\.\d+: command line, Node [\d.]+, /,
    );
    assert.match(stdout, /for the\s+test\.\n```\n$/);
    assert.equal(stderr, '');
    assert.ok(!stdout.includes(PLATFORM.home === '/' ? '\0' : `${PLATFORM.home}/`), 'it names the home folder');
  });

  it('reports the same to programs in codes', async () => {
    const { code, stdout } = await codealong(['doctor', '--json', '--build']);
    const said = JSON.parse(stdout) as { ok: boolean; ending: string; findings: { code: string }[]; report: string };
    assert.deepEqual([code, said.ok, said.ending], [0, true, 'sound']);
    assert.ok(said.findings.some((finding) => finding.code === 'doctor-trial'));
    assert.match(said.report, /^```text\n/);
  });

  it('answers 3 without an engine: the places, their answers, and what to do', async () => {
    const env = { DOCKER_HOST: 'unix:///nowhere/docker.sock' };
    const { code, stdout } = await codealong(['doctor'], { env });
    assert.equal(code, 3);
    assert.match(stdout, / ! unix:\/\/\/nowhere\/docker\.sock \(`DOCKER_HOST`\): nothing there \(ENOENT\)\./);
    assert.match(stdout, / - \S+docker\.sock \(Docker Desktop\): nothing there \(ENOENT\)\./);
    assert.match(stdout, / ✗ Docker answers at \S+, but `DOCKER_HOST` names another place\./);
    assert.match(stdout, /^```text\nPrograms cannot be run here yet: no usable Docker was found\.\n/);
  });

  it('answers 1 without the image, says how to get it, and builds nothing', async () => {
    const runtimes = { 'docker/runtimes/python-3.14/runtime.json': JSON.stringify(runtime()) };
    const folder = await Folder.make({ 'docker/Dockerfile': 'FROM scratch\n', ...runtimes });
    try {
      const doctor = new Doctor(PLATFORM, folder.path('docker'), () => SETTINGS, ABOUT);
      const { ending, findings } = await doctor.examine({ build: false });
      assert.equal(ending, 'no-image');
      assert.ok(findings.some(({ grade, message }) => grade === 'bad' && message.code === 'doctor-image-missing'));
    } finally {
      await folder.remove();
    }
    const { code, stdout } = await codealong(['doctor', '--image', 'nobody/nothing:1']);
    assert.equal(code, 1);
    assert.match(stdout, /The image "nobody\/nothing:1" was not found\./);
  });

  it('answers 2 for a file', async () => {
    assert.equal((await codealong(['doctor', 'main.py'])).code, 2);
  });
});
