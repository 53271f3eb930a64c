import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import Docker from 'dockerode';
import type { EngineAddress } from './engine-proxy';

const END_MS = 10_000;

/** Finds what the builds of one image leave in the engine. It reads their output, because only the finished image gets our name. */
export class BuildTraces {
  readonly #docker: Docker;
  readonly #containers = new Set<string>();
  /** Ids of layers: our own, and those of the base. */
  readonly #layers = new Set<string>();

  constructor(
    address: EngineAddress,
    private readonly name: string,
  ) {
    this.#docker = new Docker({ ...address });
  }

  /** @param answer the engine's answer to a build request */
  read(answer: Readable): void {
    let said = '';
    answer.on('data', (part: Buffer) => {
      said += part.toString('latin1');
      for (const [, id = ''] of said.matchAll(/Running in ([0-9a-f]{12})/g)) this.#containers.add(id);
      for (const [, id = ''] of said.matchAll(/\\u003e ([0-9a-f]{12})/g)) this.#layers.add(id);
    });
  }

  /** The names that the image has now. */
  async images(): Promise<readonly string[]> {
    const images = await this.#docker.listImages();
    return images.flatMap(({ RepoTags }) => RepoTags ?? []).filter((tag) => tag.startsWith(`${this.name}:`));
  }

  /** Ids of the containers of build commands, running or stopped. */
  async containers(): Promise<readonly string[]> {
    const all = await this.#docker.listContainers({ all: true });
    return all.map(({ Id }) => Id.slice(0, 12)).filter((id) => this.#containers.has(id));
  }

  /** Removes the image and our unused layers; never one that has a name, such as the base. */
  async remove(): Promise<void> {
    // A cancelled build is still ending.
    for (const end = Date.now() + END_MS; Date.now() < end && (await this.containers()).length > 0; ) await sleep(50);
    for (const name of await this.images()) await this.#removeImage(name);
    const unnamed = await this.#docker.listImages({ filters: { dangling: ['true'] } });
    for (const { Id } of unnamed) {
      if (this.#layers.has(Id.replace('sha256:', '').slice(0, 12))) await this.#removeImage(Id);
    }
  }

  /** The image may already be gone, together with one that was made from it. */
  async #removeImage(name: string): Promise<void> {
    try {
      await this.#docker.getImage(name).remove();
    } catch (error) {
      if ((error as { statusCode?: number }).statusCode !== 404) throw error;
    }
  }
}
