import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import type { BuildMessage, BuildOptions } from './engine';
import { LineSplitter } from './lines';
import { type Modem, readAll, send } from './transport';

/** Sends the context and hands on what the engine says, line by line. Intermediate containers are removed also on failure. */
export async function buildImage(
  modem: Modem,
  context: Readable,
  { tags, labels, args = {} }: BuildOptions,
  onMessage: (message: BuildMessage) => void,
  signal: AbortSignal,
): Promise<void> {
  const made = { labels: JSON.stringify(labels), buildargs: JSON.stringify(args) };
  const query = { t: tags, ...made, rm: 1, forcerm: 1 };
  try {
    const request = { call: 'build', method: 'POST', path: '/build', query, file: context } as const;
    const answer = (await send(modem, request, signal)) as IncomingMessage;
    const lines = new LineSplitter();
    await readAll(answer, 'build', signal, (part) => {
      for (const line of lines.push(part)) for (const message of messagesOf(line)) onMessage(message);
    });
  } finally {
    context.destroy();
  }
}

function messagesOf(line: string): readonly BuildMessage[] {
  const said = parse(line);
  return (['stream', 'status', 'error'] as const).flatMap((kind) => {
    const text = said[kind];
    return typeof text === 'string' ? [{ kind, text }] : [];
  });
}

function parse(line: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
