import { describe, expect, it } from 'vitest';
import { aContext, aCycle, anAnswer, aSample, brief, polls, RESOURCE_ID, SECOND, STEP, T0 } from '../../../test/support/alarms.ts';
import { aHit, aRaisingRule } from '../../../test/support/events.ts';
import { aPolicy, aThreshold } from '../../../test/support/policies.ts';
import { reportOf } from '../event/hit.ts';
import type { Observation } from '../observation/observation.ts';
import { DEFAULT_POLICIES } from '../policy/defaults.ts';
import { nextSweepAt, observe, observeAll, sweep } from './engine.ts';
import { sourceSilent } from './interruption.ts';
import { REASON_KEYS } from './reasons.ts';
import { type DetectorState, NO_DETECTORS, type WatchContext } from './state.ts';
import { stationFault } from './station.ts';

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
    const off = DEFAULT_POLICIES.map((policy) => ({ ...policy, isApplied: false }));
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
                policyId: 'filesystem.utilisation',
                policy: '文件系统使用率',
                metric: 'filesystem.utilisation',
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
      anAnswer('icmp', T0 + i * STEP, 'timeout'),
      aSample('icmp.loss', 100, T0 + i * STEP),
      aSample('icmp.rtt', null, T0 + i * STEP),
    ];
    const back = [anAnswer('icmp', T0 + 6 * STEP, null), aSample('icmp.loss', 0, T0 + 6 * STEP)];
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
    const { told } = polls(kinds.map((kind, i) => [anAnswer('http', T0 + i * STEP, kind, 'https://a')]));
    expect(told).toEqual([
      [],
      [],
      ['serviceUnavailable https://a major'],
      ['serviceUnavailable https://a ends'],
      [],
      ['authenticationFailure https://a minor'],
      ['authenticationFailure https://a ends'],
      [],
      ['contentMismatch https://a minor'],
      ['contentMismatch https://a ends'],
    ]);
  });

  it('hands the detail to the technician and the fault to the sentence', () => {
    const reports = [0, 1, 2].flatMap((i) => [anAnswer('tcp', T0 + i * STEP, 'refused', '443')]);
    const last = observeAll(NO_DETECTORS, reports, aContext({ now: T0 + 2 * STEP })).reports.at(-1);
    expect(last?.kind === 'report' && last.finding).toMatchObject({ specificProblem: 'tcp.refused', additionalText: 'why refused' });
  });

  it('says nothing about a resource while the tool of the station is missing', () => {
    expect(polls([0, 1, 2, 3].map((i) => [anAnswer('icmp', T0 + i * STEP, 'tool')])).told.flat()).toEqual([]);
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
      protocol: 'host',
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
      [aCycle('icmp', T0)],
      [aCycle('icmp', T0 + STEP, STEP)],
      [aCycle('icmp', T0 + 2 * STEP)],
      [aCycle('icmp', T0 + 3 * STEP)],
    ]);
    expect(told).toEqual([[], ['lateCycle icmp warning'], [], ['lateCycle icmp ends']]);
  });
});

