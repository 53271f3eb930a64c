import type { Engine } from '../../src/engine/client/engine';

/** The engine with some of its calls replaced; the others go to the real one. */
export function withCalls(engine: Engine, calls: Partial<Engine>): Engine {
  return new Proxy(engine, {
    get(target, name) {
      if (Object.hasOwn(calls, name)) return Reflect.get(calls, name);
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
