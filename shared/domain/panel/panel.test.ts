import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Hardware, PART_CLASSES, type PanelRule, type Part } from '../hardware/part.ts';
import { type Panel, type PanelInterface, panelOf, type Socket } from './panel.ts';

const part = (index: number, parent: number, kind: Part['class'], component: string, more: Partial<Part> = {}): Part => ({
  ...{ index, parent, position: index, class: kind, component, description: '', model: '', serial: '', manufacturer: '' },
  ...{ hardware: '', firmware: '', software: '', isReplaceable: null, port: '' },
  ...more,
});
const hardware = (parts: readonly Part[], panel: readonly PanelRule[] = []): Hardware => ({ parts, panel, isCut: false });
const ethernet = (...names: readonly string[]): readonly PanelInterface[] => names.map((component) => ({ component, type: 6 }));
const socketsOf = ({ units }: Panel): readonly Socket[] =>
  units.flatMap(({ slots }) => slots.flatMap(({ blocks }) => blocks.flatMap(({ places }) => places.map(({ item }) => item))));
/** Rows of a block as text, a dot for an empty place. */
const rowsOf = ({ units }: Panel, at = 0): readonly string[] => {
  const block = units.flatMap(({ slots }) => slots.flatMap(({ blocks }) => blocks))[at];
  return Array.from({ length: block?.rows ?? 0 }, (_, row) =>
    Array.from(
      { length: block?.columns ?? 0 },
      (_, column) => block?.places.find((one) => one.row === row && one.column === column)?.item.name ?? '.',
    ).join(' '),
  );
};

/** A Catalyst 3750 as its recording has it: a member of a stack with a board, ports, and cages that nothing is plugged into. */
const catalyst = hardware([
  part(1, 0, 'stack', 'Cat37xx Stacking', { position: -1 }),
  part(3001, 1, 'chassis', '3', { position: 0, serial: 'CAT0952N20R' }),
  part(3002, 3001, 'module', 'Switch 3 - Fixed Module 0', { position: 1 }),
  part(3003, 3001, 'powerSupply', 'Switch 3 - Power Supply 0', { position: 2 }),
  part(3004, 3001, 'fan', 'Switch 3 - Fan 0', { position: 3 }),
  ...[1, 2].map((n) => part(3005 + n, 3002, 'container', `GigabitEthernet3/0/${n} Container`)),
  ...[1, 2, 3, 4, 5, 6].map((n) => part(3007 + n, 3002, 'port', `FastEthernet3/0/${n}`, { port: `Fa3/0/${n}` })),
]);

