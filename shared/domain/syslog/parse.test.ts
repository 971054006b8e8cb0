import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SyslogMessage } from './message.ts';
import { parseSyslog } from './parse.ts';

const ZONE_MS = 8 * 3_600_000;
const RECEIVED = Date.parse('2026-11-28T10:20:31+08:00');
const SENT = Date.parse('2026-11-28T10:20:30+08:00');
const read = (line: string, receivedAt = RECEIVED): SyslogMessage & { text: string } => {
  const message = parseSyslog(line, { receivedAt, zoneMs: ZONE_MS });
  return { ...message, text: line.slice(message.textFrom) };
};

describe('R-8.4.3-b6-1 RFC 5424', () => {
  it('gives every field', () => {
    expect(
      read('<34>1 2026-11-28T02:20:30.003Z vm noc 77 TCPIN [a@32473 iut="3" eventSource="交换机"][b x="\\"\\]\\\\"] \uFEFF接口 down'),
    ).toEqual({
      format: 'rfc5424',
      facility: 'auth',
      severity: 'crit',
      at: SENT + 3,
      isClockDoubted: false,
      host: 'vm',
      app: 'noc',
      processId: '77',
      messageId: 'TCPIN',
      structured: { 'a@32473': { iut: '3', eventSource: '交换机' }, b: { x: '"]\\' } },
      textFrom: expect.any(Number),
      text: '接口 down',
    });
  });

  it('knows what is left out, and a clock that is not synchronised', () => {
    expect(read('<13>1 - - root - - - minimal')).toMatchObject({ at: null, host: null, app: 'root', processId: null, text: 'minimal' });
    expect(read('<187>1 2026-11-28T02:20:30.573302+00:00 vm root - - [timeQuality tzKnown="1" isSynced="0"] x')).toMatchObject({
      at: SENT + 573,
      isClockDoubted: true,
      structured: { timeQuality: { tzKnown: '1', isSynced: '0' } },
      text: 'x',
    });
    expect(read('<13>1 - vm app - - -')).toMatchObject({ format: 'rfc5424', text: '' });
  });

  it('takes a line that only begins so for what it is', () => {
    expect(read('<13>1 yesterday vm app - - - x')).toMatchObject({
      format: 'free',
      severity: 'notice',
      text: '1 yesterday vm app - - - x',
    });
    expect(read('<13>1 - vm app - - [broken x="1 y')).toMatchObject({ format: 'free', text: '1 - vm app - - [broken x="1 y' });
  });

  it('keeps names that mean something to this language apart from it', () => {
    const { structured } = read('<13>1 - vm app - - [__proto__ polluted="1"] x');
    expect(Object.keys(structured)).toEqual(['__proto__']);
    expect(({} as { polluted?: string }).polluted).toBeUndefined();
  });
});

