import { type AddressInfo, createServer } from 'node:net';
import * as vscode from 'vscode';
import { until } from '../../support/waiting';

/** Changes one of our user settings, and restores it afterwards. */
export async function withSetting<T>(name: string, value: unknown, use: () => Promise<T>): Promise<T> {
  await set(name, value);
  try {
    return await use();
  } finally {
    await set(name, undefined);
  }
}

/** Makes sure that no engine answers, on any machine. At the end it closes the advice, which would ask for the engine again and again. */
export async function withoutDocker<T>(use: (port: number) => Promise<T>): Promise<T> {
  const port = await closedPort();
  try {
    return await withSetting('engine.host', `tcp://127.0.0.1:${port}`, () => use(port));
  } finally {
    await vscode.commands.executeCommand('notifications.clearAll');
  }
}

/** Changes one of our user settings for good. `undefined` resets it. */
export async function set(name: string, value: unknown): Promise<void> {
  const settings = () => vscode.workspace.getConfiguration('codealong');
  const wanted = value ?? settings().inspect(name)?.defaultValue;
  await settings().update(name, value, vscode.ConfigurationTarget.Global);
  await until(() => settings().get(name) === wanted);
}

/** An address of this machine where nothing listens. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
