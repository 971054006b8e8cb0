const MAX_VALUE = 120;
const CONTROL = /\p{Cc}+/gu;

/** A code and what belongs into its sentence. */
export interface Detail {
  readonly code: string;
  readonly values: Readonly<Record<string, string | number>>;
}

/** The detail of a fault as a code with the values its sentence needs: the page makes the sentence. Long values end in an ellipsis. */
export function detailOf(code: string, values: Detail['values'] = {}): string {
  const entries = Object.entries(values).map(([name, value]) => [name, typeof value === 'number' ? value : bounded(value)]);
  return entries.length === 0 ? code : `${code} ${JSON.stringify(Object.fromEntries(entries))}`;
}

function bounded(text: string): string {
  const clean = text.replace(CONTROL, ' ').trim();
  return clean.length <= MAX_VALUE ? clean : `${clean.slice(0, MAX_VALUE - 1)}…`;
}

/** What `detailOf` wrote, or null for any other text. */
export function readDetail(detail: string): Detail | null {
  const [, code, json] = /^([a-z][\w.]*)(?: (\{.*\}))?$/s.exec(detail) ?? [];
  if (code === undefined) return null;
  try {
    return { code, values: json === undefined ? {} : (JSON.parse(json) as Detail['values']) };
  } catch {
    return null;
  }
}
