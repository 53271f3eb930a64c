import { readdir, readFile } from 'node:fs/promises';

/** Ids of the processes of this session (`CODEALONG_SESSION`) whose command line has this text in it. Linux. */
export async function processesOfSession(text: string): Promise<readonly number[]> {
  const session = `CODEALONG_SESSION=${process.env.CODEALONG_SESSION}`;
  const found: number[] = [];
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const [line, environment] = await Promise.all([textOf(name, 'cmdline'), textOf(name, 'environ')]);
    if (line.includes(text) && environment.split('\0').includes(session)) found.push(Number(name));
  }
  return found;
}

/** Empty when the process is gone or belongs to another user. */
async function textOf(id: string, file: string): Promise<string> {
  return readFile(`/proc/${id}/${file}`, 'utf8').catch(() => '');
}
