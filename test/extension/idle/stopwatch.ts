import Module from 'node:module';
import { watchTouches } from './touches';

/** A duration in milliseconds: by the clock, and of CPU time. */
export interface Taken {
  readonly clock: number;
  readonly processor: number;
}

/** Loading an extension's `main` and calling its `activate`, together. */
export interface Activation {
  readonly loading: Taken;
  readonly activating: Taken;
  /** Every call that used the disk, another program or the network, except reading `main` itself. */
  readonly touched: readonly string[];
}

type Loader = (module: NodeJS.Module, file: string) => void;
type Activate = (context: unknown) => unknown;

/**
 * Watches the loading of an extension's `main` and its `activate`, and nothing of what the editor does around them. Call it before
 * they happen; the function that it returns throws until they did.
 */
export function watchActivation(main: string): () => Activation {
  const loaders = (Module as unknown as { _extensions: { '.js': Loader } })._extensions;
  const usual = loaders['.js'];
  let seen: Activation | null = null;
  loaders['.js'] = (module, file) => {
    if (file !== main) return usual(module, file);
    loaders['.js'] = usual;
    const elapsed = stopwatch();
    const loaded = watchTouches();
    usual(module, file);
    const loading = elapsed();
    const atLoading = loaded().filter((touch) => !touch.endsWith(` ${main}`));
    const { activate } = module.exports as { activate: Activate };
    const watched: Activate = async (context) => {
      const activating = stopwatch();
      const activated = watchTouches();
      await activate(context);
      seen = { loading, activating: activating(), touched: [...atLoading, ...activated()] };
    };
    module.exports = { ...module.exports, activate: watched };
  };
  return () => {
    if (seen === null) throw new Error(`${main} was not activated since`);
    return seen;
  };
}

/** Starts to measure; the function that it returns tells what has passed since. */
export function stopwatch(): () => Taken {
  const clock = performance.now();
  const processor = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(processor);
    return { clock: performance.now() - clock, processor: (user + system) / 1000 };
  };
}
