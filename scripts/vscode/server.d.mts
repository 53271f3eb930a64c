/** Types of `server.mjs`, for the ui tests. */
export interface Place {
  /** Path of the Node that the server runs on. */
  readonly node: string;
  /** Path of the server's folder. */
  readonly server: string;
}

export interface ServerOptions {
  readonly place: Place;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** A .vsix to install first. */
  readonly extension?: string;
  /** Added to the settings for clean pictures. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** The file for the server's output. */
  readonly keepLog: string;
}

export interface Server {
  readonly address: string;
  readonly port: number;
  readonly exited: Promise<unknown>;
  log(): string;
  /** Ends the server with everything that it started, and removes its folders. */
  stop(): Promise<void>;
}

export function startServer(options: ServerOptions): Promise<Server>;
