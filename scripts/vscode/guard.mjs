// Runs a command that must not outlive whoever asked for it: `node guard.mjs COMMAND ARGS…`, leader of a process group of its own.
// Its standard input is a pipe from the asker. When that closes, be it on purpose or by the asker's death, the whole group is killed.
import { spawn } from 'node:child_process';

const [command = '', ...args] = process.argv.slice(2);

function endAll(code) {
  process.exitCode = code;
  if (process.platform === 'win32') {
    child.kill('SIGKILL');
    process.exit(code);
  }
  process.kill(-process.pid, 'SIGKILL'); // this process too
}

const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });
child.on('error', (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
child.on('exit', (code) => endAll(code ?? 1));
process.stdin.on('error', () => endAll(1));
process.stdin.on('end', () => endAll(0));
process.stdin.resume();
