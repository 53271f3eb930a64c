import { type Area, given } from '../words';

/** How, wherever one reads it. */
export const BUILD_AGAIN =
  'build the image again ("Rebuild Sandbox Image" in VS Code, `codealong image --rebuild` on the command line)';

/** What can be taken instead of a runtime. */
function others(there: string | null): string {
  return there === null ? '' : `Or choose what is here already: ${there} ("Choose Runtime" in VS Code, \`--runtime\`).`;
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
    const why = (args.base ?? '') === '' ? '.' : `: its base "${args.base}" could not be fetched.`;
    const script = `${given(args.script, 'scripts/setup-docker.sh')} --runtime ${args.runtime}`;
    return {
      title: `The image for ${args.title} could not be built${why}`,
      body: `The build said: ${given(args.line, 'nothing')}`,
      advice: [
        'Check that this machine can reach the internet, then build again.',
        args.debian
          ? `If no image registry can be reached, run \`${script}\` once: it makes the base from Debian packages.`
          : '',
        others(args.there),
      ]
        .filter((sentence) => sentence !== '')
        .join(' '),
    };
  },
};
