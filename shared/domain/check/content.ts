/** Source of the expression a path into JSON matches: `data.items[0].state`, `["a b"]`; empty for none. */
export const JSON_PATH_PATTERN = '(?:(?:\\$|[^.\\[\\]"\\s]+)?(?:\\.[^.\\[\\]"\\s]+|\\[[0-9]{1,6}\\]|\\["[^"\\\\]*"\\])*)';

const STEP = /\[(\d+)\]|\["([^"]*)"\]|\.?([^.[\]"]+)/g;

/** The steps of a path: names of members, numbers of elements. A leading `$` is the whole. */
function stepsOf(path: string): readonly (string | number)[] {
  return [...path.replace(/^\$/, '').matchAll(STEP)].map(([, index, quoted, name]) =>
    index === undefined ? (quoted ?? name ?? '') : Number(index),
  );
}

const MOST_DEPTH = 200;
const [QUOTE, BACKSLASH, OPEN_LIST, CLOSE_LIST, OPEN, CLOSE] = [34, 92, 91, 93, 123, 125];

/** True for brackets in brackets that nobody means: reading a million of them takes seconds. */
function isTooDeep(body: string): boolean {
  let depth = 0;
  let isText = false;
  for (let at = 0; at < body.length; at += 1) {
    const code = body.charCodeAt(at);
    if (isText) {
      if (code === BACKSLASH) at += 1;
      else if (code === QUOTE) isText = false;
    } else if (code === QUOTE) isText = true;
    else if (code === OPEN || code === OPEN_LIST) depth += 1;
    else if (code === CLOSE || code === CLOSE_LIST) depth -= 1;
    if (depth > MOST_DEPTH) return true;
  }
  return false;
}

/** The value at a path as text (a text as it is, anything else as JSON); null where there is no JSON that means anything, `undefined` nothing at the path. */
export function valueAt(body: string, path: string): string | null | undefined {
  if (isTooDeep(body)) return null;
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return null;
  }
  for (const step of stepsOf(path)) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Readonly<Record<string | number, unknown>>)[step];
  }
  return typeof value === 'string' ? value : JSON.stringify(value);
}
