import type { CallOptions, Engine } from '../../src/engine/client/engine';
import { connect } from '../../src/engine/endpoint/connect';
import type { Connect } from '../../src/run/engine-host';
import { withCalls } from './engines';

/** Finds an engine with this many milliseconds for every call, so that a test can see a hanging call being given up. */
export function hurriedly(ms: number): Connect {
  return async (options) => {
    const connection = await connect({ ...options, answerMs: ms });
    return { ...connection, engine: hurried(connection.engine, ms) };
  };
}

function hurried(engine: Engine, ms: number): Engine {
  const less = (options?: CallOptions) => ({ ...options, ms: Math.min(ms, options?.ms ?? ms) });
  return withCalls(engine, {
    info: (options) => engine.info(less(options)),
    inspectImage: (ref, options) => engine.inspectImage(ref, less(options)),
    createContainer: (spec, name, options) => engine.createContainer(spec, name, less(options)),
    attach: (id, options) => engine.attach(id, less(options)),
    start: (id, options) => engine.start(id, less(options)),
    execDetached: (id, spec, options) => engine.execDetached(id, spec, less(options)),
    inspect: (id, options) => engine.inspect(id, less(options)),
    remove: (id, options) => engine.remove(id, less(options)),
    list: (labels, options) => engine.list(labels, less(options)),
    build: (context, what, onMessage, options) => engine.build(context, what, onMessage, less(options)),
  });
}
