import { expect, test } from 'vitest';
import type { Alarm, AlarmList } from '../../../shared/contracts/alarms.ts';
import { anAlarm, at, id, over, seen } from '../../testing/builders.ts';
import {
  applyAlarm,
  bySeverity,
  filterAlarms,
  isFiltered,
  locationsOf,
  markStateOf,
  NO_LOCATION,
  nextUnacknowledged,
  scopeOf,
  thaw,
  toggleOnly,
  toggleSeverity,
  waitingOf,
} from './model.ts';

const title = (alarm: Alarm): string => alarm.probableCause;
const ids = (alarms: readonly Alarm[]): string[] => alarms.map((alarm) => alarm.id);
const list = (...items: Alarm[]): AlarmList => ({ version: 3, at: at(), total: items.length, items });

test('the mark says which of the two independent facts hold', () => {
  expect(markStateOf(anAlarm())).toBe('unacknowledged');
  expect(markStateOf(anAlarm({ acknowledged: seen }))).toBe('acknowledged');
  expect(markStateOf(anAlarm({ cleared: over }))).toBe('cleared');
  expect(markStateOf(anAlarm({ cleared: over, acknowledged: seen }))).toBe('closed');
});

test('an answer takes the place of its row, an older one changes nothing', () => {
  const old = list(anAlarm({ version: 2 }), anAlarm({ id: id(2) }));
  const after = applyAlarm(old, anAlarm({ version: 3, acknowledged: seen }));
  expect(after.items.find((alarm) => alarm.id === id(1))?.acknowledged).toEqual(seen);
  expect(after.total).toBe(2);
  expect(applyAlarm(old, anAlarm({ version: 2, acknowledged: seen }))).toBe(old);
});

test('R-8.4.2-c4-2 an alarm that is over and seen leaves the list', () => {
  const after = applyAlarm(list(anAlarm({ cleared: over })), anAlarm({ version: 2, cleared: over, acknowledged: seen }));
  expect(after).toMatchObject({ total: 0, items: [] });
});

test('R-8.4.2-c4-2 bands by severity, unacknowledged first, newest first', () => {
  const alarms = [
    anAlarm({ id: id(1), severity: 'minor', activeAt: at(-1) }),
    anAlarm({ id: id(2), acknowledged: seen, activeAt: at(-1) }),
    anAlarm({ id: id(3), activeAt: at(-5000) }),
    anAlarm({ id: id(4), activeAt: at(-1000) }),
  ];
  expect(ids(filterAlarms(alarms, {}, title))).toEqual([id(4), id(3), id(2), id(1)]);
});

const mixed = [
  anAlarm({ id: id(1), resourceName: 'DB-GJJ-02', address: '10.1.2.3', location: 'B B-03', importance: 'core' }),
  anAlarm({ id: id(2), severity: 'major', acknowledged: seen, location: '' }),
  anAlarm({ id: id(3), severity: 'minor', cleared: over, location: 'A A-01', importance: 'general' }),
];

test.each([
  ['the name of the object', { text: 'gjj' }, [id(1)]],
  ['the address', { text: '10.1.2' }, [id(1)]],
  ['what the row says', { text: 'unreach db' }, [id(1)]],
  ['several severities', { severity: ['critical', 'minor'] }, [id(1), id(3)]],
  ['no severity at all', { severity: [] }, []],
  ['acknowledged', { acknowledged: 'yes' }, [id(2)]],
  ['not acknowledged', { acknowledged: 'no' }, [id(1), id(3)]],
  ['cleared', { activity: 'cleared' }, [id(3)]],
  ['active', { activity: 'active' }, [id(1), id(2)]],
  ['importance', { importance: 'core' }, [id(1)]],
  ['location', { location: 'A A-01' }, [id(3)]],
  ['no location', { location: NO_LOCATION }, [id(2)]],
  ['conditions together', { severity: ['critical'], acknowledged: 'yes' }, []],
] as const)('R-8.4.2-c4-2 filter by %s', (_, search, expected) => {
  expect(ids(filterAlarms(mixed, search as never, title))).toEqual(expected);
});

test('the open alarm alone is not a filter', () => {
  expect(isFiltered({ alarm: id(1) })).toBe(false);
  expect(isFiltered({ alarm: id(1), text: 'x' })).toBe(true);
});

