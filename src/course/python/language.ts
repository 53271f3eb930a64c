import { CodedError, type Message } from '../../contract/codes';
import type { Entry, JobFile } from '../../contract/job';
import type { Language } from '../../contract/language';
import { entryOf, outsidePackages } from './module-entry';
import { shadowNotes } from './standard-modules';

/** The host's part of Python before a run. The sandbox's part is `docker/runner/languages/python.py`. */
export const pythonLanguage: Language = {
  id: 'python',
  editorId: 'python',
  extension: '.py',
  entryOf,
  rootOf: outsidePackages,
  checkSource,
  notesOn: shadows,
};

/** Imports start beside a file that is started as a script, and at the root for a module. */
function shadows(entry: Entry, files: readonly JobFile[]): readonly Message[] {
  const slash = entry.kind === 'file' ? entry.path.lastIndexOf('/') : -1;
  const paths = files.map((file) => file.path);
  return shadowNotes(paths, slash < 0 ? '' : entry.path.slice(0, slash));
}

/** Number of bytes examined for the pattern of UTF-16 without a mark. */
const SAMPLE_BYTES = 1024;

/**
 * Checks the entry's bytes before anything is started. It does not judge the Python: a byte order mark, CRLF and latin-1 with a coding
 * line are fine. Errors that Python reports itself (latin-1 without a coding line) are left to the run.
 * @returns the note `source-empty` or nothing
 * @throws CodedError `source-utf16` or `source-nul`
 */
export function checkSource(file: string, bytes: Uint8Array): readonly Message[] {
  if (isUtf16(bytes)) throw new CodedError('source-utf16', { file });
  const nul = bytes.indexOf(0);
  if (nul >= 0) throw new CodedError('source-nul', { file, line: lineAt(bytes, nul) });
  return isBlank(bytes) ? [{ code: 'source-empty', args: { file } }] : [];
}

/** Detected by its mark, or because every other byte of a text in Latin letters is zero. */
function isUtf16(bytes: Uint8Array): boolean {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return true;
  const sample = bytes.subarray(0, SAMPLE_BYTES - (SAMPLE_BYTES % 2));
  const pairs = Math.floor(sample.byteLength / 2);
  const zeros = [0, 0];
  for (let at = 0; at < pairs * 2; at++) if (sample[at] === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  return pairs > 0 && Math.max(even, odd) > pairs / 2 && Math.min(even, odd) === 0;
}

/** LF, CR LF and CR alone end a line. */
function lineAt(bytes: Uint8Array, offset: number): number {
  return Buffer.from(bytes.subarray(0, offset))
    .toString('latin1')
    .split(/\r\n|\r|\n/).length;
}

function isBlank(bytes: Uint8Array): boolean {
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  return bytes.subarray(start).every((byte) => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d));
}
