import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { askedName, judge } from './judge.ts';
import { type DnsReply, decodeReply, encodeQuestion } from './message.ts';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(/\s/g, ''), 'hex');

/** As dnsmasq sent it: www.example.cn is an alias of web.example.cn, which has two addresses. */
const ALIAS = hex(`
  1234 8580 0001 0003 0000 0000  03777777 076578616d706c65 02636e 00 0001 0001
  c00c 0005 0001 0000003c 0006 03776562 c010
  c02c 0001 0001 0000003c 0004 0a000001
  c02c 0001 0001 0000003c 0004 0a000002`);

describe('R-8.4.2-c3-4 messages of DNS', () => {
  it('reads an alias and what it leads to, through pointers', () => {
    expect(decodeReply(ALIAS)).toEqual({
      id: 0x1234,
      question: { name: 'www.example.cn', type: 1 },
      isTruncated: false,
      rcode: 0,
      answers: [
        { type: 'CNAME', text: 'web.example.cn' },
        { type: 'A', text: '10.0.0.1' },
        { type: 'A', text: '10.0.0.2' },
      ],
    });
  });

  it('writes a question with its size, and none for a name that cannot be asked', () => {
    expect(encodeQuestion(0x1234, 'a.cn', 'MX')?.toString('hex')).toBe(
      `1234 0100 0001 0000 0000 0001  0161 02636e 00 000f 0001  00 0029 04d0 00000000 0000`.replaceAll(' ', ''),
    );
    expect(encodeQuestion(1, '.', 'NS')?.subarray(12, 13)).toEqual(Buffer.from([0]));
    for (const name of ['a..cn', `${'x'.repeat(64)}.cn`, `${'abcdefg.'.repeat(32)}cn`, ''])
      expect(encodeQuestion(1, name, 'A'), name).toBeNull();
  });

  it.each([
    ['is a question', '1234 0100 0001 0000 0000 0000 0161 00 0001 0001'],
    ['is cut off', ALIAS.subarray(0, ALIAS.length - 2).toString('hex')],
    ['has a pointer to itself', '1234 8180 0001 0000 0000 0000 c00c 0001 0001'],
    ['has pointers that lead forward', '1234 8180 0001 0000 0000 0000 c00e c00c 0001 0001'],
    ['has an address of five bytes', '1234 8180 0000 0001 0000 0000 00 0001 0001 00000000 0005 0102030405'],
    ['has a name that leaves its record', '1234 8180 0000 0001 0000 0000 00 0002 0001 00000000 0002 0361'],
    ['is nothing', ''],
  ])('takes nothing that %s', (_, bytes) => {
    expect(decodeReply(hex(bytes))).toBeNull();
  });

  it('never throws, whatever comes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => void decodeReply(Buffer.from(bytes))),
      { numRuns: 500 },
    );
  });
});

describe('judging an answer', () => {
  const reply = (over: Partial<DnsReply> = {}): DnsReply => ({ ...(decodeReply(ALIAS) as DnsReply), ...over });
  const fault = (over: Partial<DnsReply>, expected = '', recordType: 'A' | 'AAAA' | 'MX' | 'TXT' | 'NS' | 'SOA' = 'A') => {
    const found = judge({ name: 'www.example.cn', recordType, expected }, reply(over));
    return found && `${found.kind} ${found.detail.split(' ')[0]}`;
  };

  it('takes the response code first, then whether there is a record, then what is expected', () => {
    expect(fault({})).toBeNull();
    expect(fault({ rcode: 3 })).toBe('mismatch dns.noName');
    expect(fault({ rcode: 2 })).toBe('protocol dns.failed');
    expect(fault({ rcode: 5 })).toBe('protocol dns.refused');
    expect(fault({ rcode: 9 })).toBe('protocol dns.rcode');
    expect(fault({}, '', 'MX')).toBe('mismatch dns.noRecord');
    expect(fault({}, '10.0.0.1\n10.0.0.2')).toBeNull();
    expect(fault({}, '10.0.0.1\n10.0.0.3')).toBe('mismatch dns.unexpected');
  });

  it.each<[Parameters<typeof fault>[2], string, string, boolean]>([
    ['AAAA', '2001:db8::1', '2001:DB8:0:0::1', true],
    ['NS', 'ns1.example.cn', 'NS1.Example.cn.', true],
    ['MX', '10 mail.example.cn', '10 mail.example.cn.', true],
    ['MX', '10 mail.example.cn', 'mail.example.cn', true],
    ['MX', '10 mail.example.cn', '20 mail.example.cn', false],
    ['SOA', 'ns1.example.cn admin.example.cn 2026112801', '2026112801', true],
    ['TXT', 'v=spf1 -all', 'v=spf1 -all', true],
    ['TXT', 'v=spf1 -all', 'V=SPF1 -ALL', false],
    ['A', '10.0.0.1', '10.0.0.11', false],
  ])('%s %s is %s: %s', (type, text, expected, isGood) => {
    expect(fault({ answers: [{ type: type as 'A', text }] }, expected, type) === null).toBe(isGood);
  });

  it.each([
    ['10.1.2.3', 'PTR', '3.2.1.10.in-addr.arpa'],
    ['2001:db8::1', 'PTR', '1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa'],
    ['::ffff:10.0.0.1', 'PTR', '1.0.0.0.0.0.a.0.f.f.f.f.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.ip6.arpa'],
    ['3.2.1.10.in-addr.arpa', 'PTR', '3.2.1.10.in-addr.arpa'],
    ['政务.中国', 'A', 'xn--zfr164b.xn--fiqs8s'],
    ['_ldap._tcp.example.cn', 'A', '_ldap._tcp.example.cn'],
  ] as const)('%s %s is asked for as %s', (name, recordType, asked) => {
    expect(askedName({ name, recordType })).toBe(asked);
  });
});
