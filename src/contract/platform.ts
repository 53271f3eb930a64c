/** Everything that depends on the machine, passed as an argument so that each platform can be tested on any other. */
export interface Platform {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The home folder, as `os.homedir()` gives it. */
  readonly home: string;
}
