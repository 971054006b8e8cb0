import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createNames, NAMES, STANDARD_NAMES } from './names.ts';
import { type Judged, subjectOf } from './subject.ts';
import { readTrap, type WrittenVariable, writeTrap } from './trapLine.ts';

const record = (over: Partial<Judged>): Judged => ({
  kind: 'syslog',
  app: 'IFNET',
  messageId: 'PHY_UPDOWN',
  severity: 'err',
  line: '<187>Nov 28 2026 H3C %%10IFNET/3/PHY_UPDOWN: down.',
  textFrom: 21,
  ...over,
});

describe('R-8.4.2-c4-2 what rules read of a record', () => {
  it('is the words of a line without its head, with module, digest and severity', () => {
    expect(subjectOf(record({}))).toEqual({
      kind: 'line',
      app: 'IFNET',
      messageId: 'PHY_UPDOWN',
      severity: 'err',
      text: '%%10IFNET/3/PHY_UPDOWN: down.',
    });
  });

  it('is a notification and its variables as they were sent, and nothing of what the station says itself', () => {
    const line =
      '1.3.6.1.6.3.1.1.5.3 linkDown ifIndex.3=3 ifAlias.3="至 \\"核心=1\\" 上联" 1.3.6.1.4.1.9.2.2.1.1.20.3= hrSystem=x ifOperStatus.3=2';
    expect(subjectOf(record({ kind: 'trap', line, textFrom: 20 }))).toEqual({
      kind: 'trap',
      oid: '1.3.6.1.6.3.1.1.5.3',
      variables: [
        { oid: '1.3.6.1.2.1.2.2.1.1.3', text: '3' },
        { oid: '1.3.6.1.2.1.31.1.1.1.18.3', text: '至 "核心=1" 上联' },
        { oid: '1.3.6.1.4.1.9.2.2.1.1.20.3', text: '' },
        { oid: '1.3.6.1.2.1.2.2.1.8.3', text: '2' },
      ],
    });
    expect(subjectOf(record({ kind: 'event' }))).toBeNull();
    expect(subjectOf(record({ kind: 'trap', line: 'no identifier' }))).toBeNull();
  });

  it('R-8.4.3-b1-4 is read back from the line exactly as it came', () => {
    const part = fc.oneof(fc.nat(9).map(String), fc.nat(4_294_967_295).map(String));
    const oid = fc
      .tuple(fc.constantFrom('1.3.6.1.4.1', '1.3.6.1.6.3.1.1.5', ...STANDARD_NAMES.keys()), fc.array(part, { maxLength: 4 }))
      .map(([base, rest]) => [base, ...rest].join('.'));
    const words = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('0x12 a=b', '"', '\\', 'ifIndex.3=4', ' x=" y=', '', '\t'));
    const variable: fc.Arbitrary<WrittenVariable> = fc.oneof(
      fc.record({ oid, text: words, isText: fc.constant(true) }),
      fc.record({ oid, text: fc.constantFrom('0', '-1', '10.1.2.3', '1.3.6.1.2', '0x00ff', ''), isText: fc.constant(false) }),
    );
    fc.assert(
      fc.property(oid, fc.array(variable, { maxLength: 6 }), (trap, variables) => {
        const { line } = writeTrap(trap, variables, NAMES);
        expect(readTrap(line, NAMES)).toEqual({ oid: trap, variables: variables.map(({ oid: of, text }) => ({ oid: of, text })) });
      }),
      { numRuns: 2000 },
    );
  });

  it('of any line is found or not, in time that goes with its length', () => {
    const bit = fc.constantFrom('1.3.6.1', ' ', '=', '"', '\\', 'linkDown', 'ifIndex.3', '.', 'x');
    fc.assert(
      fc.property(fc.array(bit, { maxLength: 20 }), (bits) => {
        expect(readTrap(bits.join(''), NAMES)?.variables ?? []).toBeInstanceOf(Array);
      }),
    );
    const from = performance.now();
    for (const unit of [' a="', ' a=\\', ' 1.3=1', '"', ' ']) readTrap(`1.3.6.1${unit.repeat(16_000)}`, NAMES);
    expect(performance.now() - from).toBeLessThan(500);
  });

  it('names stand for one identifier each, and the way back is the way there', () => {
    expect(new Set(STANDARD_NAMES.values()).size).toBe(STANDARD_NAMES.size);
    for (const [oid, name] of STANDARD_NAMES) {
      expect(name).toMatch(/^[a-z][A-Za-z0-9]*$/);
      expect([NAMES.oid(name), NAMES.oid(`${name}.1.2`), NAMES.of(oid)]).toEqual([oid, `${oid}.1.2`, name]);
    }
    const names = createNames(new Map([['1.3', 'org']]));
    expect([names.oid('org.x'), names.oid('dod'), names.oid('1.3.6'), names.of('1.4')]).toEqual([null, null, '1.3.6', '1.4']);
  });
});