test('a severity key shows only that one and the same key shows all again', () => {
  expect(toggleOnly({}, 'major')).toEqual(['major']);
  expect(toggleOnly({ severity: ['major'] }, 'major')).toBeUndefined();
  expect(toggleOnly({ severity: ['critical', 'major'] }, 'major')).toEqual(['major']);
});

test('a chip takes one severity away and back; all on is no filter', () => {
  expect(toggleSeverity({}, 'minor')).toEqual(['critical', 'major', 'warning']);
  expect(toggleSeverity({ severity: ['critical', 'major', 'warning'] }, 'minor')).toBeUndefined();
  expect(toggleSeverity({ severity: ['warning'] }, 'critical')).toEqual(['critical', 'warning']);
});

test('locations are listed once, the missing one last', () => {
  expect(locationsOf(mixed)).toEqual(['A A-01', 'B B-03', NO_LOCATION]);
});

test('next unacknowledged goes by severity, then by how long it waits, then around', () => {
  const alarms = [
    anAlarm({ id: id(1), activeAt: at(-1000) }),
    anAlarm({ id: id(2), activeAt: at(-9000) }),
    anAlarm({ id: id(3), severity: 'major', activeAt: at(-99_000) }),
    anAlarm({ id: id(4), acknowledged: seen }),
  ];
  expect(nextUnacknowledged(alarms, null)).toBe(id(2));
  expect(nextUnacknowledged(alarms, id(2))).toBe(id(1));
  expect(nextUnacknowledged(alarms, id(1))).toBe(id(3));
  expect(nextUnacknowledged(alarms, id(3))).toBe(id(2));
  expect(nextUnacknowledged(alarms, id(4))).toBe(id(2));
  expect(nextUnacknowledged([anAlarm({ acknowledged: seen })], null)).toBeNull();
});

test('a common acknowledgement covers the checked ones that wait, and nothing else', () => {
  const alarms = [anAlarm({ id: id(1) }), anAlarm({ id: id(2), acknowledged: seen }), anAlarm({ id: id(3) })];
  const scope = scopeOf(alarms, new Set([id(1), id(2), id(99)]), id(3));
  expect(scope).toMatchObject({ kind: 'checked' });
  expect(ids(scope?.alarms ?? [])).toEqual([id(1)]);
});

test('without checks it covers what is shown of the selected object, never another or a hidden one', () => {
  const alarms = [
    anAlarm({ id: id(1) }),
    anAlarm({ id: id(2), severity: 'minor' }),
    anAlarm({ id: id(3), acknowledged: seen }),
    anAlarm({ id: id(4), resourceId: id(1002) }),
  ];
  const scope = scopeOf(alarms, new Set(), id(3));
  expect(scope).toMatchObject({ kind: 'resource', object: 'SW-AGG-A3' });
  expect(ids(scope?.alarms ?? [])).toEqual([id(1), id(2)]);
  expect(scopeOf(alarms, new Set(), null)).toBeNull();
  expect(scopeOf([anAlarm({ acknowledged: seen })], new Set(), id(1))).toBeNull();
});

test('a frozen list keeps its order, shows present states and counts what waits outside', () => {
  const frozen = { at: at(), alarms: [anAlarm({ id: id(2) }), anAlarm({ id: id(1) })] };
  const live = [anAlarm({ id: id(1), acknowledged: seen, version: 2 }), anAlarm({ id: id(8) }), anAlarm({ id: id(9), severity: 'minor' })];
  const still = thaw(frozen, live);
  expect(ids(still.alarms)).toEqual([id(2), id(1)]);
  expect(still.alarms[1]?.acknowledged).toEqual(seen);
  expect([still.added, still.critical]).toEqual([2, 1]);
});

test('R-8.2.2-c-2 what is heard is what nobody acknowledged; a return or a rise is a new occasion', () => {
  const first = waitingOf([anAlarm(), anAlarm({ id: id(2), acknowledged: seen })]);
  expect(first).toHaveLength(1);
  const [again] = waitingOf([anAlarm({ activeAt: at() })]);
  const [worse] = waitingOf([anAlarm({ severity: 'major' })]);
  expect(new Set([first[0]?.occasion, again?.occasion, worse?.occasion]).size).toBe(3);
});

test('numbers by severity leave out what is not there', () => {
  expect(bySeverity(mixed)).toEqual([
    ['critical', 1],
    ['major', 1],
    ['minor', 1],
  ]);
});