describe('a release that names the cause of a check anew', () => {
  it('ends what stands under the old name at the first sweep, and raises the new one by itself', () => {
    const { state } = polls(['auth', 'auth', 'auth'].map((kind, i) => [anAnswer('http', T0 + i * STEP, kind as 'auth', 'https://a')]));
    const old = Object.fromEntries(
      Object.entries(state.watches).map(([key, watch]) =>
        watch.probableCause === 'authenticationFailure'
          ? [key.replace('authenticationFailure', 'certificateExpiry'), { ...watch, probableCause: 'certificateExpiry' as const }]
          : [key, watch],
      ),
    );
    const swept = sweep({ watches: old }, aContext({ protocols: ['http'], now: T0 + 3 * STEP }));
    expect(swept.reports).toMatchObject([{ kind: 'clear', component: 'https://a', reason: 'checkWithdrawn' }]);
    expect(sweep(swept.state, aContext({ protocols: ['http'], now: T0 + 3 * STEP })).reports).toEqual([]);
    expect(sweep(state, aContext({ protocols: ['http'], now: T0 + 3 * STEP })).reports).toEqual([]);
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

describe('a station with thousands of resources, swept every second', () => {
  const policy = aPolicy({ metrics: [{ metric: 'cpu.utilisation', isCollected: true, threshold: aThreshold() }] });
  const context = aContext({ protocols: ['host'], policies: [policy] });
  const high = observe(NO_DETECTORS, aSample('cpu.utilisation', 95, T0), context).state;

  it('knows when the next sweep can find something: a silence, or at any moment where thresholds go by the clock', () => {
    expect(nextSweepAt(high, { ...context, watchingSince: T0 - STEP, now: T0 + SECOND })).toBe(T0 + 3 * STEP);
    expect(nextSweepAt(NO_DETECTORS, { ...context, watchingSince: T0, now: T0 + SECOND })).toBe(T0 + 3 * STEP);
    const both = aContext({ protocols: ['host', 'icmp'], policies: [policy], watchingSince: T0 + STEP, now: T0 + STEP });
    expect(nextSweepAt(high, both)).toBe(T0 + 4 * STEP);
    const silent = sweep(high, { ...context, now: T0 + 4 * STEP }).state;
    expect(nextSweepAt(silent, { ...context, now: T0 + 4 * STEP })).toBe(T0 + 4 * STEP);
    expect(nextSweepAt(high, { ...context, now: T0 - STEP })).toBe(T0 - STEP);
    const windows = [{ days: [1, 2, 3, 4, 5, 6, 7], from: 0, to: 60 }];
    const narrow = aPolicy({ metrics: [{ metric: 'cpu.utilisation', isCollected: true, threshold: aThreshold({ windows }) }] });
    expect(nextSweepAt(high, aContext({ protocols: ['host'], policies: [narrow], now: T0 + SECOND }))).toBe(T0 + SECOND);
  });

  it('finds what a withdrawn policy or a closed window ends, whatever was gone through before', () => {
    expect(sweep(high, context).reports).toEqual([]);
    expect(sweep(high, aContext({ protocols: ['host'], policies: [] })).reports).toMatchObject([{ reason: 'policyWithdrawn' }]);
    const minute = (Math.floor(T0 / 60_000) + 480) % 1440;
    const windows = [{ days: [1, 2, 3, 4, 5, 6, 7], from: minute, to: (minute + 1) % 1440 }];
    const narrow = aPolicy({ metrics: [{ metric: 'cpu.utilisation', isCollected: true, threshold: aThreshold({ windows }) }] });
    const inWindow = aContext({ protocols: ['host'], policies: [narrow], now: T0 });
    expect(sweep(high, inWindow).reports).toEqual([]);
    expect(sweep(high, { ...inWindow, now: T0 + 60 * SECOND }).reports).toMatchObject([{ reason: 'windowClosed' }]);
  });
});

describe('R-8.4.3-d2-7 the silence of resources whose collector is silent', () => {
  it('is told with the collector, that of the others as ever', () => {
    const at = T0 + 9 * STEP;
    const told = (interrupted: readonly string[]) =>
      sweep(NO_DETECTORS, aContext({ now: at, protocols: ['host', 'icmp'], interrupted: new Set(interrupted) })).reports.map(brief);
    expect(told(['icmp'])).toEqual(['silentSource host minor']);
    expect(told([])).toEqual(['silentSource host minor', 'silentSource icmp minor']);
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
          aSample('hardware.up', 0, T0, 'fan 1'),
          aSample('system.uptime', 9000, T0),
          aSample('system.uptime', 9, T0 + STEP),
          ...[0, 1, 2].map((i) => anAnswer('icmp', T0 + i * STEP, 'timeout')),
          aCycle('icmp', T0 + 3 * STEP, STEP),
        ],
        aContext({ policies: DEFAULT_POLICIES, now: T0 + 3 * STEP }),
      ).reports,
      ...sweep(NO_DETECTORS, aContext({ now: at })).reports,
      stationFault({ id: RESOURCE_ID, importance: 'key' }, 'toolMissing', 'fping', at),
      sourceSilent({ id: RESOURCE_ID, importance: 'key' }, { address: '10.0.0.1', since: T0, limitMs: STEP, isSet: false, now: at }),
      reportOf(aRaisingRule({ severity: 'major' }), aHit(), { id: RESOURCE_ID, importance: 'key' }, '', at),
    ];
    const used = new Set(told.flatMap((report) => (report.kind === 'report' ? report.finding.reasons.map(({ key }) => key) : [])));
    expect([...used, 'deduplicated.first', 'deduplicated.returned'].sort()).toEqual([...REASON_KEYS].sort());
  });
});
