/** An element with its children; text is what stands directly in it. Attributes are left out. */
export interface XmlElement {
  readonly name: string;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const TOKEN = /<!\[CDATA\[([\s\S]*?)\]\]>|<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<\/([\w:.-]+)\s*>|<([\w:.-]+)(?:\s[^<>]*?)?(\/?)>|([^<]+)|(<)/g;
const DEEPEST = 32;

/** Text with the five entities of XML and numbered ones written out; an unknown one stays. */
export function decodeEntities(text: string): string {
  return text.replaceAll(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi, (whole, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return ENTITIES[name] ?? whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

interface Open {
  readonly name: string;
  readonly children: XmlElement[];
  text: string;
}

/** The root of a document, null where it is not well formed. A document type, and with it every entity of its own, is refused. */
export function parseXml(source: string): XmlElement | null {
  const open: Open[] = [{ name: '', children: [], text: '' }];
  const top = (): Open => open.at(-1) as Open;
  for (const [, cdata, closed, opened, isEmpty, text, stray] of source.replace(/^\uFEFF/, '').matchAll(TOKEN)) {
    if (stray !== undefined || open.length > DEEPEST) return null;
    if (cdata !== undefined) top().text += cdata;
    else if (text !== undefined) top().text += decodeEntities(text);
    else if (opened !== undefined) {
      open.push({ name: opened, children: [], text: '' });
      if (isEmpty !== '/') continue;
    }
    if (closed === undefined && isEmpty !== '/') continue;
    const ended = top();
    if (open.length === 1 || (closed !== undefined && ended.name !== closed)) return null;
    open.pop();
    top().children.push({ ...ended, text: ended.text.trim() });
  }
  const [root, ...others] = top().children;
  return open.length === 1 && root !== undefined && others.length === 0 && top().text.trim() === '' ? root : null;
}

/** The children of the first child of this name. */
export function childrenOf(element: XmlElement | undefined, name: string): readonly XmlElement[] {
  return element?.children.find((child) => child.name === name)?.children ?? [];
}

/** The text under a path of names, '' where there is none. */
export function textAt(element: XmlElement | undefined, ...path: readonly string[]): string {
  const found = path.reduce<XmlElement | undefined>((at, name) => at?.children.find((child) => child.name === name), element);
  return found?.text ?? '';
}
