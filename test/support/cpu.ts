/** Milliseconds of this process's CPU that the work takes at its best: the machine may be busy with something else. */
export function bestCpu(work: () => void, times = 7): number {
  const once = () => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  };
  return Math.max(0.05, Math.min(...Array.from({ length: times }, once)));
}
