const WIDTH = 20;

/** `█████░░░░░ 12/24`: how much of a whole is done. */
export function bar(done: number, total: number, width = WIDTH): string {
  const filled = total === 0 ? width : Math.round((Math.min(done, total) / total) * width);
  return `${'█'.repeat(filled)}${'░'.repeat(width - filled)} ${done}/${total}`;
}
