import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BerWrong } from '../../lib/snmp/ber.ts';
import { readCommunityMessage, versionOf, withoutCommunity } from './trap.ts';

/** What Debian's snmptrap and snmpinform 5.9.3 sent. */
const SENT = {
  v1: '303b02010004067075626c6963a42e06092b060104018f5b021740040a010203020102020100430204d23011300f060a2b060102010202010103020103',
  v2c: '307702010104067075626c6963a76a0204640e3300020100020100305c300e06082b06010201010300430204d23017060a2b06010603010104010006092b0601060301010503300f060a2b060102010202010103020103300f060a2b060102010202010703020101300f060a2b060102010202010803020102',
  inform:
    '305502010104067075626c6963a64802040e7c414a020100020100303a300e06082b06010201010300430204d23017060a2b06010603010104010006092b0601060301010504300f060a2b060102010202010103020103',
  ups:
    '306a02010104067075626c6963a75d02041c482ca2020100020100304f300e06082b06010201010300430204d23017060a2b06010603010104010006092b0601040182' +
    '3e00053024060b2b06010401823e0203030004155550533a204f6e206261747465727920706f776572',
} as const;
const read = (hex: string) => readCommunityMessage(Buffer.from(hex, 'hex'));

describe('R-8.4.3-b1-4 notifications of SNMP', () => {
  it('of version 1 become those of version 2, with the address that they name', () => {
    expect(read(SENT.v1)).toEqual({
      version: '1',
      community: 'public',
      answer: null,
      notification: {
        oid: '1.3.6.1.6.3.1.1.5.3',
        uptime: 1234,
        agentAddress: '10.1.2.3',
        variables: [{ oid: '1.3.6.1.2.1.2.2.1.1.3', value: { type: 'integer', value: 3 } }],
        answer: null,
      },
    });
  });

  it('of version 2 are read with their variables', () => {
    const { version, notification, answer } = read(SENT.v2c);
    expect([version, notification.oid, notification.uptime, answer]).toEqual(['2c', '1.3.6.1.6.3.1.1.5.3', 1234, null]);
    expect(notification.variables.map(({ oid, value }) => [oid, 'value' in value && value.value])).toEqual([
      ['1.3.6.1.2.1.2.2.1.1.3', 3],
      ['1.3.6.1.2.1.2.2.1.7.3', 1],
      ['1.3.6.1.2.1.2.2.1.8.3', 2],
    ]);
    const [text] = read(SENT.ups).notification.variables;
    expect(text?.value.type === 'octets' && text.value.value.toString()).toBe('UPS: On battery power');
  });

  it('that are informs are answered with what they said', () => {
    const { answer } = read(SENT.inform);
    expect(answer?.toString('hex')).toBe(SENT.inform.replace('a648', 'a248'));
  });

  it('are shown without their community, whatever is wrong with them', () => {
    for (const hex of Object.values(SENT)) {
      const datagram = Buffer.from(hex, 'hex');
      const shown = withoutCommunity(datagram);
      expect([shown.length, shown.includes('public'), shown.includes('******')]).toEqual([datagram.length, false, true]);
      expect(datagram.includes('public')).toBe(true);
      for (let end = 0; end < datagram.length; end++) expect(withoutCommunity(datagram.subarray(0, end)).includes('public')).toBe(false);
    }
  });

  it('of any bytes are read or refused, and nothing else happens', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.values(SENT)),
        fc.array(fc.tuple(fc.nat(130), fc.nat(255)), { maxLength: 6 }),
        fc.nat(130),
        (hex, edits, end) => {
          const bytes = Buffer.from(Buffer.from(hex, 'hex').subarray(0, end));
          for (const [at, value] of edits) if (at < bytes.length) bytes[at] = value;
          const version = versionOf(bytes);
          expect(['1', '2c', '3', null]).toContain(version);
          try {
            read(bytes.toString('hex'));
          } catch (error) {
            expect(error).toBeInstanceOf(BerWrong);
          }
        },
      ),
      { numRuns: 3000 },
    );
  });
});
