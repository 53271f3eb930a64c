// What the battery has found, as the table for the documents. Pure.

/** The columns, in the order in which the battery tries them. */
export const PARTS = /** @type {const} */ (['image', 'doctor', 'verdicts', 'endings', 'attacks', 'kill -9', 'cleanup']);

/** @typedef {(typeof PARTS)[number]} Part */

/**
 * The columns of these names, with commas between, in their order; all for undefined.
 * @param {string | undefined} names
 * @returns {readonly Part[]}
 * @throws RangeError for a name that none has
 */
export function partsOf(names) {
  const wanted = names?.split(',') ?? PARTS;
  const unknown = wanted.filter((name) => !PARTS.some((part) => part === name));
  if (unknown.length > 0)
    throw new RangeError(`There is no part ${unknown.join(', ')}. There are: ${PARTS.join(', ')}.`);
  return PARTS.filter((part) => wanted.includes(part));
}

/**
 * @typedef {object} Check
 * @property {Part} part
 * @property {string} name
 * @property {boolean} ok
 * @property {string} seen in a few words
 * @property {number} seconds
 * @property {readonly string[]} notes what is worth knowing although it is ok, such as a known difference with its reason
 */
/**
 * @typedef {object} Row
 * @property {string} id of the engine
 * @property {string} title
 * @property {readonly string[]} answered what the engine says of itself, the doctor's lines
 * @property {number} seconds
 * @property {readonly Check[]} checks
 * @property {string | null} trouble why the battery did not come to its end; null if it did
 */

/**
 * A table in Markdown, and below it what was not as wanted and what is known to differ.
 * @param {readonly Row[]} rows
 */
export function tableOf(rows) {
  const head = ['engine', ...PARTS, 'minutes'];
  const lines = rows.map(({ title, checks, seconds, trouble }) => [
    title,
    ...PARTS.map((part) => {
      const stopped = trouble !== null && checks.at(-1)?.part === part;
      const own = checks.filter((check) => check.part === part);
      return stopped ? `${own.length}, not finished` : cellOf(own);
    }),
    (seconds / 60).toFixed(0),
  ]);
  const table = [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`);
  return [...table, ...rows.flatMap(remarksOn)].join('\n');
}

/** True if everything that was tried was as wanted. */
export function allIsWell(/** @type {readonly Row[]} */ rows) {
  return rows.every(({ checks, trouble }) => trouble === null && checks.length > 0 && checks.every(({ ok }) => ok));
}

/** @param {readonly Check[]} checks of one part */
function cellOf(checks) {
  if (checks.length === 0) return '–';
  const good = checks.filter(({ ok }) => ok);
  if (good.length < checks.length) return checks.length === 1 ? 'NO' : `${good.length} of ${checks.length}`;
  // An image that was there says less than one that was built there.
  const [{ part = null, seen = '' } = {}] = checks;
  if (part === 'image' && checks.length === 1) return `ok, ${seen}`;
  const notes = new Set(checks.flatMap((check) => check.notes)).size;
  const number = checks.length === 1 ? '' : ` ${checks.length}`;
  return `ok${number}${notes === 0 ? '' : `, ${notes} ${notes === 1 ? 'note' : 'notes'}`}`;
}

/** @returns {readonly string[]} */
function remarksOn(/** @type {Row} */ { title, answered, checks, trouble }) {
  const wrong = checks.filter(({ ok }) => !ok).map(({ part, name, seen }) => `- NO: ${part}, ${name}: ${seen}`);
  const notes = [...new Set(checks.flatMap((check) => check.notes))].map((note) => `- ${note}`);
  const stopped = trouble === null ? [] : [`- not finished: ${trouble}`];
  return ['', `**${title}**`, '', ...answered.map((line) => `- ${line}`), ...stopped, ...wrong, ...notes];
}
