/** What depends on the machine, handed in as an argument so that every platform can be tested on any. */
export interface Platform {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The home folder, as `os.homedir()` gives it. */
  readonly home: string;
}
