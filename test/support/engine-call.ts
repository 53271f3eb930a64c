import { request } from 'node:http';
import { engineOfThisMachine } from './engine-proxy';

/** Calls of the engine that only others make, never we. Resolves to the status of the answer. */
export async function askEngine(method: string, path: string): Promise<number> {
  const engine = await engineOfThisMachine();
  return new Promise((resolve, reject) => {
    const asked = request({ ...engine, method, path, agent: false }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    asked.once('error', reject).end();
  });
}
