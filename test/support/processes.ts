import { readdir, readFile } from 'node:fs/promises';

/** Ids of the processes of this session (`CODEALONG_SESSION`) whose command line has this text in it. Linux. */
export async function processesOfSession(text: string): Promise<readonly number[]> {
  const session = `CODEALONG_SESSION=${process.env.CODEALONG_SESSION}`;
  const found: number[] = [];
  for (const name of await ids()) {
    const [line, environment] = await Promise.all([textOf(name, 'cmdline'), textOf(name, 'environ')]);
    if (line.includes(text) && environment.split('\0').includes(session)) found.push(Number(name));
  }
  return found;
}

/** The command lines of the processes in a container of this machine; `?` for one that has none any more. Linux. */
export async function processesIn(container: string): Promise<readonly string[]> {
  const found = await Promise.all(
    (await ids()).map(async (id) => {
      if (!(await textOf(id, 'cgroup')).includes(container)) return [];
      return [(await textOf(id, 'cmdline')).replaceAll('\0', ' ').trim() || '?'];
    }),
  );
  return found.flat();
}

async function ids(): Promise<readonly string[]> {
  return (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
}

/** Empty when the process is gone or belongs to another user. */
async function textOf(id: string, file: string): Promise<string> {
  return readFile(`/proc/${id}/${file}`, 'utf8').catch(() => '');
}
