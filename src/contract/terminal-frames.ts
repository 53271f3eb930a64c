import type { TerminalSize } from './job';
import { frame } from './wire';

/*
 * What the host says behind an interactive job: frames like the job's own. The first byte of a payload is the number of a terminal. The
 * twin is `docker/runner/frames.py`.
 */

/** The number of the program's terminal. Those of clients follow. */
export const PROGRAM_TERMINAL = 0;
/** The program's and seven clients'. */
export const TERMINALS_MAX = 8;
/** Bytes of the longest payload. */
export const FRAME_MAX_BYTES = 16 * 1024;
/** Bytes that may be under way in one direction of one terminal before its reader has taken any of it. */
export const WINDOW_BYTES = 64 * 1024;

const KIND = { input: 0x49, size: 0x5a, open: 0x4f, close: 0x43, closeInput: 0x44, took: 0x4b } as const;

/** @param bytes less than `FRAME_MAX_BYTES` */
export function inputFrame(terminal: number, bytes: Uint8Array): Uint8Array {
  return frame(KIND.input, Buffer.concat([Buffer.of(terminal), bytes]));
}

export function sizeFrame(terminal: number, size: TerminalSize): Uint8Array {
  return frame(KIND.size, Buffer.concat([Buffer.of(terminal), sizeBytes(size)]));
}

/** Starts a client. @param tty whether it gets a terminal */
export function openFrame(terminal: number, tty: boolean, size: TerminalSize): Uint8Array {
  return frame(KIND.open, Buffer.concat([Buffer.of(terminal, tty ? 1 : 0), sizeBytes(size)]));
}

/** Ends a client. */
export function closeFrame(terminal: number): Uint8Array {
  return frame(KIND.close, Buffer.of(terminal));
}

/** Nothing more comes: for pipes. */
export function closeInputFrame(terminal: number): Uint8Array {
  return frame(KIND.closeInput, Buffer.of(terminal));
}

/** So many bytes of output have been shown: as many more may be sent. */
export function tookFrame(terminal: number, bytes: number): Uint8Array {
  const payload = Buffer.alloc(5);
  payload.writeUInt8(terminal, 0);
  payload.writeUInt32BE(bytes, 1);
  return frame(KIND.took, payload);
}

function sizeBytes({ columns, rows }: TerminalSize): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt16BE(cells(columns), 0);
  bytes.writeUInt16BE(cells(rows), 2);
  return bytes;
}

function cells(wanted: number): number {
  return Math.max(1, Math.min(65_535, Math.trunc(wanted) || 1));
}
