/** dockerode loads ssh2, grpc and protobufjs eagerly, 750 KB that we never call; the stub fails loudly if that changes. */
const ABSENT = './src/engine/client/absent.ts';

/** esbuild's aliases, for every bundle that holds dockerode. Paths are relative to the repository. */
exports.stubs = {
  ssh2: ABSENT,
  '@grpc/grpc-js': ABSENT,
  '@grpc/proto-loader': ABSENT,
  protobufjs: ABSENT,
  // The copy of Node's own streams for older Nodes.
  'readable-stream': 'node:stream',
};
