import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const DOCKER = join(ROOT, 'docker');
/** Kept between runs, as the engine's cache is: whoever builds them again finds them made. */
const PIP_BASE = 'codealong-test-pip-base';
const NEWEST = '3.14';

/** @returns its stdout. Fails with what it said. */
export function docker(args: readonly string[], seconds = 60): string {
  const done = spawnSync('docker', args, { encoding: 'utf8', timeout: seconds * 1000, maxBuffer: 64e6 });
  if (done.status !== 0)
    throw new Error(`docker ${args.join(' ')}: ${done.error?.message ?? ''}\n${done.stdout}\n${done.stderr}`);
  return done.stdout.trim();
}

/** The runner's image on this base, as its id. */
export function runnerOn(base: string): string {
  const built = docker(['build', '--quiet', '--build-arg', `BASE_IMAGE=${base}`, DOCKER], 590);
  return built.split('\n').at(-1) ?? '';
}

/** Whether setup made this base from Debian's packages, as no registry answered. */
export function isOfDebian(base: string): boolean {
  return docker(['image', 'inspect', '--format', '{{index .Config.Labels "codealong.base"}}', base]) === 'debian';
}

/** The releases of pytest and its parts that install.sh asks pip for, in this version of Python. */
function wantedIn(version: string): string {
  const releases = [...readFileSync(join(DOCKER, 'install.sh'), 'utf8').matchAll(/\) releases='([^']+)'/g)];
  const [newest = '', other = ''] = releases.map(([, found]) => found);
  return version === NEWEST ? newest : other;
}

/**
 * A base that looks as the official images do, for the branch of install.sh that installs pytest with pip.
 * @param version of Python, such as `3.11`
 * @returns its name
 */
export function pipBase(version = NEWEST): string {
  const name = `${PIP_BASE}:${version}`;
  const args = [
    `PYTHON_IMAGE=python:${version}-slim`,
    `PYTEST_IMAGE=python:${version === NEWEST ? version : '3.13'}-slim`,
    `WANTED=${wantedIn(version)}`,
  ];
  const folder = join(__dirname, 'pip-base');
  docker(['build', '--quiet', ...args.flatMap((arg) => ['--build-arg', arg]), '--tag', name, folder], 590);
  return name;
}
