// Runs the extension's tests in the VS Code server with a browser as its window. The tests run in the real Node extension host.
import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'node:util';
import { openBrowser } from './browser.mjs';
import { startServer } from './server.mjs';

/** Without the first flag the test path of the payload is silently ignored. */
const SERVER_ARGS = ['--enable-smoke-test-driver', '--disable-workspace-trust'];
/** Marks the lines that the tests print: all of VS Code writes to the same console. */
const MARK = '[codealong] ';

/**
 * Resolves to the tests' exit code. Rejects if the tests do not finish within `seconds`, or if the browser or the server ends before.
 * `tests` is the bundle's folder and `workspace` the opened one. `results` receives the logs and, after a failure, a picture; their
 * names begin with `name`.
 */
export async function runInBrowser({ name, root, place, tests, workspace, env, results, seconds, print }) {
  const keepLog = join(results, `${name}-server.log`);
  const server = await startServer({ place, args: SERVER_ARGS, env: { ...env, CODEALONG_TEST_MARK: MARK }, keepLog });
  const show = sorter(join(results, `${name}-console.log`), print);
  try {
    const browser = await openBrowser({ program: place.chromium });
    try {
      return await exitOf({ page: browser.page, server, root, tests, workspace, seconds, show });
    } catch (error) {
      await browser.page.screenshot({ path: join(results, `${name}.png`), timeout: 5000 }).catch(() => {});
      throw error;
    } finally {
      await browser.close();
    }
  } finally {
    await server.stop();
  }
}

async function exitOf({ page, server, root, tests, workspace, seconds, show }) {
  let timer;
  const end = new Promise((resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`The extension tests took longer than ${seconds} s.`)), seconds * 1000);
    page.on('crash', () => reject(new Error('The page of VS Code crashed.')));
    page.on('close', () => reject(new Error('The browser closed before the tests were through.')));
    server.exited.then(() =>
      reject(new Error(`The VS Code server ended before the tests had finished:\n${server.log()}`)),
    );
    listen(page, resolve, show)
      .then(() => page.goto(addressOf(server, root, tests, workspace)))
      .catch(reject);
  });
  try {
    return await end;
  } finally {
    clearTimeout(timer);
  }
}

/** Provides the two functions that the page calls. They must exist before it loads. */
async function listen(page, resolve, show) {
  await page.exposeFunction('codeAutomationLog', (_type, args) => show(format(...args)));
  await page.exposeFunction('codeAutomationExit', (code) => resolve(code));
}

/** Prints what the tests print and writes the rest into a file. */
function sorter(file, print) {
  writeFileSync(file, '');
  return (text) => {
    if (text.startsWith(MARK)) print(text.slice(MARK.length));
    else appendFileSync(file, `${text}\n`);
  };
}

function addressOf({ address, port }, root, tests, workspace) {
  const remote = (path) => `vscode-remote://127.0.0.1:${port}${path}`;
  const payload = [
    ['extensionDevelopmentPath', remote(root)],
    ['extensionTestsPath', remote(tests)],
    ['skipWelcome', 'true'],
  ];
  const query = new URLSearchParams({ folder: workspace, payload: JSON.stringify(payload) });
  return `${address}/?${query}`;
}
