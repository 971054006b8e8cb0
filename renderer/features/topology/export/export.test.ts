import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NetworkLink } from '../../../../shared/contracts/topology.ts';
import { type Drawing, drawingOf, type Picture, toSvg } from './drawing.ts';
import { mapCsv, mapJson, type SavedMap, type TableWords } from './mapFile.ts';

const PALETTE = { field: '#ddd', panel: '#eee', ink: '#111', inkSecondary: '#333', inkOff: '#888', line: '#ccc' };
const picture = (change: Partial<Picture> = {}): Picture => ({
  ...{ title: 'SRV-1 2 跳', facts: ['绘制 2 台', '未绘制 5 台'], palette: PALETTE },
  nodes: [
    { key: 'a', name: 'SW-1', icon: 'M1 1h4', state: 'answers', note: '', isCenter: true },
    { key: 'b', name: 'SW-2', icon: 'M1 1h4', state: 'silent', note: '不应答', isCenter: false },
  ],
  links: [
    { id: '1', a: 'a', b: 'b', state: 'seen', note: '', isEmphasised: false },
    { id: '2', a: 'b', b: 'a', state: 'down', note: '断 08:00', isEmphasised: false },
  ],
  places: new Map([
    ['a', { x: -300, y: -100 }],
    ['b', { x: 300, y: 200 }],
  ]),
  ...change,
});

/** Whether a text is one XML document whose tags all close: as a strict reader would have it. */
function isWellFormed(text: string): boolean {
  const open: string[] = [];
  const rest = text
    .replace(/^<\?xml[^>]*\?>\n/, '')
    .replaceAll(/<(\/?)([a-z]+)((?: [A-Za-z-]+="[^"<]*")*)(\/?)>/g, (_tag, closes, name, _attributes, isEmpty) => {
      if (closes) return open.pop() === name ? '' : '<broken';
      if (!isEmpty) open.push(name);
      return '';
    });
  return open.length === 0 && !rest.includes('<') && !/&(?!(?:amp|lt|gt|quot|apos);)/.test(rest);
}

describe('R-8.4.2-c2-3 the picture of a map', () => {
  it('has every device, line and fact inside it', () => {
    const { shapes, width, height } = drawingOf(picture());
    const texts = shapes.flatMap((shape) => (shape.kind === 'text' ? [shape.text] : []));
    expect(texts).toEqual(expect.arrayContaining(['SRV-1 2 跳', '绘制 2 台', '未绘制 5 台', 'SW-1', 'SW-2', '不应答', '断 08:00']));
    for (const shape of shapes) {
      const points = shape.kind === 'line' ? [shape.from, shape.over, shape.to] : [shape.at];
      for (const { x, y } of points) {
        expect(x).toBeGreaterThanOrEqual(0);
        expect(x).toBeLessThanOrEqual(width);
        expect(y).toBeGreaterThanOrEqual(0);
        expect(y).toBeLessThanOrEqual(height);
      }
    }
  });

  it('draws lines between the same two apart, and what does not answer otherwise than what does', () => {
    const { shapes } = drawingOf(picture());
    const lines = shapes.filter((shape) => shape.kind === 'line');
    expect(Math.hypot((lines[0]?.over.x ?? 0) - (lines[1]?.over.x ?? 0), (lines[0]?.over.y ?? 0) - (lines[1]?.over.y ?? 0))).toBeCloseTo(
      40,
    );
    expect(lines.map(({ dash }) => dash.length > 0)).toEqual([false, true]);
    const boxes = shapes.filter((shape) => shape.kind === 'box');
    expect(boxes.map(({ dash }) => dash.length > 0)).toEqual([false, true]);
  });

  it('is XML whatever devices call themselves, and holds no tag of theirs', () => {
    const text = fc.string({ unit: 'binary', maxLength: 40 });
    fc.assert(
      fc.property(text, text, (name, fact) => {
        const svg = toSvg(
          drawingOf(
            picture({ facts: [fact], nodes: [{ key: 'a', name, icon: 'M1 1h4', state: 'answers', note: '', isCenter: false }], links: [] }),
          ),
          '"Noto", sans-serif',
          name,
        );
        expect(isWellFormed(svg)).toBe(true);
      }),
      { numRuns: 40 },
    );
    const hostile = toSvg(drawingOf(picture({ title: '</title><script>alert(1)</script>' })), 'sans-serif', 'x');
    expect(hostile).not.toContain('<script');
    expect(isWellFormed('<svg><a></svg></a>')).toBe(false);
    expect(hostile).not.toMatch(/href|url\(/);
  });

  it('of nothing is a picture that says so', () => {
    const { width, height }: Drawing = drawingOf(picture({ nodes: [], links: [], places: new Map() }));
    expect(width).toBeGreaterThan(0);
    expect(height).toBeGreaterThan(0);
  });
});

const link: NetworkLink = {
  ...{ id: '1', confidence: 0.99, seenAt: 0, conflicts: 0 },
  a: { node: 'a', resourceId: null, name: 'SW-1', port: 'GE1/0/1' },
  b: { node: 'b', resourceId: null, name: '=SW-2', port: '' },
  evidence: [
    {
      kind: 'arp',
      resourceId: '018f0000-0000-7000-8000-000000000001',
      name: 'SW-1',
      port: 'GE1/0/1',
      at: 0,
      address: '10.0.0.1',
      mac: '00:00:00:00:00:01',
    },
  ],
};
const MAP: SavedMap = {
  ...{ scope: 'SRV-1 2 跳', at: 1, savedAt: 2, savedBy: '王磊', station: '省政务云', notDrawn: { nodes: 5, links: 6, cut: 0 } },
  nodes: [{ key: 'a', resourceId: null, name: 'SW-1', hops: 0, address: '10.0.0.1', state: 'answers', isSimulated: true }],
  links: [{ ...link, state: 'down' }],
};
const WORDS: TableWords = {
  heads: ['类别', '名称', '地址', '端口', '对端', '对端端口', '状态', '置信度', '看到', '依据'],
  ...{ device: '设备', link: '链路', fact: '说明' },
  nodeState: (state) => state,
  linkState: (state) => state,
  simulated: (name) => `${name}（模拟）`,
};

describe('R-8.4.2-c2-3 the map as data', () => {
  it('says of what, of when and by whom it is, and what is not on it', () => {
    const read = JSON.parse(mapJson(MAP));
    expect(read).toMatchObject({
      format: 'shouwang.topology',
      scope: 'SRV-1 2 跳',
      at: 1,
      savedAt: 2,
      savedBy: '王磊',
      notDrawn: { nodes: 5, links: 6 },
    });
    expect(read.links[0]).toMatchObject({ state: 'down', a: { name: 'SW-1' }, evidence: [{ kind: 'arp' }] });
    expect(read.nodes).toHaveLength(1);
  });

  it('is a table of devices, links and facts; what is simulated says so, and no cell is a formula', () => {
    const lines = mapCsv(MAP, ['未绘制 5 台'], WORDS).trim().split('\r\n');
    expect(lines).toHaveLength(4);
    expect(lines[1]).toContain('设备,SW-1（模拟）,10.0.0.1');
    expect(lines[2]).toContain("链路,SW-1（模拟）,,GE1/0/1,'=SW-2,,down,0.99");
    expect(lines[3]).toContain('说明,未绘制 5 台');
    for (const line of lines) expect(line.split(',')).toHaveLength(10);
  });
});
