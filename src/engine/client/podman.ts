/** A Podman by its numbers: `[4, 3]`. */
export type PodmanVersion = readonly [major: number, minor: number];

/**
 * Which Podman it is, by what an engine calls itself at a ping; null for every other engine. Podman speaks Docker's API, with a dialect of
 * its own: docs/engine-traps.md, "Podman has a dialect".
 * @param server `Libpod/4.3.1 (linux)`
 */
export function podmanVersion(server: string): PodmanVersion | null {
  const [, major, minor] = /^Libpod\/(\d+)\.(\d+)/i.exec(server) ?? [];
  return major === undefined ? null : [Number(major), Number(minor)];
}

/** 4.3 has no such call, 5.4 keeps what it is told. For those between, the limit from the start is right in any case. */
const FIRST_TO_UPDATE: PodmanVersion = [5, 4];

/** Whether this engine can change the limits of a running container, as far as its name tells. True for an engine that is not known. */
export function mayUpdate(server: string): boolean {
  const found = podmanVersion(server);
  if (found === null) return true;
  const [major, minor] = found;
  return major > FIRST_TO_UPDATE[0] || (major === FIRST_TO_UPDATE[0] && minor >= FIRST_TO_UPDATE[1]);
}
