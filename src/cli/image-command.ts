import { CodedError } from '../contract/codes';
import type { RunnerImage } from '../engine/image/image';
import { textOf } from '../results/texts';
import type { ImageArgs } from './args';
import type { Context } from './context';
import { EXIT } from './exit';
import { problemLines } from './problem';
import { buildingText } from './terminal';

/** `codealong image`: builds the runner image if need be and says which one is used. @returns the exit code */
export async function imageCommand(args: ImageArgs, context: Context): Promise<number> {
  try {
    const { image, size } = await ready(args, context);
    context.terminal.idle();
    if (args.json) context.terminal.out(JSON.stringify({ ...image, size }, null, 2));
    else for (const line of lines(image, size)) context.terminal.out(line);
    return EXIT.passed;
  } catch (error) {
    context.terminal.idle();
    if (!(error instanceof CodedError)) throw error;
    for (const line of problemLines(error)) context.terminal.error(line);
    return error.code === 'cancelled' ? EXIT.cancelled : EXIT.sandbox;
  }
}

async function ready({ rebuild }: ImageArgs, { runner, terminal, signal }: Context) {
  const onProgress = (progress: Parameters<typeof buildingText>[0]) => terminal.busy(buildingText(progress));
  const { engine, image } = await runner.image(onProgress, signal, rebuild ? 'always' : 'if-missing');
  const facts = await engine.inspectImage(image.ref, { signal });
  return { image, size: facts?.size ?? 0 };
}

function lines(image: RunnerImage, size: number): readonly string[] {
  const base = image.base === 'debian' ? [textOf({ code: 'base-debian', args: {} }).title] : [];
  return [`${image.ref} (${image.source}, ${Math.round(size / 1e6)} MB)`, `  ${image.id}`, ...base];
}
