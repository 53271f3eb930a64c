import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const DOCKER = join(ROOT, 'docker');
/** Kept between runs, as the engine's cache is: whoever builds them again finds them made. */
const PIP_BASE = 'codealong-test-pip-base';

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

/** A base that looks as the official images do, for the branch of install.sh that installs pytest with pip. @returns its name */
export function pipBase(): string {
  const [, wanted = ''] = /\bTrue\) releases='([^']+)'/.exec(readFileSync(join(DOCKER, 'install.sh'), 'utf8')) ?? [];
  const folder = join(__dirname, 'pip-base');
  docker(['build', '--quiet', '--build-arg', `WANTED=${wanted}`, '--tag', PIP_BASE, folder], 590);
  return PIP_BASE;
}
