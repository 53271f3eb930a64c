import { FRAME_MAX_BYTES } from './terminal-frames';
import { frame } from './wire';

/*
 * What the host says behind a job that a person debugs. The first byte of a payload is the number of a session: each start of a program
 * has one. The twin is `docker/runner/frames.py`.
 */

const KIND = { say: 0x47, hold: 0x48, goOn: 0x4e } as const;
/** Bytes of one piece of what a debugger is told. The first byte of the longest payload is the session's number. */
const PIECE_BYTES = FRAME_MAX_BYTES - 1;

/** The bytes for a program's debugger, in frames that are short enough. */
export function sayFrames(session: number, bytes: Uint8Array): readonly Uint8Array[] {
  const frames: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
    frames.push(frame(KIND.say, Buffer.concat([Buffer.of(session), bytes.subarray(at, at + PIECE_BYTES)])));
  }
  return frames;
}

/** Its program is stopped, so the run's clock stands still; or it runs again. */
export function holdFrame(session: number, held: boolean): Uint8Array {
  return frame(KIND.hold, Buffer.of(session, held ? 1 : 0));
}

/** A test that waits before it gives up may go on. */
export function goOnFrame(): Uint8Array {
  return frame(KIND.goOn, Buffer.of(0));
}
