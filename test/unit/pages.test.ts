import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(__dirname, '..', '..');
/** What is made or installed, and what git keeps for itself. */
const NOT_OURS = new Set(['node_modules', '.git', '.cache', 'dist', 'out', 'test-results', '__pycache__']);
const CODE = /\.(?:ts|js|mjs|cjs|py|sh|yml)$|Dockerfile$/;

/** Every file of the project, relative to its root, with `/`. */
function files(folder = ''): readonly string[] {
  return readdirSync(path.join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = path.posix.join(folder, entry.name);
    if (NOT_OURS.has(entry.name)) return [];
    return entry.isDirectory() ? files(name) : [name];
  });
}

const FILES = files();
const PAGES = FILES.filter((file) => file.endsWith('.md'));

function read(file: string): string {
  return readFileSync(path.join(ROOT, file), 'utf8');
}

/** Without code, in which a link is no link and a `#` no heading. */
function prose(page: string): string {
  return read(page)
    .replaceAll(/^(`{3,}|~{3,})[\s\S]*?^\1.*$/gm, '')
    .replaceAll(/^ {4}.*$/gm, '');
}

function headings(page: string): readonly string[] {
  return [...prose(page).matchAll(/^#{1,6} (.*)$/gm)].map(([, heading = '']) => heading);
}

/** As GitHub names a heading. */
function anchor(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-');
}

/** A link that leads nowhere, as `page -> target`; nothing for one that is good or leads out of the project. */
function fault(page: string, target: string): readonly string[] {
  if (/^[a-z]+:/.test(target)) return [];
  const [relative = '', fragment] = target.split('#');
  const file = relative === '' ? page : path.posix.join(path.posix.dirname(page), decodeURI(relative));
  const there = existsSync(path.join(ROOT, file));
  const known = there && (fragment === undefined || headings(file).map(anchor).includes(fragment));
  return known ? [] : [`${page} -> ${target}`];
}

interface Citation {
  readonly page: string;
  /** Null when the page as a whole is meant. */
  readonly section: string | null;
}

/** The comments of a file, one a line: those over several lines are joined. */
function comments(file: string): string {
  const joined = read(file).replaceAll(/\n\s*(?:\*|\/\/|#:?) /g, ' ');
  return [...joined.matchAll(/(?:\/\*\*?|\/\/|#:?) .*$/gm)].map(([comment]) => comment).join('\n');
}

function citations(file: string): readonly Citation[] {
  const found = comments(file).matchAll(/((?:docs\/)?[A-Za-z-]+\.md)(?:(?:,| \()\s?"([^"\n]+)")?/g);
  const all = [...found].map(([, page = '', section]) => ({ page, section: section ?? null }));
  return all.filter(({ page, section }) => section !== null || page.startsWith('docs/'));
}

/** Without the number in front, which may change. */
function sections(page: string): readonly string[] {
  return headings(page).map((heading) => heading.replace(/^\d+\. /, ''));
}

describe('The pages of the project', () => {
  it('have no relative link that leads nowhere', () => {
    const faults = PAGES.flatMap((page) => {
      const links = prose(page)
        .replaceAll(/`[^`\n]*`/g, '')
        .matchAll(/\]\(([^)\s]+)\)/g);
      return [...links].flatMap(([, target = '']) => fault(page, target));
    });
    assert.deepEqual(faults, []);
  });

  it('name commands of npm that are there', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: object };
    for (const page of PAGES.filter((one) => /^(?:docs\/)?[\w-]+\.md$/.test(one)))
      for (const [, script = ''] of read(page).matchAll(/npm (?:run )?((?:test|start|package|build|watch)[:\w]*)/g))
        assert.ok(script in scripts, `${page}: ${script}`);
    for (const [, script = ''] of read('CONTRIBUTING.md').matchAll(/npm run ([a-z:]+)/g))
      assert.ok(script in scripts, script);
  });

  it('name paths of the project that are there', () => {
    const named = ['CONTRIBUTING.md', 'docs/architecture.md', 'docs/performance.md', 'docs/security.md'].flatMap(
      (page) =>
        [...read(page).matchAll(/`((?:src|docker|test|scripts|courses)\/[\w./-]+)`/g)].map(([, file = '']) => [
          page,
          file,
        ]),
    );
    assert.ok(named.length > 50);
    assert.deepEqual(
      named.filter(([, file = '']) => !existsSync(path.join(ROOT, file))),
      [],
    );
  });

  it('are there, with the section, where a comment cites one', () => {
    const cited = FILES.filter((file) => CODE.test(file) && !file.endsWith('pages.test.ts')).flatMap((file) =>
      citations(file).map((citation) => ({ file, ...citation })),
    );
    assert.ok(cited.length >= 10);
    const wrong = cited.filter(({ page, section }) => {
      const there = existsSync(path.join(ROOT, page));
      return !there || (section !== null && !sections(page).includes(section));
    });
    assert.deepEqual(wrong, []);
  });

  it('are cited instead of pages that are not in the repository', () => {
    const elsewhere = /\b(?:ENGINE|DESIGN|GRADE|JOURNEY|STRUCTURE|EDITOR|RUNTIMES)\.md\b|\bDESIGN\b|\bissue \d+/;
    const code = FILES.filter((file) => CODE.test(file) && !file.endsWith('pages.test.ts'));
    assert.deepEqual(
      code.filter((file) => elsewhere.test(comments(file))),
      [],
    );
  });
});
