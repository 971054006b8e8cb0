import { describe, expect, it } from 'vitest';
import { aContext, anAlarm, aSample, MINUTE, RESOURCE_ID, SECOND, T0 } from '../../../test/support/alarms.ts';
import type { FaultKind, Observation, Protocol } from '../observation/observation.ts';
import { DEFAULT_POLICIES } from './defaults.ts';
import { observe, observeAll, review, sweep } from './engine.ts';
import type { ThresholdPolicy } from './policy.ts';
import { REASON_KEYS } from './reasons.ts';
import type { ConditionReport } from './report.ts';
import { resume } from './resume.ts';
import { type DetectorState, NO_DETECTORS, type WatchContext } from './state.ts';
import { stationFault, stationWell } from './station.ts';

const STEP = 30 * SECOND;
const answer = (protocol: Protocol, at: number, kind: FaultKind | null, component = ''): Observation => ({
  kind: 'reachability',
  resourceId: RESOURCE_ID,
  at,
  protocol,
  component,
  reachable: kind === null,
  fault: kind && { kind, retryable: true, detail: `why ${kind}` },
});
const cycle = (protocol: Protocol, at: number, lateMs = 0): Observation => ({
  kind: 'cycle',
  resourceId: RESOURCE_ID,
  protocol,
  intervalMs: STEP,
  at,
  dueAt: at - 100 - lateMs,
  durationMs: 50,
});

const brief = (report: ConditionReport): string =>
  report.kind === 'report'
    ? `${report.probableCause} ${report.component} ${report.finding.severity}`
    : `${report.probableCause} ${report.component} ends${report.reason ? ` (${report.reason})` : ''}`;

/** Observes one batch per poll of 30 s and returns what each said. */
function polls(batches: readonly (readonly Observation[])[], overrides: Partial<WatchContext> = {}, start = NO_DETECTORS) {
  let state: DetectorState = start;
  const told = batches.map((batch, i) => {
    const now = Math.max(T0 + i * STEP, ...batch.map(({ at }) => at));
    const detection = observeAll(state, batch, aContext({ policies: DEFAULT_POLICIES, ...overrides, now }));
    state = detection.state;
    return detection.reports.map(brief);
  });
  return { state, told };
}

