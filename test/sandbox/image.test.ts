import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { docker, isOfDebian, officialBase, runnerOn, usualBase } from '../../scripts/official/images.mjs';
import { OFFICIAL_BASE } from '../../scripts/official/parts.mjs';
import { PROTOCOL } from '../../src/contract/job';
import { standardModules } from '../../src/course/python/standard-modules';
import { runtime } from '../support/runtimes';

const ROOT = join(__dirname, '../..');
const DOCKER = join(ROOT, 'docker');

interface Item {
  /** As `tar` prints them: `-rwxr-xr-x`. */
  readonly mode: string;
  readonly owner: string;
  readonly path: string;
}

/**
 * What the image is built on, and the version of its Python. Debian's have a pytest of their own; for the last one, which is that of the
 * tests' runtime, pip installs it.
 */
const BASES: readonly (readonly [string, () => string, string])[] = [
  ...['3.11', '3.13', '3.14'].map((version) => [usualBase(version), () => usualBase(version), version] as const),
  [OFFICIAL_BASE, () => officialBase(runtime().version), runtime().version],
];

/** Whether an interpreter that is not isolated got the stub: it then minds the signal at which a thread writes its stack. */
const MINDS_THE_SIGNAL = `
import os, subprocess, sys
read, write = os.pipe()
os.dup2(write, 1000)
ask = "print(open('/proc/self/status').read().split('SigCgt:')[1].split()[0])"
for flags in ([], ["-I"]):
    said = subprocess.run([sys.executable, *flags, "-c", ask], pass_fds=[1000], capture_output=True, text=True, check=True)
    print(bool(int(said.stdout, 16) >> (61 - 1) & 1))
`;

/** Runs a command in a container as the product does: no network, read-only root, the image's user unless said. */
function inside(image: string, command: readonly string[], user = ''): string {
  const [program = '', ...args] = command;
  const where = ['--rm', '--network=none', '--read-only', ...(user ? [`--user=${user}`] : [])];
  return docker(['run', ...where, `--entrypoint=${program}`, image, ...args]);
}

/** Every file of the image, by way of a container that is never started. */
function listImage(image: string): Item[] {
  const container = docker(['create', '--label=codealong.role=test', image]);
  try {
    const listing = spawnSync('sh', ['-c', `docker export ${container} | tar -tv --numeric-owner`], {
      encoding: 'utf8',
      timeout: 60_000,
      maxBuffer: 64e6,
    });
    equal(listing.status, 0, listing.stderr);
    return listing.stdout.trimEnd().split('\n').map(itemOf);
  } finally {
    docker(['rm', '--force', container]);
  }
}

/** `-rw-r--r-- 0/0 12 2026-01-01 10:00 etc/a -> b`; hard links say `link to` instead of the arrow. */
function itemOf(line: string): Item {
  const [mode = '', owner = '', , , , ...rest] = line.split(/\s+/);
  const path = rest.join(' ').split(/ -> | link to /)[0] ?? '';
  return { mode, owner, path };
}

function filesBelow(folder: string): string[] {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path));
  return paths.filter((path) => !path.includes('__pycache__') && statSync(path).isFile());
}

for (const [title, baseOf, version] of BASES) describe(`The image on ${title}`, () => testsOfImage(baseOf, version));

