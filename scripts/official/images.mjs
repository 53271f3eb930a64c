// The runner's image on a base that has the layout of Python's official image: there install.sh installs pytest with pip.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const DOCKER = fileURLToPath(new URL('../../docker', import.meta.url));
const OWN = fileURLToPath(new URL('base', import.meta.url));
/** Kept between runs, as the engine's cache is: whoever builds them again finds them made. */
const PIP_BASE = 'codealong-test-pip-base';
const NEWEST = '3.14';
const BUILD_SECONDS = 590;

/**
 * Runs the docker command.
 * @param {readonly string[]} args
 * @returns {string} its stdout. Fails with what it said.
 */
export function docker(args, seconds = 60) {
  const done = spawnSync('docker', args, { encoding: 'utf8', timeout: seconds * 1000, maxBuffer: 64e6 });
  if (done.status !== 0)
    throw new Error(`docker ${args.join(' ')}: ${done.error?.message ?? ''}\n${done.stdout}\n${done.stderr}`);
  return done.stdout.trim();
}

/** The runner's image on this base, as its id. */
export function runnerOn(/** @type {string} */ base) {
  const built = docker(['build', '--quiet', '--build-arg', `BASE_IMAGE=${base}`, DOCKER], BUILD_SECONDS);
  return built.split('\n').at(-1) ?? '';
}

/** Whether setup made this base from Debian's packages, as no registry answered. */
export function isOfDebian(/** @type {string} */ base) {
  return docker(['image', 'inspect', '--format', '{{index .Config.Labels "codealong.base"}}', base]) === 'debian';
}

/** The usual base of this version of Python, such as `3.11`. It is the official image where a registry answered. */
export function usualBase(/** @type {string} */ version) {
  return `python:${version}-slim`;
}

/** The version whose pytest is of the release that install.sh asks for in this one. */
export function wheelsFrom(/** @type {string} */ version) {
  return version === NEWEST ? version : '3.13';
}

/**
 * The releases of pytest and its parts that install.sh asks pip for.
 * @param {string} version of Python
 */
export function wantedIn(version) {
  const releases = [...readFileSync(join(DOCKER, 'install.sh'), 'utf8').matchAll(/\) releases='([^']+)'/g)];
  const [newest = '', other = ''] = releases.map(([, found]) => found);
  return version === NEWEST ? newest : other;
}

/**
 * A base that looks as the official image does, of Debian's packages alone.
 * @param {string} version of Python, such as `3.11`
 * @returns its name
 */
export function pipBase(version = NEWEST) {
  const name = `${PIP_BASE}:${version}`;
  const args = [
    `PYTHON_IMAGE=${usualBase(version)}`,
    `PYTEST_IMAGE=${usualBase(wheelsFrom(version))}`,
    `WANTED=${wantedIn(version)}`,
  ];
  docker(['build', '--quiet', ...args.flatMap((arg) => ['--build-arg', arg]), '--tag', name, OWN], BUILD_SECONDS);
  return name;
}

/**
 * A base with the layout of the official image: that image itself where a registry answered, otherwise one that looks as it does.
 * @param {string} version of Python, such as `3.11`
 * @returns its name
 */
export function officialBase(version) {
  const usual = usualBase(version);
  return isOfDebian(usual) ? pipBase(version) : usual;
}