describe('R-8.4.2-c2-5 the front of a device', () => {
  test('a member of a stack: its board with ports in two rows, empty cages as ports that something can be plugged into, supplies apart', () => {
    const names = [1, 2, 3, 4, 5, 6].map((n) => `Fa3/0/${n}`);
    const panel = panelOf(catalyst, [...ethernet(...names, 'Gi3/0/1', 'Gi3/0/2'), { component: 'Vlan1', type: 53 }]);
    expect(panel).toMatchObject({ isStack: true, sockets: 8, logical: 1, source: 'entities' });
    expect(panel.units.map((unit) => unit.part?.component)).toEqual(['3']);
    expect(panel.units[0]?.slots.map((slot) => slot.part?.index)).toEqual([3002]);
    expect(rowsOf(panel, 0)).toEqual(['Fa3/0/1 Fa3/0/3 Fa3/0/5', 'Fa3/0/2 Fa3/0/4 Fa3/0/6']);
    expect(rowsOf(panel, 1)).toEqual(['Gi3/0/1 Gi3/0/2']);
    expect(panel.units[0]?.others.map((one) => one.class)).toEqual(['powerSupply', 'fan']);
    const cage = socketsOf(panel).find(({ name }) => name === 'Gi3/0/2');
    expect(cage).toMatchObject({ media: 'pluggable', transceiver: null, part: { index: 3007 } });
    expect(socketsOf(panel).find(({ name }) => name === 'Fa3/0/1')?.media, 'nobody said that it is copper').toBeNull();
  });

  test('a chassis with boards in the order of their slots, and what is plugged into a port', () => {
    const panel = panelOf(
      hardware([
        part(1, 0, 'chassis', 'Chassis', { position: -1 }),
        part(90, 1, 'container', 'Slot 2', { position: 2 }),
        part(80, 1, 'container', 'Slot 3', { position: 3 }),
        part(10, 80, 'module', 'Linecard 3', { position: 0 }),
        part(20, 90, 'module', 'Linecard 2', { position: 0 }),
        part(21, 20, 'container', 'Te2/0/1 cage', { position: 1 }),
        part(22, 21, 'module', 'Te2/0/1', { model: 'SFP-10G-LR', serial: 'SFP7' }),
        part(23, 22, 'port', 'Te2/0/1', { port: 'Te2/0/1' }),
        part(11, 10, 'port', 'Te3/0/1', { port: 'Te3/0/1' }),
        part(-5, 11, 'module', 'Te3/0/1 SFP', { serial: 'SFP8' }),
      ]),
      ethernet('Te2/0/1', 'Te3/0/1', 'Te3/0/2', 'Mgmt0'),
    );
    expect(panel.units[0]?.slots.map((slot) => [slot.part?.component ?? null, slot.blocks.flatMap(({ places }) => places.length)])).toEqual(
      [
        [null, [1]],
        ['Linecard 2', [1]],
        ['Linecard 3', [2]],
      ],
    );
    const transceivers = socketsOf(panel).map(({ name, transceiver }) => [name, transceiver?.serial ?? null]);
    expect(transceivers).toEqual([
      ['Mgmt0', null],
      ['Te2/0/1', 'SFP7'],
      ['Te3/0/1', 'SFP8'],
      ['Te3/0/2', null],
    ]);
  });

  test('a device that tells of no parts: its interfaces, those with the same numbers together', () => {
    const panel = panelOf(null, ethernet('GE1/0/10', 'GE1/0/2', 'XGE1/0/1', 'GE2/0/1', 'eth0'));
    expect(panel).toMatchObject({ source: 'interfaces', isStack: false, sockets: 5, logical: 0 });
    expect(panel.units).toHaveLength(1);
    expect(panel.units[0]?.slots.map(({ part: board, name, blocks }) => [board, name, blocks.map(({ prefix }) => prefix)])).toEqual([
      [null, '', ['eth']],
      [null, '1/0', ['GE1/0/', 'XGE1/0/']],
      [null, '2/0', ['GE2/0/']],
    ]);
    expect(panelOf(null, [])).toMatchObject({ units: [], sockets: 0 });
  });

  test('numbers keep their places where one is missing; those that jump are closed up', () => {
    expect(rowsOf(panelOf(null, ethernet('p1', 'p2', 'p4', 'p5', 'p6')))).toEqual(['p1 . p5', 'p2 p4 p6']);
    expect(rowsOf(panelOf(null, ethernet('p49', 'p50', 'p51', 'p52', 'p53')))).toEqual(['p49 p51 p53', 'p50 p52 .']);
    expect(rowsOf(panelOf(null, ethernet('p0', 'p1', 'p2', 'p3', 'p4')))).toEqual(['p0 p2 p4', 'p1 p3 .']);
    expect(rowsOf(panelOf(null, ethernet('p1', 'p100', 'p2000')))).toEqual(['p1 p100 p2000']);
  });

  test('rules of a profile say how many rows, which way the numbers go and where they begin', () => {
    const names = ethernet('GE0/0/1', 'GE0/0/2', 'GE0/0/3', 'GE0/0/4', 'GE0/0/5', 'GE0/0/6');
    const rule = { like: '^GE', rows: 2, order: 'columns', first: 'top', media: 'copper' } as const;
    const rows = (more: Partial<PanelRule>) => rowsOf(panelOf(hardware([], [{ ...rule, ...more }]), names));
    expect(rows({ first: 'bottom' })).toEqual(['GE0/0/2 GE0/0/4 GE0/0/6', 'GE0/0/1 GE0/0/3 GE0/0/5']);
    expect(rows({ order: 'rows' })).toEqual(['GE0/0/1 GE0/0/2 GE0/0/3', 'GE0/0/4 GE0/0/5 GE0/0/6']);
    expect(rows({ rows: 1 })).toEqual(['GE0/0/1 GE0/0/2 GE0/0/3 GE0/0/4 GE0/0/5 GE0/0/6']);
    expect(rows({ like: '(' }), 'a pattern that is none fits nothing').toEqual(['GE0/0/1 GE0/0/3 GE0/0/5', 'GE0/0/2 GE0/0/4 GE0/0/6']);
    expect(socketsOf(panelOf(hardware([], [rule]), names))[0]?.media).toBe('copper');
  });
});