describe('R-8.4.3-c2-2 thresholds by importance', () => {
  const full = (i: number, value: number | null): Observation[] => [aSample('filesystem.utilisation', value, T0 + i * STEP, '/data')];

  it('grades the same value by the importance of the resource', () => {
    const at = (importance: WatchContext['importance']) => polls([full(0, 91)], { importance }).told[0];
    expect([at('core'), at('key'), at('general')]).toEqual([
      ['thresholdCrossed /data major'],
      ['thresholdCrossed /data minor'],
      ['thresholdCrossed /data minor'],
    ]);
  });

  it('R-8.4.2-d4-2 applies a changed importance and a changed policy to the next sample', () => {
    const { state } = polls([full(0, 96)]);
    const next = full(1, 96)[0]!;
    const core = observe(state, next, aContext({ policies: DEFAULT_POLICIES, importance: 'core', now: T0 + STEP }));
    expect(core.reports.map(brief)).toEqual(['thresholdCrossed /data critical']);
    const off = DEFAULT_POLICIES.map((policy) => ({ ...policy, enabled: false }));
    expect(observe(state, next, aContext({ policies: off, now: T0 + STEP })).reports.map(brief)).toEqual([
      'thresholdCrossed /data ends (policyWithdrawn)',
    ]);
  });

  it('reports the record X.733 asks for', () => {
    const { reports } = observe(NO_DETECTORS, full(0, 98.5)[0]!, aContext({ policies: DEFAULT_POLICIES, now: T0 + SECOND }));
    expect(reports).toEqual([
      {
        kind: 'report',
        key: `${RESOURCE_ID}|thresholdCrossed|/data|policy.filesystem.utilisation`,
        resourceId: RESOURCE_ID,
        probableCause: 'thresholdCrossed',
        component: '/data',
        rule: 'policy.filesystem.utilisation',
        at: T0,
        receivedAt: T0 + SECOND,
        eventType: 'qualityOfService',
        isOccurrence: false,
        finding: {
          severity: 'critical',
          specificProblem: 'filesystem.utilisation',
          threshold: { metric: 'filesystem.utilisation', observed: 98.5, level: 97, direction: 'above' },
          additionalText: '',
          reasons: [
            {
              stage: 'observed',
              key: 'observed.sample',
              values: { metric: 'filesystem.utilisation', component: '/data', value: 98.5, intervalS: 30 },
            },
            { stage: 'normalised', key: 'normalised.cause', values: { eventType: 'qualityOfService', probableCause: 'thresholdCrossed' } },
            {
              stage: 'threshold',
              key: 'threshold.level',
              values: {
                policy: 'filesystem.utilisation',
                severity: 'critical',
                direction: 'above',
                level: 97,
                durationS: 0,
                hysteresis: 2,
                n: 1,
                m: 1,
              },
            },
            { stage: 'raised', key: 'raised.byPolicy', values: { severity: 'critical', importance: 'key' } },
          ],
        },
      },
    ]);
  });

  it('watches each component and each policy on its own', () => {
    const a = aSample('filesystem.utilisation', 99, T0, '/a');
    const b = aSample('filesystem.utilisation', 10, T0, '/b');
    const inodes = aSample('filesystem.inode.utilisation', 99, T0, '/a');
    const { reports } = observeAll(NO_DETECTORS, [a, b, inodes], aContext({ policies: DEFAULT_POLICIES, now: T0 }));
    expect(reports.map(({ key }) => key.split('|').slice(2))).toEqual([
      ['/a', 'policy.filesystem.utilisation'],
      ['/a', 'policy.filesystem.inode.utilisation'],
    ]);
  });

  it('survives components named like members of Object.prototype', () => {
    for (const component of ['__proto__', 'constructor', 'toString', 'a|b%7C']) {
      const sample = (value: number, at: number) => aSample('filesystem.utilisation', value, at, component);
      const first = observe(NO_DETECTORS, sample(99, T0), aContext({ policies: DEFAULT_POLICIES, now: T0 }));
      expect(first.reports.map(brief)).toEqual([`thresholdCrossed ${component} critical`]);
      const stored: DetectorState = JSON.parse(JSON.stringify(first.state));
      const second = observe(stored, sample(10, T0 + STEP), aContext({ policies: DEFAULT_POLICIES, now: T0 + STEP }));
      expect(second.reports.map(brief)).toEqual([`thresholdCrossed ${component} ends`]);
    }
  });

  it('names the certificate as cause of a certificate about to expire', () => {
    const soon = (i: number, days: number) => [aSample('tls.certificate.days', days, T0 + i * STEP, 'https://a')];
    expect(polls([soon(0, 31), soon(1, 29.5), soon(2, 6), soon(3, 89)]).told).toEqual([
      [],
      ['certificateExpiry https://a minor'],
      ['certificateExpiry https://a major'],
      ['certificateExpiry https://a ends'],
    ]);
  });
});

describe('reachability of resources and services', () => {
  it('R-8.2.2-a3-3 is one alarm when a host is gone, although every echo is lost', () => {
    const gone = (i: number) => [
      answer('icmp', T0 + i * STEP, 'timeout'),
      aSample('icmp.loss', 100, T0 + i * STEP),
      aSample('icmp.rtt', null, T0 + i * STEP),
    ];
    const back = [answer('icmp', T0 + 6 * STEP, null), aSample('icmp.loss', 0, T0 + 6 * STEP)];
    expect(polls([...[0, 1, 2, 3, 4, 5].map(gone), back]).told).toEqual([
      [],
      [],
      ['unreachable  major'],
      ['unreachable  major'],
      ['unreachable  major'],
      ['unreachable  major'],
      ['unreachable  ends'],
    ]);
  });

  it('R-8.4.2-c3-4 tells a stopped service, a wrong certificate and wrong content apart', () => {
    const kinds = ['refused', 'refused', 'refused', 'auth', 'auth', 'auth', 'mismatch', 'mismatch', 'mismatch', null] as const;
    const { told } = polls(kinds.map((kind, i) => [answer('http', T0 + i * STEP, kind, 'https://a')]));
    expect(told).toEqual([
      [],
      [],
      ['serviceUnavailable https://a major'],
      ['serviceUnavailable https://a ends'],
      [],
      ['certificateExpiry https://a major'],
      ['certificateExpiry https://a ends'],
      [],
      ['contentMismatch https://a minor'],
      ['contentMismatch https://a ends'],
    ]);
  });

  it('hands the detail to the technician and the fault to the sentence', () => {
    const reports = [0, 1, 2].flatMap((i) => [answer('tcp', T0 + i * STEP, 'refused', '443')]);
    const last = observeAll(NO_DETECTORS, reports, aContext({ now: T0 + 2 * STEP })).reports.at(-1);
    expect(last?.kind === 'report' && last.finding).toMatchObject({ specificProblem: 'tcp.refused', additionalText: 'why refused' });
  });

  it('says nothing about a resource while the tool of the station is missing', () => {
    expect(polls([0, 1, 2, 3].map((i) => [answer('icmp', T0 + i * STEP, 'tool')])).told.flat()).toEqual([]);
  });
});

