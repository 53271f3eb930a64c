/** CPU milliseconds of this process for the work: the best of several measurements, because the machine may be busy. */
export function bestCpu(work: () => void, times = 7): number {
  const once = () => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  };
  return Math.max(0.05, Math.min(...Array.from({ length: times }, once)));
}
