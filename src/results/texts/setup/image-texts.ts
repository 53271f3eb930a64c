import type { CodeArgs } from '../../../contract/codes';
import { type Area, given } from '../words';
import { buildTroubleIn, type MachineTrouble } from './trouble-texts';

/** How, wherever one reads it. */
export const BUILD_AGAIN =
  'build the image again ("Rebuild Sandbox Image" in VS Code, `codealong image --rebuild` on the command line)';

/** What can be taken instead of a runtime. */
function others(there: string | null): readonly string[] {
  return there === null
    ? []
    : [`Or choose what is here already: ${there} ("Choose Runtime" in VS Code, \`--runtime\`).`];
}

/** The image that programs run in. */
export const image: Area<'image-missing' | 'image-wrong-protocol' | 'base-debian' | 'image-build-failed'> = {
  'image-missing': (args) => ({
    title: `The image "${args.image}" was not found.`,
    advice: 'Build it, load it, or do not name it (`codealong.image`, `--image`): CodeAlong then builds its own.',
  }),
  'image-wrong-protocol': (args) => ({
    title: `The image "${args.image}" does not fit this version of CodeAlong.`,
    body: `The image speaks protocol ${given(args.found, 'unknown')}, this version speaks ${given(args.wanted, 'another')}.`,
    advice:
      'Build it again from the `docker` folder of this version, or use the image that CodeAlong builds by itself.',
  }),
  'base-debian': () => ({
    title: 'Its base was made from Debian packages on this machine, because no image registry answered.',
  }),
  'image-build-failed': (args) => {
    const trouble = buildTroubleIn(args);
    return {
      title: `The image for ${args.title} could not be built${because(args, trouble)}.`,
      body: `The build said: ${given(args.line, 'nothing')}${trouble === null ? '' : before(args)}`,
      advice: [...(trouble === null ? toFetch(args) : [trouble.advice]), ...others(args.there)].join(' '),
    };
  },
};

type Failed = CodeArgs['image-build-failed'];

function because({ base }: Failed, trouble: MachineTrouble | null): string {
  if (trouble !== null) return `: ${trouble.what}`;
  return base === null || base === '' ? '' : `: its base "${base}" could not be fetched`;
}

/** The reason may stand in the line before the error. */
function before({ last }: Failed): string {
  return last === '' ? '' : `\nBefore that: ${last}`;
}

function toFetch({ script, runtime, debian }: Failed): readonly string[] {
  const run = `${given(script, 'scripts/setup-docker.sh')} --runtime ${runtime}`;
  return [
    'Check that this machine can reach the internet, then build again.',
    ...(debian
      ? [`If no image registry can be reached, run \`${run}\` once: it makes the base from Debian packages.`]
      : []),
  ];
}