describe('interfaces, restarts, cycles', () => {
  it('reports an interface that is down at once, and its return', () => {
    const eth0 = (i: number, value: number | null) => [aSample('interface.up', value, T0 + i * STEP, 'eth0')];
    expect(polls([eth0(0, 1), eth0(1, 0), eth0(2, null), eth0(3, 0), eth0(4, 1)]).told).toEqual([
      [],
      ['interfaceDown eth0 minor'],
      [],
      ['interfaceDown eth0 minor'],
      ['interfaceDown eth0 ends'],
    ]);
  });

  it('takes uptime and boot time for the same thing', () => {
    const boot = (at: number, bootedAt: number): Observation => ({
      kind: 'fact',
      resourceId: RESOURCE_ID,
      at,
      name: 'bootedAt',
      component: '',
      value: bootedAt,
    });
    const { told } = polls([
      [aSample('system.uptime', 90_000, T0), boot(T0, T0 - 90_000_400)],
      [boot(T0 + STEP, T0 + STEP - 9000), aSample('system.uptime', 9, T0 + STEP)],
    ]);
    expect(told).toEqual([[], ['restarted  minor']]);
  });

  it('R-8.4.3-b4-1 reports a late cycle at once and ends it after two in time', () => {
    const { told } = polls([
      [cycle('icmp', T0)],
      [cycle('icmp', T0 + STEP, STEP)],
      [cycle('icmp', T0 + 2 * STEP)],
      [cycle('icmp', T0 + 3 * STEP)],
    ]);
    expect(told).toEqual([[], ['lateCycle icmp warning'], [], ['lateCycle icmp ends']]);
  });
});

describe('D-ALM-7 silence', () => {
  const heard = observe(NO_DETECTORS, aSample('cpu.utilisation', 5, T0), aContext({ protocols: ['host'] })).state;

  it('is told for each source, and ends when it speaks', () => {
    const context = aContext({ protocols: ['host', 'icmp'], watchingSince: T0 + STEP });
    const silent = sweep(heard, { ...context, now: T0 + 4 * STEP });
    expect(silent.reports.map(brief)).toEqual(['silentSource host minor', 'silentSource icmp minor']);
    const spoke = observe(silent.state, aSample('cpu.utilisation', 5, T0 + 5 * STEP), { ...context, now: T0 + 5 * STEP });
    expect(spoke.reports.map(brief)).toEqual(['silentSource host ends']);
  });

  it('dates the end by the station, because what ends it may be older than the last report of it', () => {
    const context = aContext({ protocols: ['host'], watchingSince: T0 });
    const silent = sweep(heard, { ...context, now: T0 + 5 * STEP });
    const late = observe(silent.state, aSample('cpu.utilisation', 5, T0 + 3 * STEP), { ...context, now: T0 + 5 * STEP + SECOND });
    expect(late.reports).toMatchObject([{ kind: 'clear', at: T0 + 5 * STEP + SECOND }]);
  });

  it('is not ended by gaps, which are no data', () => {
    const context = aContext({ protocols: ['host'] });
    const silent = sweep(heard, { ...context, now: T0 + 4 * STEP });
    expect(observe(silent.state, aSample('cpu.utilisation', null, T0 + 4 * STEP), { ...context, now: T0 + 4 * STEP }).reports).toEqual([]);
  });

  it('leaves the memory alone while all is well', () => {
    expect(sweep(heard, aContext({ protocols: ['host'], now: T0 + STEP })).state).toBe(heard);
  });
});

