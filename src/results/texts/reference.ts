import { type Area, given } from './words';

/** The genuine program of a course, for its author. */
export const reference: Area<'derived-build-failed'> = {
  'derived-build-failed': (args) => {
    const [base, last] = [args.base ?? '', args.last ?? ''];
    const folder = given(args.folder, 'this folder');
    const said = `The build said: ${given(args.line, 'nothing')}`;
    return {
      title:
        base === ''
          ? `The image of ${folder} could not be built.`
          : `The image of ${folder} could not be built: "${base}" could not be fetched.`,
      body: last === '' ? said : `${said}\nBefore that: ${last}`,
      advice:
        base === ''
          ? `Correct its Dockerfile. Where a command in it could not reach the internet, check that containers can.`
          : `Check that this machine can reach the internet, or load that image. Where no image registry can be reached, run ` +
            `\`${given(args.script, 'scripts/setup-docker.sh')} --reference-base\` once: it makes "debian:bookworm-slim" from Debian's packages.`,
    };
  },
};
