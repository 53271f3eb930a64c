import { type AddressInfo, createServer } from 'node:net';
import * as vscode from 'vscode';
import { until } from '../../support/waiting';

/** Sets a setting of ours for the user, and takes it back afterwards. */
export async function withSetting<T>(name: string, value: unknown, use: () => Promise<T>): Promise<T> {
  await set(name, value);
  try {
    return await use();
  } finally {
    await set(name, undefined);
  }
}

/** No engine answers, on any machine. The advice that this brings is put away at the end, as it would ask for the engine again and again. */
export async function withoutDocker<T>(use: (port: number) => Promise<T>): Promise<T> {
  const port = await closedPort();
  try {
    return await withSetting('engine.host', `tcp://127.0.0.1:${port}`, () => use(port));
  } finally {
    await vscode.commands.executeCommand('notifications.clearAll');
  }
}

/** For good: sets a setting of ours for the user. `undefined` takes it back. */
export async function set(name: string, value: unknown): Promise<void> {
  const settings = () => vscode.workspace.getConfiguration('codealong');
  const wanted = value ?? settings().inspect(name)?.defaultValue;
  await settings().update(name, value, vscode.ConfigurationTarget.Global);
  await until(() => settings().get(name) === wanted);
}

/** Of this machine; nobody listens there. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
