/** The program that an engine starts containers with. */
export interface OciRuntime {
  /** `runc`, `crun`. */
  readonly name: string;
  /** Null when the engine does not say. */
  readonly version: string | null;
}

/** Podman's name of it: `OCI Runtime (crun)`, in lower case. */
const PODMANS = /^oci runtime \((.+)\)$/;

/**
 * Docker names `runc`. Podman names the runtime that it uses, with what that prints about itself: `crun version 1.21` and more lines.
 * @param components as in `EngineVersion`
 */
export function ociRuntimeOf(components: Readonly<Record<string, string>>): OciRuntime {
  if (components.runc !== undefined) return { name: 'runc', version: components.runc };
  for (const [part, said] of Object.entries(components)) {
    const name = PODMANS.exec(part)?.[1];
    if (name === undefined) continue;
    const version = /\bversion (\S+)/.exec(said)?.[1] ?? null;
    return { name: /^(runc|crun) version/.exec(said)?.[1] ?? name, version };
  }
  return { name: 'runc', version: null };
}
