// Finds circles among files that import each other.

/**
 * One text for each group of files that reach each other: `a.ts, b.ts`. Uses Tarjan's algorithm for strongly connected components.
 * @param {Map<string, string[]>} graph
 * @returns {string[]}
 */
export function cycles(graph) {
  /** @type {Map<string, number>} */
  const order = new Map();
  /** @type {string[]} */
  const open = [];
  /** @type {string[][]} */
  const groups = [];

  /** Returns the earliest file that this one reaches and that is still open. @returns {number} */
  const visit = (/** @type {string} */ file) => {
    const own = order.size;
    let earliest = own;
    order.set(file, own);
    open.push(file);
    for (const to of graph.get(file) ?? []) {
      const seen = order.get(to);
      if (seen === undefined) earliest = Math.min(earliest, visit(to));
      else if (open.includes(to)) earliest = Math.min(earliest, seen);
    }
    if (earliest === own) groups.push(open.splice(open.indexOf(file)));
    return earliest;
  };
  for (const file of graph.keys()) if (!order.has(file)) visit(file);
  return groups.filter((group) => isCircle(group, graph)).map((group) => group.sort().join(', '));
}

/** A single file is a circle only if it imports itself. */
function isCircle(/** @type {string[]} */ [file = '', ...others], /** @type {Map<string, string[]>} */ graph) {
  return others.length > 0 || (graph.get(file) ?? []).includes(file);
}
