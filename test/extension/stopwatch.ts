import Module from 'node:module';

/** What something took, in milliseconds: by the clock, and of the processor. */
export interface Taken {
  readonly clock: number;
  readonly processor: number;
}

type Loader = (module: NodeJS.Module, file: string) => void;
type Activate = (context: unknown) => unknown;

/**
 * Measures the loading of an extension's `main` and its `activate`, and nothing of what the editor does around them. Call it before
 * they happen; the function that it returns throws until they did.
 */
export function timeActivation(main: string): () => Taken {
  const loaders = (Module as unknown as { _extensions: { '.js': Loader } })._extensions;
  const usual = loaders['.js'];
  let taken: Taken | null = null;
  loaders['.js'] = (module, file) => {
    if (file !== main) return usual(module, file);
    loaders['.js'] = usual;
    const elapsed = stopwatch();
    usual(module, file);
    const { activate } = module.exports as { activate: Activate };
    const timed: Activate = async (context) => {
      await activate(context);
      taken = elapsed();
    };
    module.exports = { ...module.exports, activate: timed };
  };
  return () => {
    if (taken === null) throw new Error(`${main} was not activated since`);
    return taken;
  };
}

function stopwatch(): () => Taken {
  const clock = performance.now();
  const processor = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(processor);
    return { clock: performance.now() - clock, processor: (user + system) / 1000 };
  };
}