describe('R-8.4.2-c2-5 the front of any device', () => {
  const names = ['Gi1/0/1', 'Gi1/0/2', 'Gi2/0/1', 'Te1/1/1', 'GigabitEthernet1/0/1 Container', 'eth0', 'Vlan1', '', 'Slot 2'];
  const anyPart = fc.record({
    index: fc.integer({ min: -3, max: 25 }).filter((index) => index !== 0),
    parent: fc.integer({ min: -3, max: 25 }),
    position: fc.integer({ min: -1, max: 5 }),
    kind: fc.constantFrom(...PART_CLASSES),
    component: fc.oneof(fc.constantFrom(...names), fc.string({ maxLength: 12 })),
    port: fc.constantFrom(...names, '', '', ''),
  });
  const anyParts = fc
    .uniqueArray(anyPart, { maxLength: 25, selector: ({ index }) => index })
    .map((all) =>
      all.map(({ index, parent, kind, component, position, port }) => part(index, parent, kind, component, { position, port })),
    );
  const anyInterfaces = fc.uniqueArray(
    fc.record({
      component: fc.oneof(fc.constantFrom(...names.filter((name) => name !== '')), fc.string({ minLength: 1, maxLength: 10 })),
      type: fc.constantFrom(6, 6, 6, 53, 24, null),
    }),
    { maxLength: 20, selector: ({ component }) => component },
  );

  test('has every port part once, every interface with a socket once, each in one place', () => {
    fc.assert(
      fc.property(anyParts, anyInterfaces, (parts, interfaces) => {
        const panel = panelOf(hardware(parts), interfaces);
        const sockets = socketsOf(panel);
        expect(sockets).toHaveLength(panel.sockets);
        expect(new Set(sockets.map(({ key }) => key)).size).toBe(sockets.length);
        const shown = sockets.flatMap((socket) => (socket.part?.class === 'port' ? [socket.part.index] : []));
        expect(shown.sort()).toEqual(
          parts
            .filter((one) => one.class === 'port')
            .map(({ index }) => index)
            .sort(),
        );
        const isTyped = interfaces.some(({ type }) => type === 6);
        const components = sockets.map(({ component }) => component);
        for (const { component, type } of interfaces)
          if (!isTyped || type === 6) expect(components.filter((one) => one === component)).toHaveLength(1);
        expect(panel.logical + new Set(components.filter((one) => one !== '')).size).toBe(interfaces.length);
        for (const { slots } of panel.units)
          for (const { blocks } of slots)
            for (const { rows, columns, places } of blocks) {
              expect(new Set(places.map(({ row, column }) => `${row} ${column}`)).size).toBe(places.length);
              for (const { row, column } of places) expect(row >= 0 && row < rows && column >= 0 && column < columns).toBe(true);
            }
      }),
      { numRuns: 1000 },
    );
  });

  test('is the same in whatever order the device tells of it', () => {
    fc.assert(
      fc.property(anyParts, anyInterfaces, fc.infiniteStream(fc.nat()), (parts, interfaces, dice) => {
        const shuffled = <T>(all: readonly T[]): readonly T[] =>
          all
            .map((one) => ({ one, at: dice.next().value }))
            .sort((a, b) => a.at - b.at)
            .map(({ one }) => one);
        expect(panelOf(hardware(shuffled(parts)), shuffled(interfaces))).toEqual(panelOf(hardware(parts), interfaces));
      }),
      { numRuns: 300 },
    );
  });

  test('of a thousand ports is there at once', () => {
    const many = Array.from({ length: 2000 }, (_, n) =>
      part(n + 2, n < 20 ? 1 : (n % 20) + 2, n < 20 ? 'module' : 'port', `Te${n % 20}/0/${n}`, { port: `Te${n % 20}/0/${n}` }),
    );
    const began = performance.now();
    const panel = panelOf(hardware([part(1, 0, 'chassis', 'c'), ...many]), ethernet(...many.slice(20).map(({ port }) => port)));
    expect(panel.sockets).toBe(1980);
    expect(performance.now() - began).toBeLessThan(2000);
  });
});
