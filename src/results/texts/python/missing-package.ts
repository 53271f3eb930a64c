import type { KnownPackages } from '../../../contract/language';
import { table } from '../words';
import { nameIn } from './hint';

/** Packages whose modules have another name, as often as not to a learner's surprise. */
const PACKAGE_OF = table<string>({
  attr: 'attrs',
  bs4: 'beautifulsoup4',
  Crypto: 'pycryptodome',
  cv2: 'opencv-python',
  dateutil: 'python-dateutil',
  discord: 'discord-py',
  dotenv: 'python-dotenv',
  jwt: 'pyjwt',
  OpenSSL: 'pyopenssl',
  PIL: 'pillow',
  serial: 'pyserial',
  sklearn: 'scikit-learn',
  yaml: 'pyyaml',
});

const WHERE_FROM =
  'a package gets into the sandbox only with the course, whose author names it in `packages` of its `course.json`.';

/** What to do about a module that is not there, by what the course brings and what the learner has wished for. */
export function missingPackageAdvice(message: string, packages: KnownPackages): string {
  const module = nameIn(message).split('.')[0] ?? '';
  const list = wishedIn(module, packages);
  if (list !== null)
    return (
      `\`${module}\` stands in your \`${list}\`, but nothing is installed from there: ${WHERE_FROM} ` +
      `${there(packages)} This step can be solved with that.`
    );
  return (
    `${there(packages)} Nothing can be installed there. ` +
    `If \`${module}\` is a file of yours, check that it is next to your program and that the name is spelled the same. ` +
    `If it is a package, this step can be solved without it: ${WHERE_FROM}`
  );
}

/** The learner's list that names the package of this module; null for none. */
function wishedIn(module: string, { wished }: KnownPackages): string | null {
  const spelled = module.replaceAll(/[-_.]+/g, '-').toLowerCase();
  const name = [PACKAGE_OF[module], spelled].find((one) => one !== undefined && Object.hasOwn(wished, one));
  return name === undefined ? null : (wished[name] ?? null);
}

function there({ brought }: KnownPackages): string {
  if (brought.length === 0) return "Only Python's standard library is available in the sandbox.";
  const names = brought.map((name) => `\`${name}\``).join(', ');
  return `Only Python's standard library and what the course brings are available in the sandbox: ${names}.`;
}
