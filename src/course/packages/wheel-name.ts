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

/** @throws CodedError `package-twice` {package, versions} for a package of which there is more than one version */
export function refuseTwice(wheels: readonly WheelName[]): void {
  const versions = new Map<string, Set<string>>();
  for (const { package: name, version } of wheels) {
    const known = versions.get(name) ?? new Set();
    versions.set(name, known.add(version.toLowerCase()));
  }
  for (const [name, found] of versions)
    if (found.size > 1)
      throw new CodedError('package-twice', { package: name, versions: [...found].sort().join(', ') });
}
