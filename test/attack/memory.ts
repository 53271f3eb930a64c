import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const MB = 1024 * 1024;

/** The garbage collector, which Node exposes only on request. */
function collector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}

const collect = collector();

/** MB that this process really holds: garbage does not count. */
export function liveMb(): number {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / MB;
}

/** Watches the growth of this process. `stop` returns the MB at the peak. */
export function watchPeak(): () => number {
  const before = process.memoryUsage.rss();
  let peak = before;
  const look = () => {
    peak = Math.max(peak, process.memoryUsage.rss());
  };
  const timer = setInterval(look, 25);
  return () => {
    clearInterval(timer);
    look();
    return (peak - before) / MB;
  };
}
