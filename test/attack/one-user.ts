import { IMAGE_USERS } from '../../src/contract/image';
import type { Engine } from '../../src/engine/client/engine';
import { withCalls } from '../support/engines';

const { program, grader } = IMAGE_USERS;

/** An engine on which every sandbox has the users of the image, as if there were no numbers of its own. */
export function oneUser(engine: Engine): Engine {
  return withCalls(engine, {
    createContainer: ({ HostConfig = {}, Cmd = [], ...spec }, ...rest) => {
      const started = { Cmd: [Cmd[0] ?? '', String(program)], User: `${grader}:${grader}` };
      return engine.createContainer({ ...spec, ...started, HostConfig: owned(HostConfig) }, ...rest);
    },
    execDetached: (id, spec, options) => engine.execDetached(id, { ...spec, user: `${program}:${program}` }, options),
  });
}

/** Its folders belong to the grader. */
function owned<T extends { readonly Tmpfs?: Readonly<Record<string, string>> | undefined }>(host: T): T {
  const folders = Object.entries(host.Tmpfs ?? {});
  const options = folders.map(([path, how]) => [path, how.replace(/uid=.*/, `uid=${grader},gid=${grader}`)]);
  return { ...host, Tmpfs: Object.fromEntries(options) };
}
