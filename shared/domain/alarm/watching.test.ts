import { describe, expect, it } from 'vitest';
import {
  aContext,
  aCycle,
  anAlarm,
  anAnswer,
  aSample,
  brief,
  MINUTE,
  polls,
  RESOURCE_ID,
  SECOND,
  STEP,
  T0,
} from '../../../test/support/alarms.ts';
import { PROTOCOLS } from '../observation/observation.ts';
import { DEFAULT_POLICIES } from '../policy/defaults.ts';
import { observe, observeAll, review } from './engine.ts';
import { resume } from './resume.ts';
import { NO_DETECTORS } from './state.ts';
import { stationFault, stationWell } from './station.ts';

describe('what is no longer watched', () => {
  const full = aSample('filesystem.utilisation', 99, T0, '/mnt/usb');
  const context = aContext({ policies: DEFAULT_POLICIES, now: T0 });
  const withAlarms = observeAll(
    NO_DETECTORS,
    [full, ...[0, 1, 2].map((i) => anAnswer('tcp', T0 - i, 'refused', '22')).reverse()],
    context,
  ).state;

  it('clears at once when its policy is switched off or removed, or its check is', () => {
    const off = DEFAULT_POLICIES.map((policy) => ({ ...policy, isApplied: false }));
    expect(review(withAlarms, aContext({ policies: off, now: T0 })).reports.map(brief)).toEqual([
      'thresholdCrossed /mnt/usb ends (policyWithdrawn)',
    ]);
    expect(review(withAlarms, aContext({ now: T0 })).reports.map(brief)).toEqual(['thresholdCrossed /mnt/usb ends (policyWithdrawn)']);
    expect(review(withAlarms, aContext({ policies: DEFAULT_POLICIES, resourceClass: 'RC1', now: T0 })).reports.map(brief)).toEqual([
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
    const batches = [1, 2, 3, 4].map((i) => [aSample('filesystem.utilisation', 10, T0 + i * STEP, '/'), aCycle('host', T0 + i * STEP)]);
    const { told, state } = polls([[full], ...batches]);
    expect(told.slice(1)).toEqual([[], [], [], ['thresholdCrossed /mnt/usb ends (componentGone)']]);
    expect(Object.keys(state.watches).filter((key) => key.includes('/mnt/usb'))).toEqual([]);
  });

  it('keeps a component that is asked for and does not answer', () => {
    const batches = [1, 2, 3, 4, 5].map((i) => [
      aSample('filesystem.utilisation', null, T0 + i * STEP, '/mnt/usb'),
      aCycle('host', T0 + i * STEP),
    ]);
    expect(
      polls([[full], ...batches])
        .told.slice(1)
        .flat(),
    ).toEqual([]);
  });

  it('does not take what nobody asked while the station slept for gone', () => {
    const woke = T0 + 60 * MINUTE;
    const { told } = polls([[full], [aCycle('host', woke + SECOND)]], { watchingSince: woke });
    expect(told).toEqual([['thresholdCrossed /mnt/usb critical'], []]);
  });

  it.each(['timeout', 'auth', 'tool'] as const)('keeps the alarms of the parts of a device that is silent (%s)', (fault) => {
    const broken = [aSample('hardware.up', 0, T0, 'fan 1'), anAnswer('snmp', T0, null)].map((one) => ({
      ...one,
      protocol: 'snmp' as const,
    }));
    const silent = [1, 2, 3, 4, 5, 6].map((i) => [anAnswer('snmp', T0 + i * STEP, fault), aCycle('snmp', T0 + i * STEP)]);
    const back = [
      anAnswer('snmp', T0 + 7 * STEP, null),
      { ...aSample('hardware.up', 0, T0 + 7 * STEP, 'fan 1'), protocol: 'snmp' as const },
      aCycle('snmp', T0 + 7 * STEP),
    ];
    const told = polls([broken, ...silent, back]).told.flat();
    expect(told).toContain('equipmentMalfunction fan 1 minor');
    expect(told.filter((one) => one.startsWith('equipmentMalfunction') && one.includes('ends'))).toEqual([]);
  });

  it('keeps the certificate alarm of a server that is down', () => {
    const days = aSample('tls.certificate.days', 3, T0, 'https://a');
    const batches = [1, 2, 3, 4, 5].map((i) => [anAnswer('http', T0 + i * STEP, 'refused', 'https://a'), aCycle('http', T0 + i * STEP)]);
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
    const resumed = observe(resume(null, [alarm], PROTOCOLS), good, { ...context, now: T0 + STEP });
    expect(resumed.reports.map(brief)).toEqual(['thresholdCrossed /data ends']);
  });

  it('takes up every kind of condition', () => {
    const conditions = [
      { probableCause: 'unreachable', component: '', rule: 'reachability.icmp', good: anAnswer('icmp', T0 + STEP, null) },
      {
        probableCause: 'contentMismatch',
        component: 'https://a',
        rule: 'reachability.http',
        good: anAnswer('http', T0 + STEP, null, 'https://a'),
      },
      { probableCause: 'interfaceDown', component: 'eth0', rule: 'interfaceState', good: aSample('interface.up', 1, T0 + STEP, 'eth0') },
      { probableCause: 'silentSource', component: 'icmp', rule: 'silence', good: anAnswer('icmp', T0 + STEP, null) },
      { probableCause: 'restarted', component: '', rule: 'restart', good: aSample('system.uptime', 4000, T0 + STEP) },
    ] as const;
    for (const { good: well, ...condition } of conditions) {
      const { reports } = observe(resume(null, [anAlarm(condition)], PROTOCOLS), well, { ...context, now: T0 + STEP });
      expect(reports, condition.rule).toMatchObject([{ kind: 'clear', probableCause: condition.probableCause }]);
    }
    const late = resume(null, [anAlarm({ probableCause: 'lateCycle', component: 'icmp', rule: 'lateCycle' })], PROTOCOLS);
    const cycles = [aCycle('icmp', T0 + STEP), aCycle('icmp', T0 + 2 * STEP)];
    expect(observeAll(late, cycles, { ...context, now: T0 + 2 * STEP }).reports.map(brief)).toEqual(['lateCycle icmp ends']);
  });

  it('leaves alone what the memory knows, what was cleared, and what the station says of itself', () => {
    const { state } = observe(NO_DETECTORS, aSample('filesystem.utilisation', 99, T0, '/data'), context);
    expect(resume(state, [alarm], PROTOCOLS)).toEqual(state);
    expect(
      resume(null, [anAlarm({ cleared: { at: T0, kind: 'automatic', by: null, reason: null }, isPresent: false })], PROTOCOLS),
    ).toEqual(NO_DETECTORS);
    expect(resume(null, [anAlarm({ isPresent: false, isFlapping: true })], PROTOCOLS)).toEqual(NO_DETECTORS);
    expect(resume(null, [anAlarm({ rule: 'station', probableCause: 'storageFull' })], PROTOCOLS)).toEqual(NO_DETECTORS);
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
