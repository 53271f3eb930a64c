import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(__dirname, '..', '..');
/** No registry is asked, and what `prepack` prints does not reach standard output. */
const QUIET = ['--offline', '--no-audit', '--no-fund', '--no-update-notifier', '--foreground-scripts=false'];

/**
 * Packs this project and installs it into that folder, as somebody who uses it as a library would.
 * @param options a test that runs beside others packs `dist` as it is: they may be using it.
 * @returns the paths that are in the package.
 */
export function installPackage(folder: string, { build }: { readonly build: boolean }): readonly string[] {
  const pack = ['pack', '--json', '--pack-destination', folder, ...(build ? [] : ['--ignore-scripts'])];
  const [made] = JSON.parse(npm(pack, ROOT));
  writeFileSync(path.join(folder, 'package.json'), '{ "private": true }\n');
  npm(['install', path.join(folder, made.filename)], folder);
  return made.files.map((file: { path: string }) => file.path);
}

/** On Windows npm is a script, which only a shell starts. */
export function npm([command = '', ...args]: readonly string[], cwd: string): string {
  return output('npm', [command, ...QUIET, ...args], cwd, process.platform === 'win32');
}

/** Standard output of a program in a file of that name. */
export function runProgram(folder: string, name: string, text: string): string {
  writeFileSync(path.join(folder, name), text);
  return output(process.execPath, [name], folder);
}

/** Standard output of a command that must end well. */
export function output(command: string, args: readonly string[], cwd: string, shell = false): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, encoding: 'utf8', shell });
  assert.equal(status, 0, `${command} ${args.join(' ')}\n${stdout}${stderr}${error ?? ''}`);
  return stdout;
}
