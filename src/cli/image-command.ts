import { shownJson } from '../contract/escape-text';
import type { RunnerImage } from '../engine/image/image';
import { textOf } from '../results/texts';
import type { ImageArgs } from './args';
import { type CommandContext, EXIT, withErrorsShown } from './command';
import { buildShownOn } from './terminal';

/** `codealong image`: builds the runner image if necessary and prints which one is used. @returns the exit code */
export function imageCommand(args: ImageArgs, context: CommandContext): Promise<number> {
  const { terminal } = context;
  return withErrorsShown(terminal, EXIT.sandbox, async () => {
    const { image, size } = await readyImage(args, context);
    terminal.idle();
    if (args.json) terminal.out(shownJson({ ...image, size }));
    else for (const line of imageLines(image, size)) terminal.out(line);
    return EXIT.passed;
  });
}

async function readyImage({ rebuild }: ImageArgs, { runner, terminal, signal }: CommandContext) {
  const onProgress = buildShownOn(terminal);
  const { engine, image } = await runner.image(null, onProgress, signal, rebuild ? 'always' : 'if-missing');
  const facts = await engine.inspectImage(image.ref, { signal });
  return { image, size: facts?.size ?? 0 };
}

/** @param size bytes */
function imageLines(image: RunnerImage, size: number): readonly string[] {
  const base = image.base === 'debian' ? [textOf({ code: 'base-debian', args: {} }).title] : [];
  return [`${image.ref} (${image.source}, ${Math.round(size / 1e6)} MB)`, `  ${image.id}`, ...base];
}
