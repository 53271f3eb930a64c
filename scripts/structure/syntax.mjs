// Reads src with the TypeScript parser. `typescript/unstable` may change with TypeScript, which package.json pins exactly.
import { readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { SyntaxKind } from 'typescript/unstable/ast';
import { API } from 'typescript/unstable/sync';

/**
 * @typedef {import('typescript/unstable/ast').Node} Node
 * @typedef {{ name: string, lines: number }} FunctionLength
 * @typedef {{ path: string, lines: number, imports: string[], exported: string[], functions: FunctionLength[] }} SourceFile
 */

const FUNCTIONS = new Set([
  SyntaxKind.FunctionDeclaration,
  SyntaxKind.FunctionExpression,
  SyntaxKind.ArrowFunction,
  SyntaxKind.MethodDeclaration,
  SyntaxKind.Constructor,
  SyntaxKind.GetAccessor,
  SyntaxKind.SetAccessor,
]);

/**
 * Every file of src. Paths are relative to src.
 * @param {string} root
 * @returns {SourceFile[]}
 */
export function readSources(root) {
  const src = join(root, 'src');
  const api = new API({ cwd: root });
  try {
    const project = api.updateSnapshot({ openProjects: [join(root, 'tsconfig.json')] }).getProjects()[0];
    if (project === undefined) throw new Error('tsconfig.json is not a project');
    const names = project.program.getSourceFileNames().filter((name) => name.startsWith(`${posix(src)}/`));
    return names.sort().map((name) => {
      const file = project.program.getSourceFile(name);
      if (file === undefined) throw new Error(`${name} was not read`);
      return { path: posix(relative(src, name)), lines: lineCount(readFileSync(name, 'utf8')), ...parts(file) };
    });
  } finally {
    api.close();
  }
}

/** @param {import('typescript/unstable/ast').SourceFile} file */
function parts(file) {
  /** @type {string[]} */
  const imports = [];
  /** @type {FunctionLength[]} */
  const functions = [];
  const visit = (/** @type {Node} */ node) => {
    const specifier = importOf(node);
    if (specifier !== null) imports.push(specifier);
    if (FUNCTIONS.has(node.kind))
      functions.push({ name: nameOf(node, file.text), lines: lineCount(textOf(node, file.text)) });
    node.forEachChild(visit);
  };
  visit(file);
  return { imports, functions, exported: file.statements.flatMap(declared) };
}

/** The path that a node imports: in a statement, in `import()`, or in a type written `import('…')`. @returns {string | null} */
function importOf(/** @type {any} */ node) {
  if (node.kind === SyntaxKind.ImportDeclaration || node.kind === SyntaxKind.ExportDeclaration)
    return node.moduleSpecifier?.text ?? null;
  if (node.kind === SyntaxKind.CallExpression && node.expression.kind === SyntaxKind.ImportKeyword)
    return node.arguments[0]?.text ?? null;
  if (node.kind === SyntaxKind.ImportType) return node.argument.literal?.text ?? null;
  return null;
}

/** The names that a statement declares and exports; `export … from` declares none. @returns {string[]} */
function declared(/** @type {any} */ statement) {
  const isExported = statement.modifiers?.some((/** @type {Node} */ one) => one.kind === SyntaxKind.ExportKeyword);
  if (!isExported) return [];
  if (statement.kind === SyntaxKind.VariableStatement)
    return statement.declarationList.declarations.map((/** @type {any} */ one) => one.name.text);
  return statement.name === undefined ? [] : [statement.name.text];
}

function textOf(/** @type {Node} */ node, /** @type {string} */ text) {
  return text.slice(node.pos, node.end).trimStart();
}

/** The name of a function, or of the variable or property that holds it; else its first words. */
function nameOf(/** @type {any} */ node, /** @type {string} */ text) {
  return node.name?.text ?? node.parent?.name?.text ?? textOf(node, text).slice(0, 30).replace(/\s+/g, ' ');
}

export function lineCount(/** @type {string} */ text) {
  return text.replace(/\n$/, '').split('\n').length;
}

function posix(/** @type {string} */ path) {
  return path.split(sep).join('/');
}