describe('what is no longer watched', () => {
  const full = aSample('filesystem.utilisation', 99, T0, '/mnt/usb');
  const context = aContext({ policies: DEFAULT_POLICIES, now: T0 });
  const withAlarms = observeAll(
    NO_DETECTORS,
    [full, ...[0, 1, 2].map((i) => answer('tcp', T0 - i, 'refused', '22')).reverse()],
    context,
  ).state;

  it('clears at once when its policy is switched off or removed, or its check is', () => {
    const off: ThresholdPolicy[] = DEFAULT_POLICIES.map((policy) => ({ ...policy, enabled: false }));
    expect(review(withAlarms, { ...context, policies: off }).reports.map(brief)).toEqual([
      'thresholdCrossed /mnt/usb ends (policyWithdrawn)',
    ]);
    expect(review(withAlarms, { ...context, policies: [] }).reports.map(brief)).toEqual([
      'thresholdCrossed /mnt/usb ends (policyWithdrawn)',
    ]);
    expect(review(withAlarms, { ...context, resourceClass: 'RC1' }).reports.map(brief)).toEqual([
      'thresholdCrossed /mnt/usb ends (policyWithdrawn)',
    ]);
    expect(review(withAlarms, { ...context, protocols: ['host'] }).reports.map(brief)).toEqual([
      'serviceUnavailable 22 ends (checkWithdrawn)',
    ]);
    expect(review(withAlarms, context)).toEqual({ state: withAlarms, reports: [] });
  });

  it('ignores what a check that was taken away still delivers', () => {
    const only = { ...context, protocols: ['icmp'] as const };
    expect(observe(NO_DETECTORS, full, only)).toEqual({ state: NO_DETECTORS, reports: [] });
  });

  it('ignores observations of other resources', () => {
    expect(observe(NO_DETECTORS, { ...full, resourceId: 'other' }, context).state).toBe(NO_DETECTORS);
  });

  it('clears a component that three cycles did not mention, because it no longer exists', () => {
    const batches = [1, 2, 3, 4].map((i) => [aSample('filesystem.utilisation', 10, T0 + i * STEP, '/'), cycle('host', T0 + i * STEP)]);
    const { told, state } = polls([[full], ...batches]);
    expect(told.slice(1)).toEqual([[], [], [], ['thresholdCrossed /mnt/usb ends (componentGone)']]);
    expect(Object.keys(state.watches).filter((key) => key.includes('/mnt/usb'))).toEqual([]);
  });

  it('keeps a component that is asked for and does not answer', () => {
    const batches = [1, 2, 3, 4, 5].map((i) => [
      aSample('filesystem.utilisation', null, T0 + i * STEP, '/mnt/usb'),
      cycle('host', T0 + i * STEP),
    ]);
    expect(
      polls([[full], ...batches])
        .told.slice(1)
        .flat(),
    ).toEqual([]);
  });

  it('does not take what nobody asked while the station slept for gone', () => {
    const woke = T0 + 60 * MINUTE;
    const { told } = polls([[full], [cycle('host', woke + SECOND)]], { watchingSince: woke });
    expect(told).toEqual([['thresholdCrossed /mnt/usb critical'], []]);
  });

  it('keeps the certificate alarm of a server that is down', () => {
    const days = aSample('tls.certificate.days', 3, T0, 'https://a');
    const batches = [1, 2, 3, 4, 5].map((i) => [answer('http', T0 + i * STEP, 'refused', 'https://a'), cycle('http', T0 + i * STEP)]);
    expect(polls([[days], ...batches]).told.flat()).not.toContain('certificateExpiry https://a ends (componentGone)');
  });
});

