import { type Area, word } from './words';

/** How, wherever one reads it. */
export const BUILD_AGAIN =
  'build the image again ("CodeAlong: Build Image" in VS Code, `codealong image --rebuild` on the command line)';

/** The image that programs run in. */
export const image: Area = {
  /** image */
  'image-missing': (args) => ({
    title: `The image "${word(args, 'image')}" is not there.`,
    advice:
      'Build or load it, or take it out of the settings (`codealong.image`, `--image`): then CodeAlong builds its own.',
  }),
  /** image, found?, wanted? */
  'image-wrong-protocol': (args) => ({
    title: `The image "${word(args, 'image')}" does not fit this version of CodeAlong.`,
    body: `The image speaks protocol ${word(args, 'found', 'unknown')}, this version speaks ${word(args, 'wanted', 'another')}.`,
    advice:
      'Build it again from the `docker` folder of this version, or use the image that CodeAlong builds by itself.',
  }),
  'base-debian': () => ({
    title: 'Its base was made from Debian packages on this machine, because no image registry answered.',
  }),
  /** line: what the build said last; script; base?: the base image that could not be had */
  'image-build-failed': (args) => {
    const base = word(args, 'base', '');
    return {
      title:
        base === ''
          ? 'The image could not be built.'
          : `The image could not be built: its base "${base}" could not be had.`,
      body: `The build said: ${word(args, 'line', 'nothing')}`,
      advice:
        `Check that this machine can reach the internet, then build again. ` +
        `Where no image registry can be reached, run \`${word(args, 'script', 'scripts/setup-docker.sh')}\` once: it makes the base from Debian.`,
    };
  },
};
