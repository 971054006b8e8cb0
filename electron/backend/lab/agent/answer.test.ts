import { describe, expect, test } from 'vitest';
import { oidBody, oidOf, readElement, readOid, type Value } from '../../lib/snmp/ber.ts';
import { answer } from './answer.ts';
import { createMib } from './mib.ts';
import { type Answer, PDU, type Request } from './pdu.ts';

const number = (value: number): Value => ({ type: 'gauge32', value });
const mib = createMib<{ readonly hasRow: boolean }>([
  { oid: oidOf('1.3.6.1.2.1.1.5.0'), read: () => number(5) },
  ...[1, 2, 3, 10].map((n) => ({ oid: oidOf(`1.3.6.1.2.1.2.2.1.10.${n}`), read: () => number(n) })),
  ...[1, 2, 3, 10].map((n) => ({
    oid: oidOf(`1.3.6.1.2.1.2.2.1.16.${n}`),
    read: (seen: { readonly hasRow: boolean }) => (n === 2 && !seen.hasRow ? null : number(100 + n)),
  })),
  { oid: oidOf('1.3.6.1.2.1.31.1.1.1.6.1'), read: () => ({ type: 'counter64', value: 1n }) },
  { oid: oidOf('1.3.6.1.4.1.9.1.0'), read: () => number(9) },
]);
const asked = { mib, seen: { hasRow: true }, isFirstVersion: false, room: 1400 };
const request = (tag: number, oids: readonly string[], nonRepeaters = 0, maxRepetitions = 0): Request => ({
  tag,
  requestId: 1,
  nonRepeaters,
  maxRepetitions,
  oids: oids.map(oidOf),
});
const told = (given: Answer | null) =>
  given?.varbinds.map(
    ({ oid, value }) =>
      `${readOid(readElement(oid, 0).body).join('.').replace('1.3.6.1.', '')} ${'value' in value ? String(value.value) : value.type}`,
  );

describe('answers', () => {
  test('RFC 3416 4.2.1 GET tells an object that is not there from an instance that is not', () => {
    const given = answer(request(PDU.get, ['1.3.6.1.2.1.1.5.0', '1.3.6.1.2.1.2.2.1.10.7', '1.3.6.1.2.1.77.0']), asked);
    expect(told(given)).toEqual(['2.1.1.5.0 5', '2.1.2.2.1.10.7 noSuchInstance', '2.1.77.0 noSuchObject']);
  });

  test('RFC 3416 4.2.2 GETNEXT goes from row to row, column to column, and to the end', () => {
    const next = (oid: string) => told(answer(request(PDU.getNext, [oid]), asked))?.[0];
    expect(next('1.3.6.1')).toBe('2.1.1.5.0 5');
    expect(next('1.3.6.1.2.1.2.2.1.10.3')).toBe('2.1.2.2.1.10.10 10');
    expect(next('1.3.6.1.2.1.2.2.1.10.10')).toBe('2.1.2.2.1.16.1 101');
    expect(next('1.3.6.1.4.1.9.1.0')).toBe('4.1.9.1.0 endOfMibView');
  });

  test('RFC 3416 4.2.3 GETBULK gives single values once and columns side by side', () => {
    const given = answer(request(PDU.getBulk, ['1.3.6.1.2.1.1.5', '1.3.6.1.2.1.2.2.1.10', '1.3.6.1.2.1.2.2.1.16'], 1, 2), asked);
    expect(told(given)).toEqual(['2.1.1.5.0 5', '2.1.2.2.1.10.1 1', '2.1.2.2.1.16.1 101', '2.1.2.2.1.10.2 2', '2.1.2.2.1.16.2 102']);
  });

  test('GETBULK stops where the answer is full and where everything has ended', () => {
    const full = answer(request(PDU.getBulk, ['1.3.6.1.2.1.2'], 0, 1000), { ...asked, room: 80 });
    expect(full?.varbinds.length).toBeGreaterThan(1);
    expect(full?.varbinds.length).toBeLessThan(6);
    const end = told(answer(request(PDU.getBulk, ['1.3.6.1.4.1.9'], 0, 1000), asked));
    expect(end).toEqual(['4.1.9.1.0 9', '4.1.9.1.0 endOfMibView']);
  });

  test('a row that is gone is passed over', () => {
    const seen = { ...asked, seen: { hasRow: false } };
    expect(told(answer(request(PDU.getNext, ['1.3.6.1.2.1.2.2.1.16.1']), seen))).toEqual(['2.1.2.2.1.16.3 103']);
    expect(told(answer(request(PDU.get, ['1.3.6.1.2.1.2.2.1.16.2']), seen))).toEqual(['2.1.2.2.1.16.2 noSuchInstance']);
  });

  test('RFC 3584 4.2.2 version 1 has errors instead of exceptions, no Counter64 and no GETBULK', () => {
    const first = { ...asked, isFirstVersion: true };
    expect(answer(request(PDU.get, ['1.3.6.1.2.1.1.5.0', '1.3.6.1.2.1.77.0']), first)).toMatchObject({ status: 2, index: 2 });
    expect(told(answer(request(PDU.getNext, ['1.3.6.1.2.1.2.2.1.16.10']), first))).toEqual(['4.1.9.1.0 9']);
    expect(answer(request(PDU.getNext, ['1.3.6.1.4.1.9.1.0']), first)).toMatchObject({ status: 2, index: 1 });
    expect(answer(request(PDU.getBulk, ['1.3.6.1'], 0, 10), first)).toBeNull();
  });

  test('what does not fit is too big, a write is refused, an answer is no question', () => {
    expect(answer(request(PDU.get, ['1.3.6.1.2.1.1.5.0', '1.3.6.1.2.1.2.2.1.10.1']), { ...asked, room: 20 })).toMatchObject({
      status: 1,
      varbinds: [],
    });
    expect(answer(request(PDU.set, ['1.3.6.1.2.1.1.5.0']), asked)).toMatchObject({ status: 17, index: 1 });
    expect(answer(request(PDU.response, ['1.3.6.1.2.1.1.5.0']), asked)).toBeNull();
  });

  test('two values at one place are a mistake of the model and said so', () => {
    const leaf = { oid: oidOf('1.3.6.1.1'), read: () => number(1) };
    expect(() => createMib([leaf, leaf])).toThrow('two values at 1.3.6.1.1');
    expect(oidBody(leaf.oid).length).toBe(4);
  });
});