function testsOfImage(baseOf: () => string, version: string): void {
  let image = '';
  let items: Item[] = [];
  let base = '';

  before(function () {
    this.timeout(600_000);
    base = baseOf();
    image = runnerOn(base);
    items = listImage(image);
    const bytes = Number(docker(['image', 'inspect', '--format', '{{.Size}}', image]));
    process.stdout.write(`    size of the image: ${(bytes / 1e6).toFixed(1)} MB, ${items.length} files\n`);
    ok(bytes < 150e6, 'the image grew beyond 150 MB');
  });

  const pathsOf = (pattern: RegExp) => items.map(({ path }) => path).filter((path) => pattern.test(path));

  it('has no setuid or setgid file', () => {
    ok(items.length > 1000, 'the listing is not one of a whole image');
    deepEqual(
      items.filter(({ mode }) => /[sS]/.test(mode.slice(1))),
      [],
    );
  });

  it('has no compiler, package manager, installer of packages, downloader, or tool to become another user', () => {
    const compilers = 'gcc|g\\+\\+|cc|c\\+\\+|cpp|clang|as|ld|ld\\.bfd|make|perl.*|tcc|go|rustc';
    const managers = 'apt|apt-.*|dpkg|dpkg-.*|apk|yum|dnf|rpm|snap|pip.*|easy_install.*|npm|conda|uv';
    const others = 'curl|wget|nc|netcat|ssh|su|sudo|mount|umount|passwd|newgrp|chsh|chfn|gpasswd|nsenter|unshare|gdb';
    deepEqual(pathsOf(new RegExp(`(^|/)s?bin/(${compilers}|${managers}|${others})$`)), []);
    deepEqual(pathsOf(/(^|\/)(pip|ensurepip|setuptools|wheel|pkg_resources)(-[^/]*)?\/|\.whl$|\.a$|cc1(plus)?$/), []);
    deepEqual(pathsOf(/(^|\/)(var\/lib\/dpkg|var\/lib\/apt|etc\/apt|usr\/lib\/apt|usr\/include)(\/|$)/), []);
  });

  it('has a shell and the usual commands, which programs may call', () => {
    equal(inside(image, ['/bin/sh', '-c', 'echo one two | cut -d" " -f2']), 'two');
  });

  it('has no users but those that a sandbox names', () => {
    equal(
      inside(image, ['/bin/sh', '-c', 'readlink /etc/passwd /etc/group']),
      '/run/codealong/meeting/passwd\n/run/codealong/meeting/group',
    );
    deepEqual(pathsOf(/^run\/codealong\/.|^etc\/(g?shadow)/), ['run/codealong/meeting/']);
    equal(inside(image, ['/bin/sh', '-c', 'id']), 'uid=64001 gid=64001 groups=64001');
  });

  it('belongs to root, and nobody else can write anything in it but /tmp', () => {
    deepEqual(
      items.filter(({ owner }) => owner !== '0/0'),
      [],
    );
    const writable = items.filter(({ mode }) => !mode.startsWith('l') && (mode[5] === 'w' || mode[8] === 'w'));
    deepEqual(
      writable.map(({ path }) => path),
      ['tmp/'],
    );
  });

  it('has the folders that are mounted over when it runs', () => {
    for (const path of ['work/', 'grader/', 'run/codealong/meeting/', 'tools/', 'tmp/'])
      equal(pathsOf(new RegExp(`^${path}$`)).length, 1);
    match(inside(image, ['/bin/ls', '-d', '/dev/shm']), /shm/);
  });

  it('takes pytest, the standard library and our runner from compiled files', () => {
    const own = filesBelow(join(DOCKER, 'runner')).filter((path) => path.endsWith('.py'));
    ok(own.length > 0);
    equal(pathsOf(/^opt\/codealong\/runner\/(?:.*\/)?__pycache__\/.*\.pyc$/).length, own.length);
    const trace = ['-I', '-B', '-v', '-c', 'import sys; sys.path[:0] = ["/opt/codealong", "/opt/codealong/lib"]'];
    const code = `${trace.pop()}; import pytest, _pytest.assertion.rewrite, asyncio, runner.contract, codealong`;
    const where = ['run', '--rm', '--network=none', '--read-only', '--entrypoint=/opt/codealong/python', image];
    const { stderr } = spawnSync('docker', [...where, ...trace, code], { encoding: 'utf8', timeout: 60_000 });
    const loaded = [...stderr.matchAll(/^# code object from '?([^'\n]+)/gm)].map(([, path]) => path ?? '');
    for (const part of ['_pytest', 'asyncio', 'runner', 'codealong']) {
      ok(
        loaded.some((path) => path.includes(`/${part}/__pycache__/`)),
        `${part} was not imported: ${stderr.slice(-500)}`,
      );
    }
    deepEqual(
      loaded.filter((path) => !path.endsWith('.pyc')),
      [],
    );
  });

  it('has no plugin for pytest but its own', () => {
    const code = 'from importlib.metadata import entry_points as e; print([p.name for p in e(group="pytest11")])';
    equal(inside(image, ['/opt/codealong/python', '-I', '-c', code]), '[]');
  });

  it('lets programs import the whole standard library', () => {
    const modules = 'asyncio ctypes curses decimal json lzma multiprocessing readline socket sqlite3 ssl zoneinfo venv';
    const code = `import ${modules.replaceAll(' ', ', ')}; print(zoneinfo.ZoneInfo("Europe/Berlin"))`;
    equal(inside(image, ['/opt/codealong/python', '-I', '-c', code], '64000:64000'), 'Europe/Berlin');
  });

  it('has the Python of its version, with the modules that we know of', () => {
    const code = 'import sys; print(*sys.version_info[:2], sep="."); print(*sys.stdlib_module_names)';
    const [found, names = ''] = inside(image, ['/opt/codealong/python', '-I', '-c', code]).split('\n');
    equal(found, version);
    const own = names.split(' ').filter((name) => !name.startsWith('_'));
    deepEqual([...own, 'pytest'].sort(), [...standardModules(version)].sort());
  });

  it('runs the stub in each interpreter that is not isolated', () => {
    const said = inside(image, ['/opt/codealong/python', '-I', '-c', MINDS_THE_SIGNAL], '64000:64000');
    deepEqual(said.split('\n'), ['True', 'False']);
  });

  it('says which protocol it speaks, and starts the grader as its own user', () => {
    const config = JSON.parse(docker(['image', 'inspect', '--format', '{{json .Config}}', image]));
    equal(config.Labels['codealong.protocol'], String(PROTOCOL));
    equal(config.User, '64001:64001');
    deepEqual(config.Entrypoint, ['/opt/codealong/python', '-I', '-B', '/opt/codealong/runner/grader.py']);
    deepEqual(
      (config.Env ?? []).map((one: string) => one.split('=')[0]),
      ['PATH'],
    );
  });

  it('says that its base was made from Debian exactly when the base says so', () => {
    const said = inside(image, ['/bin/sh', '-c', 'cat /etc/codealong-base 2>/dev/null || echo']);
    equal(said, isOfDebian(base) ? 'debian' : '');
  });
}

describe('The folder that the image is built from', () => {
  it('knows no course’s protocol', () => {
    const forbidden = /redis|\bresp\b|6379/i;
    const files = filesBelow(DOCKER);
    ok(files.length > 5);
    deepEqual(
      files.filter((path) => forbidden.test(path.slice(DOCKER.length)) || forbidden.test(readFileSync(path, 'utf8'))),
      [],
    );
  });
});
