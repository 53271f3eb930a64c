import { learnerFile } from '../../../contract/image';
import type { JobFile } from '../../../contract/job';
import type { RaisedException } from '../../../contract/language';

/**
 * Whether what an exception speaks of is the program's own, and so no fault of a version: a module, a class or a function of the learner's that has
 * the name of one of Python's, or a name that the program gives a value somewhere. Reads the text alone, and rather says yes.
 * @param key in the form of the tables of names: `string:letters`, `Path.:walk`, `Path.glob():newline`, `:reduce`, `imp`
 */
export function isOwnName(files: readonly JobFile[], key: string): boolean {
  const [, owner = '', kind = ''] = /^([\w.]*?)((?:\.|\(\))?:)?(?:\w*)$/.exec(key) ?? [];
  if (kind === ':' && owner === '') return isInProgram(files, bindingOf(key.slice(1)));
  if (kind === '' || kind === ':') return false;
  const [name = ''] = owner.split('.');
  return name !== '' && isInProgram(files, definitionOf(name));
}

/**
 * Whether the module of such a key is a file or a folder of the learner's. Beside a file that the traceback names, or where the program begins, it
 * hides Python's own. A module that is not found at all may be one that lies elsewhere.
 */
export function isOwnModule(files: readonly JobFile[], key: string, { type, frames }: RaisedException): boolean {
  const [, module] = /^(\w+)(?:\.\w+)*(?::|$)/.exec(key) ?? [];
  if (module === undefined) return false;
  const folders = ['', ...frames.flatMap(({ file }) => learnerFile(file)?.replace(/[^/]*$/, '') ?? [])];
  const isSeen = (folder: string) => type === 'ModuleNotFoundError' || folders.includes(folder);
  const found = new RegExp(`^(|.*/)${module}(?:\\.py$|/)`);
  return files.some(({ path }) => {
    const folder = found.exec(path)?.[1];
    return folder !== undefined && isSeen(folder);
  });
}

/** A class or a function, or a class that a call makes: `namedtuple("Path", …)`. */
function definitionOf(name: string): RegExp {
  return new RegExp(`^[ \\t]*(?:class|(?:async[ \\t]+)?def)[ \\t]+${name}\\b|\\(\\s*(["'])${name}\\1`, 'm');
}

/** Where the name gets a value: by an assignment, a definition, a parameter, a loop, an import or `as`. Bounded, since a line may be as long as a file. */
function bindingOf(name: string): RegExp {
  const ways = [
    `(?:^|[;:=,(*])[ \\t]*${name}[ \\t]*(?::[^=\\n]{1,200})?(?:[-+*/%&|^@]|\\*\\*|//|:)?=(?!=)`,
    `^[ \\t]*${name}[ \\t]*,[^=\\n()]{0,200}=(?!=)`,
    `\\b(?:class|def|as)[ \\t]+${name}\\b`,
    `\\bdef\\b[^\\n]{0,200}[(,*][ \\t]*${name}\\b`,
    `\\blambda\\b[\\w*, \\t]{0,200}\\b${name}\\b`,
    `\\bfor\\b(?:(?!\\bin\\b)[^\\n:]){0,200}\\b${name}\\b`,
    `\\b(?:import|global)\\b[^\\n]{0,200}\\b${name}\\b`,
  ];
  return new RegExp(ways.join('|'), 'm');
}

/** Whether a file of the program has such a text. */
export function isInProgram(files: readonly JobFile[], pattern: RegExp): boolean {
  return files.some(({ path, bytes }) => path.endsWith('.py') && pattern.test(Buffer.from(bytes).toString()));
}
