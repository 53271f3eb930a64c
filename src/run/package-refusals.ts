import { type CodeArgs, CodedError } from '../contract/codes';
import type { PackageCodes } from '../contract/codes/package-codes';
import { count, DecodeError, type Decoder, oneOf, text } from '../contract/decode';

type Decoders<T> = { readonly [N in keyof T]: Decoder<T[N]> };

/** What the scripts in `docker/course-image` refuse. The names of the args are the same there. */
type Refusal =
  | 'requirement-unread'
  | 'wheel-missing'
  | 'wheel-not-fetched'
  | 'wheel-name'
  | 'wheel-no-zip'
  | 'wheel-unfit'
  | 'wheel-path'
  | 'wheel-link'
  | 'wheel-broken'
  | 'wheel-starts-code'
  | 'packages-too-large'
  | 'packages-unpacked-too-large'
  | 'packages-collide'
  | 'package-needs'
  | 'package-interpreter';

const IN_WHEEL = { wheel: text, path: text };

const ARGS: { readonly [C in Refusal]: Decoders<PackageCodes[C]> } = {
  'requirement-unread': { source: text },
  'wheel-missing': { package: text },
  'wheel-not-fetched': {
    why: oneOf<PackageCodes['wheel-not-fetched']['why']>({ 'no-base': true, 'no-pip': true, hash: true, failed: true }),
    package: text,
    said: text,
  },
  'wheel-name': { file: text },
  'wheel-no-zip': { wheel: text, why: text },
  'wheel-unfit': { package: text, wheels: text, version: text, machine: text },
  'wheel-path': IN_WHEEL,
  'wheel-link': IN_WHEEL,
  'wheel-broken': IN_WHEEL,
  'wheel-starts-code': IN_WHEEL,
  'packages-too-large': { bytes: count, most: count },
  'packages-unpacked-too-large': { bytes: count, files: count, most_bytes: count, most_files: count },
  'packages-collide': { ...IN_WHEEL, other: text },
  'package-needs': { package: text, needs: text },
  'package-interpreter': { package: text, needs: text, version: text },
};

/** What the last line of a build that failed refuses; null for any other line, which the build has said. */
export function refusalIn(line: string): CodedError<Refusal> | null {
  try {
    const said: unknown = JSON.parse(line);
    if (typeof said !== 'object' || said === null || !('code' in said) || !('args' in said)) return null;
    const { code } = said;
    return isRefusal(code) ? refusal(code, said.args) : null;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof DecodeError) return null;
    throw error;
  }
}

function isRefusal(code: unknown): code is Refusal {
  return typeof code === 'string' && Object.hasOwn(ARGS, code);
}

function refusal<C extends Refusal>(code: C, args: unknown): CodedError<Refusal> {
  const given = new Map(Object.entries(args ?? {}));
  const decoders = Object.entries<Decoder<unknown>>(ARGS[code] as Readonly<Record<string, Decoder<unknown>>>);
  const decoded = decoders.map(([name, decode]) => [name, decode(given.get(name), name)]);
  return new CodedError(code, Object.fromEntries(decoded) as CodeArgs[C]) as CodedError<Refusal>;
}