describe('after a restart of the station', () => {
  const context = aContext({ policies: DEFAULT_POLICIES });
  const alarm = anAlarm({
    threshold: { metric: 'filesystem.utilisation', observed: 99, level: 97, direction: 'above' },
    severity: 'critical',
  });
  const good = aSample('filesystem.utilisation', 10, T0 + STEP, '/data');

  it('clears an alarm whose memory was lost', () => {
    const forgot = observe(NO_DETECTORS, good, { ...context, now: T0 + STEP });
    expect(forgot.reports).toEqual([]);
    const resumed = observe(resume(null, [alarm]), good, { ...context, now: T0 + STEP });
    expect(resumed.reports.map(brief)).toEqual(['thresholdCrossed /data ends']);
  });

  it('takes up every kind of condition', () => {
    const conditions = [
      { probableCause: 'unreachable', component: '', rule: 'reachability.icmp', good: answer('icmp', T0 + STEP, null) },
      {
        probableCause: 'contentMismatch',
        component: 'https://a',
        rule: 'reachability.http',
        good: answer('http', T0 + STEP, null, 'https://a'),
      },
      { probableCause: 'interfaceDown', component: 'eth0', rule: 'interfaceState', good: aSample('interface.up', 1, T0 + STEP, 'eth0') },
      { probableCause: 'silentSource', component: 'icmp', rule: 'silence', good: answer('icmp', T0 + STEP, null) },
      { probableCause: 'restarted', component: '', rule: 'restart', good: aSample('system.uptime', 4000, T0 + STEP) },
    ] as const;
    for (const { good: well, ...condition } of conditions) {
      const { reports } = observe(resume(null, [anAlarm(condition)]), well, { ...context, now: T0 + STEP });
      expect(reports, condition.rule).toMatchObject([{ kind: 'clear', probableCause: condition.probableCause }]);
    }
    const late = resume(null, [anAlarm({ probableCause: 'lateCycle', component: 'icmp', rule: 'lateCycle' })]);
    const cycles = [cycle('icmp', T0 + STEP), cycle('icmp', T0 + 2 * STEP)];
    expect(observeAll(late, cycles, { ...context, now: T0 + 2 * STEP }).reports.map(brief)).toEqual(['lateCycle icmp ends']);
  });

  it('leaves alone what the memory knows, what was cleared, and what the station says of itself', () => {
    const { state } = observe(NO_DETECTORS, aSample('filesystem.utilisation', 99, T0, '/data'), context);
    expect(resume(state, [alarm])).toEqual(state);
    expect(resume(null, [anAlarm({ cleared: { at: T0, kind: 'automatic', by: null, reason: null }, isPresent: false })])).toEqual(
      NO_DETECTORS,
    );
    expect(resume(null, [anAlarm({ isPresent: false, isFlapping: true })])).toEqual(NO_DETECTORS);
    expect(resume(null, [anAlarm({ rule: 'station', probableCause: 'storageFull' })])).toEqual(NO_DETECTORS);
  });
});

describe('troubles of the station itself', () => {
  const machine = { id: RESOURCE_ID, importance: 'general' } as const;

  it('are conditions of its machine like any other', () => {
    const fault = stationFault(machine, 'storageFull', 'core.db', T0, '12 MB free');
    expect(fault).toMatchObject({
      kind: 'report',
      component: 'core.db',
      rule: 'station',
      eventType: 'processingError',
      isOccurrence: false,
    });
    expect(fault.kind === 'report' && fault.finding).toMatchObject({ severity: 'critical', additionalText: '12 MB free' });
    expect(stationWell(machine, 'storageFull', 'core.db', T0 + 1)).toMatchObject({ kind: 'clear', key: fault.key, isFinal: false });
  });

  it('count every restart of a process', () => {
    expect(stationFault(machine, 'processRestarted', 'poller', T0)).toMatchObject({ isOccurrence: true });
  });
});

describe('reasons', () => {
  it('are told with no key the renderer does not know', () => {
    const at = T0 + 9 * STEP;
    const told = [
      ...observeAll(
        NO_DETECTORS,
        [
          aSample('filesystem.utilisation', 99, T0, '/'),
          aSample('interface.up', 0, T0, 'eth0'),
          aSample('system.uptime', 9000, T0),
          aSample('system.uptime', 9, T0 + STEP),
          ...[0, 1, 2].map((i) => answer('icmp', T0 + i * STEP, 'timeout')),
          cycle('icmp', T0 + 3 * STEP, STEP),
        ],
        aContext({ policies: DEFAULT_POLICIES, now: T0 + 3 * STEP }),
      ).reports,
      ...sweep(NO_DETECTORS, aContext({ now: at })).reports,
      stationFault({ id: RESOURCE_ID, importance: 'key' }, 'toolMissing', 'fping', at),
    ];
    const used = new Set(told.flatMap((report) => (report.kind === 'report' ? report.finding.reasons.map(({ key }) => key) : [])));
    expect([...used, 'deduplicated.first', 'deduplicated.returned'].sort()).toEqual([...REASON_KEYS].sort());
  });
});
