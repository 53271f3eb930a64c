/** dockerode eagerly loads ssh2, grpc, protobufjs and what packs a folder, 770 KB that we never call. The stub fails loudly if that changes. */
const ABSENT = './src/engine/client/absent.ts';

/** esbuild's aliases, for every bundle that holds dockerode. Paths are relative to the repository. */
exports.stubs = {
  ssh2: ABSENT,
  '@grpc/grpc-js': ABSENT,
  '@grpc/proto-loader': ABSENT,
  protobufjs: ABSENT,
  'tar-fs': ABSENT,
  '@balena/dockerignore': ABSENT,
  // Of tar-stream, for unpacking.
  bl: ABSENT,
  debug: './scripts/silent-debug.cjs',
  // A copy of Node's own streams for older versions of Node.
  'readable-stream': 'node:stream',
};
