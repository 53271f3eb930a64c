import { CodedError } from '../../contract/codes';

/** What the name of a wheel's file says. */
export interface WheelName {
  /** As all spellings of the package's name are compared. */
  readonly package: string;
  /** As it is written there. */
  readonly version: string;
}

/** `name-version(-build)-interpreter-abi-platform.whl`; `-` does not occur in any of the parts. */
const NAME = /^([A-Za-z0-9](?:[\w.]*[A-Za-z0-9])?)-([^-\s]+)(?:-\d[^-\s]*)?-[^-\s]+-[^-\s]+-[^-\s]+\.whl$/;

/** @param file its path with `/`. @throws CodedError `wheel-name` {file} */
export function wheelNameOf(file: string): WheelName {
  const [, name, version] = NAME.exec(file.slice(file.lastIndexOf('/') + 1)) ?? [];
  if (name === undefined || version === undefined) throw new CodedError('wheel-name', { file });
  return { package: packageName(name), version };
}

/** One spelling for all of a package's name: `Typing.Extensions` and `typing-extensions` are the same package. */
export function packageName(name: string): string {
  return name.replaceAll(/[-_.]+/g, '-').toLowerCase();
}

/** One spelling for all of a version: `1.0` and `1.0.0` are the same, and so are `1.0+of.us` and `1.0+of_us`. */
export function packageVersion(version: string): string {
  const [release = '', ...local] = version.toLowerCase().replace(/^v/, '').replaceAll(/[-_]/g, '.').split('+');
  const numbers = release.replaceAll(/(?<=^|\.|!)0+(?=\d)/g, '').replace(/(?:\.0)+$/, '');
  return [numbers, ...local].join('+');
}

/** @throws CodedError `package-twice` {package, versions} for a package of which there is more than one version */
export function refuseTwice(wheels: readonly WheelName[]): void {
  const versions = new Map<string, Map<string, string>>();
  for (const { package: name, version } of wheels) {
    const known = versions.get(name) ?? new Map<string, string>();
    versions.set(name, known.set(packageVersion(version), version));
  }
  for (const [name, found] of versions)
    if (found.size > 1)
      throw new CodedError('package-twice', { package: name, versions: [...found.values()].sort().join(', ') });
}
