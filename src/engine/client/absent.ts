import { CodedError } from '../../contract/codes';

/**
 * Replaces, in the bundle, libraries that dockerode loads eagerly and CodeAlong never calls: ssh2 (engines over ssh), grpc and protobufjs
 * (BuildKit sessions), tar-fs and dockerignore (a build from a folder; ours are streams), bl (unpacking). Loading this is silent. Using it throws, so that a
 * new need shows at once.
 */
function absent(name: string): never {
  throw new CodedError('module-left-out', { name });
}

/** ssh2 */
export class Client {
  constructor() {
    absent('ssh2');
  }
}

/** @grpc/grpc-js */
export class Server {
  constructor() {
    absent('grpc');
  }
}

export const ServerCredentials = { createInsecure: () => absent('grpc') };
export const loadPackageDefinition = () => absent('grpc');

/** @grpc/proto-loader, protobufjs */
export const loadSync = () => absent('protobufjs');

/** tar-fs. dockerignore and bl are functions themselves: to call this module in their place throws as well. */
export const pack = () => absent('tar-fs');
