import { expect, test } from 'vitest';
import type { InventoryPart } from '../../../../shared/contracts/hardware.ts';
import { InventorySearch, inventoryCsv, questionOf } from './inventoryModel.ts';

const item: InventoryPart = {
  ...{ resourceId: '019a0000-0000-7000-8000-000000000001', resourceName: '=SW-1', isSimulated: true, address: '192.0.2.1' },
  ...{ location: '机房A, U20', domain: '', at: Date.UTC(2026, 10, 22, 6, 35), firstAt: Date.UTC(2026, 10, 1) },
  part: {
    ...{
      index: 1,
      parent: 0,
      position: -1,
      class: 'chassis',
      component: 'Chassis',
      description: '',
      model: 'S12508X',
      serial: '+86',
      port: '',
    },
    ...{ manufacturer: 'H3C', hardware: '', firmware: '', software: '7.1', isReplaceable: null },
  },
};

test('R-8.2.9-d1-2 the inventory as a file: a row for each part, no cell a formula, times of the duty room', () => {
  const text = inventoryCsv([item], {
    head: (column) => column,
    classOf: ({ class: kind }) => kind,
    truth: (value) => (value === null ? '' : String(value)),
  });
  const [head, row, rest] = text.slice(1).split('\r\n');
  expect(head?.split(',')).toHaveLength(18);
  expect(row).toBe(`'=SW-1,true,192.0.2.1,"机房A, U20",,chassis,Chassis,,S12508X,'+86,H3C,,,7.1,,,2026-11-01 08:00:00,2026-11-22 14:35:00`);
  expect(rest).toBe('');
});

test('an address of the page asks what it says, and rubbish in it asks nothing', () => {
  expect(questionOf(InventorySearch.parse({ q: 'SN', class: 'fan', serial: true }))).toEqual({ text: 'SN', class: 'fan', serial: true });
  expect(questionOf(InventorySearch.parse({ q: 7, class: 'wheel', serial: 'x' }))).toEqual({ text: '', class: null, serial: false });
});