describe('R-8.4.3-b6-1 RFC 3164 and what devices make of it', () => {
  const cases: readonly [string, string, Partial<SyslogMessage> & { text: string }][] = [
    [
      'a Linux host',
      '<132>Nov 28 10:20:30 vm sshd[4022]: Failed password for root',
      {
        format: 'rfc3164',
        facility: 'local0',
        severity: 'warning',
        at: SENT,
        host: 'vm',
        app: 'sshd',
        processId: '4022',
        text: 'Failed password for root',
      },
    ],
    ['a day of one digit', '<13>Nov  8 10:20:30 vm root: x', { at: SENT - 20 * 86_400_000, host: 'vm', app: 'root', text: 'x' }],
    [
      'Huawei VRP',
      '<189>Nov 28 2026 10:20:30 SW-CORE-1 %%01IFNET/4/LINK_STATE(l)[12]:The line protocol IP on the interface GE0/0/1 has entered the DOWN state.',
      {
        severity: 'notice',
        at: SENT,
        host: 'SW-CORE-1',
        app: 'IFNET',
        messageId: 'LINK_STATE',
        text: '%%01IFNET/4/LINK_STATE(l)[12]:The line protocol IP on the interface GE0/0/1 has entered the DOWN state.',
      },
    ],
    [
      'Huawei VRP with its zone',
      '<190>Nov 28 2026 02:20:30+00:00 HUAWEI %%01SHELL/5/CMDRECORD(s)[3]:Recorded command information.',
      { at: SENT, host: 'HUAWEI', app: 'SHELL', messageId: 'CMDRECORD', text: '%%01SHELL/5/CMDRECORD(s)[3]:Recorded command information.' },
    ],
    [
      'H3C Comware',
      '<190>Nov 28 10:20:30 2026 H3C-A3 %%10IFNET/3/PHY_UPDOWN: Physical state on the interface XGE1/0/7 changed to down.',
      {
        at: SENT,
        host: 'H3C-A3',
        app: 'IFNET',
        messageId: 'PHY_UPDOWN',
        text: '%%10IFNET/3/PHY_UPDOWN: Physical state on the interface XGE1/0/7 changed to down.',
      },
    ],
    [
      'Cisco IOS with sequence number, milliseconds and zone',
      '<189>001234: Nov 28 10:20:30.123 CST: %LINK-3-UPDOWN: Interface GigabitEthernet0/1, changed state to down',
      {
        at: SENT + 123,
        isClockDoubted: false,
        host: null,
        app: 'LINK',
        messageId: 'UPDOWN',
        text: '%LINK-3-UPDOWN: Interface GigabitEthernet0/1, changed state to down',
      },
    ],
    [
      'Cisco IOS with its name and a clock that was never set',
      '<189>45: SW-ACC-7: *Nov 28 10:20:30: %SYS-5-CONFIG_I: Configured from console by vty0',
      {
        at: SENT,
        isClockDoubted: true,
        host: 'SW-ACC-7',
        app: 'SYS',
        messageId: 'CONFIG_I',
        text: '%SYS-5-CONFIG_I: Configured from console by vty0',
      },
    ],
    [
      'Ruijie',
      '<189>*Nov 28 10:20:30: RG-S5760 %LINEPROTO-5-UPDOWN: Line protocol on Interface TenGigabitEthernet 0/1, changed state to up',
      {
        at: SENT,
        isClockDoubted: true,
        host: 'RG-S5760',
        app: 'LINEPROTO',
        messageId: 'UPDOWN',
        text: '%LINEPROTO-5-UPDOWN: Line protocol on Interface TenGigabitEthernet 0/1, changed state to up',
      },
    ],
    [
      'a time as ISO writes it',
      '<14>2026-11-28 10:20:30 fw-out-1 session: sync peer timeout',
      { at: SENT, host: 'fw-out-1', app: 'session', text: 'sync peer timeout' },
    ],
    ['a time of a relay', '<14>2026-11-28T10:20:30.500+08:00 relay app: x', { at: SENT + 500, host: 'relay', app: 'app', text: 'x' }],
  ];
  for (const [name, line, expected] of cases) it(name, () => expect(read(line)).toMatchObject(expected));

  it('puts a time without a year into the year nearest to when it arrived', () => {
    const newYear = Date.parse('2027-01-01T00:00:05+08:00');
    expect(read('<13>Dec 31 23:59:58 vm a: x', newYear).at).toBe(newYear - 7000);
    expect(read('<13>Jan  1 00:00:07 vm a: x', newYear - 10_000).at).toBe(newYear + 2000);
    expect(read('<13>Feb 29 10:00:00 vm a: x', Date.parse('2028-03-01T00:00:00+08:00')).at).toBe(Date.parse('2028-02-29T10:00:00+08:00'));
  });

  it('says of a time that no calendar has that it is none, and keeps the line', () => {
    expect(read('<13>Feb 30 10:00:00 vm a: x')).toMatchObject({ at: null, host: 'vm', app: 'a', text: 'x' });
    expect(read('<13>Nov 28 25:00:00 vm a: x').at).toBeNull();
  });
});

describe('R-8.4.3-b6-1 lines of no form', () => {
  it('are text, with a tag where one stands', () => {
    expect(read('设备断电')).toMatchObject({
      format: 'free',
      severity: null,
      facility: null,
      at: null,
      host: null,
      app: null,
      text: '设备断电',
    });
    expect(read('<13>link: down')).toMatchObject({ format: 'free', severity: 'notice', app: 'link', text: 'down' });
    expect(read('<13>the interface: is down')).toMatchObject({ app: null, text: 'the interface: is down' });
    expect(read('<192>x')).toMatchObject({ severity: null, text: '<192>x' });
    expect(read('')).toMatchObject({ format: 'free', text: '' });
  });

  it('never throw, and lose nothing: what is no head is text', () => {
    const bit = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.constantFrom('<13>', '1 ', '- ', 'Nov 28 10:20:30 ', '[a b="', ': ', '%%01', '*', 'x '),
    );
    fc.assert(
      fc.property(fc.array(bit, { maxLength: 12 }), (bits) => {
        const line = bits.join('');
        const { textFrom, at } = read(line);
        expect(textFrom).toBeGreaterThanOrEqual(0);
        expect(textFrom).toBeLessThanOrEqual(line.length);
        expect(at === null || Number.isFinite(at)).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });

  it('long ones of one character cost no more than their length', () => {
    for (const unit of ['a', ' ', '[', '"', '\\', '1', ':', '%', '<', 'a ', 'Nov ', '[a b="']) {
      const line = `<13>1 - - - - - ${unit.repeat(65_536 / unit.length)}`;
      const from = performance.now();
      read(line);
      read(line.slice(16));
      expect(performance.now() - from).toBeLessThan(500);
    }
  });
});
