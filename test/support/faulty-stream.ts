import type { Socket } from 'node:net';
import type { Fault } from './faulty-engine';

/**
 * What goes wrong with the attached stream. At its beginning: `stall` (nothing comes). After the first test has started: `stall-later`,
 * `torn` (it breaks off within a frame), `junk` and `giant` (the data is not a frame, or is one of 4 GB).
 */
export type StreamFault = 'stall' | 'stall-later' | 'torn' | 'junk' | 'giant';

const HEADERS_END = '\r\n\r\n';
const GIANT = Buffer.from([1, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0x7b]);
const JUNK = Buffer.from('<html>proxy</html>');

/** Passes on the engine's data until the fault. */
export function spoil(engine: Socket, client: Socket, fault: Fault | null): void {
  if (fault === 'hang') return void engine.resume();
  if (fault === 'reset') return void engine.once('data', () => client.destroy());
  if (fault === 'cut') return void engine.once('data', () => client.end('HTTP/1.1 101 Upg'));
  if (fault === 'huge') return void engine.once('data', (head) => client.write(Buffer.concat([head, GIANT])));
  const begun = fault === 'stall' ? HEADERS_END : '"event":"started"';
  let broken = false;
  engine.on('data', (chunk: Buffer) => {
    if (broken) return;
    broken = chunk.includes(begun) && isLater(fault);
    client.write(chunk);
    if (broken) breakOff(client, fault);
  });
  engine.on('end', () => broken || client.end());
}

function isLater(fault: Fault | null): boolean {
  return fault === 'stall' || fault === 'stall-later' || fault === 'torn' || fault === 'junk' || fault === 'giant';
}

function breakOff(client: Socket, fault: Fault | null): void {
  if (fault === 'torn') client.end(Buffer.from([1, 0, 0, 0, 0, 0, 0, 90, 0x7b, 0x22]));
  if (fault === 'junk') client.write(JUNK);
  if (fault === 'giant') client.write(GIANT);
}
