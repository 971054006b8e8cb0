import { describe, expect, it } from 'vitest';
import { NO_DETECTORS } from '../../../shared/domain/alarm/state.ts';
import type { FaultKind, Observation, Protocol } from '../../../shared/domain/observation/observation.ts';
import { NO_STATUS, type ResourceStatus } from '../features/resources/index.ts';
import { nextStatus, type Watching } from './status.ts';

const RESOURCE = '01990000-0000-7000-8000-000000000001';
const MINUTE = 60_000;
const watching = (...protocols: Protocol[]): Watching => ({ protocols, intervalMs: MINUTE, now: 100 * MINUTE });
const look = (protocol: Protocol, component: string, minute: number, fault: FaultKind | null = null): Observation => ({
  kind: 'reachability',
  resourceId: RESOURCE,
  at: minute * MINUTE,
  protocol,
  component,
  reachable: fault === null,
  fault: fault === null ? null : { kind: fault, retryable: true, detail: 'trial' },
});
const statusAfter = (seen: Watching, ...observations: Observation[]): ResourceStatus =>
  observations.reduce((status, one) => nextStatus(status, [one], NO_DETECTORS, seen), NO_STATUS);

describe('what the checks of a resource say', () => {
  it('a look that could not be made says so on every check it was meant for, and nothing of the resource', () => {
    const { checks, dataAt } = statusAfter(
      watching('tcp'),
      look('tcp', '22', 1),
      look('tcp', '443', 1, 'refused'),
      look('tcp', '', 2, 'tool'),
    );
    expect(checks).toEqual([
      expect.objectContaining({ component: '22', lastAt: MINUTE, reachable: true, fault: 'tool' }),
      expect.objectContaining({ component: '443', lastAt: MINUTE, reachable: false, fault: 'tool' }),
    ]);
    expect(dataAt).toBe(MINUTE);
  });

  it('a look that could not be made of a check never seen makes none', () => {
    expect(statusAfter(watching('icmp'), look('icmp', '', 1, 'tool')).checks).toEqual([]);
  });

  it('a check that was taken away is forgotten: with its protocol at once, beside others of it when it stays unheard', () => {
    const tcp = [look('tcp', '22', 1, 'timeout'), look('tcp', '443', 1)];
    expect(nextStatus(statusAfter(watching('tcp', 'icmp'), ...tcp), [look('icmp', '', 2)], NO_DETECTORS, watching('icmp')).checks).toEqual([
      expect.objectContaining({ protocol: 'icmp' }),
    ]);
    const components = (minute: number) =>
      statusAfter(watching('tcp'), ...tcp, look('tcp', '443', minute)).checks.map((one) => one.component);
    expect(components(4)).toEqual(['22', '443']);
    expect(components(5)).toEqual(['443']);
  });
});

describe('R-8.4.3-d2-6 a clock that was set back', () => {
  const fact = (value: string, minute: number): Observation => ({
    ...{ kind: 'fact', resourceId: RESOURCE, at: minute * MINUTE, protocol: 'tcp', component: '', name: 'system.name', value },
  });
  const at = (minute: number): Watching => ({ ...watching('tcp'), now: minute * MINUTE });

  it('leaves nothing in the future that is younger than what comes now', () => {
    const ahead = nextStatus(NO_STATUS, [look('tcp', '22', 5_000_000), fact('ahead', 5_000_000)], NO_DETECTORS, at(5_000_000));
    expect(ahead.dataAt).toBe(5_000_000 * MINUTE);
    const back = nextStatus(ahead, [look('tcp', '22', 10), fact('now', 10)], NO_DETECTORS, at(10));
    expect(back.dataAt).toBe(10 * MINUTE);
    expect(back.facts.map(({ value }) => value)).toEqual(['now']);
  });

  it('makes no datum younger than now', () => {
    expect(nextStatus(NO_STATUS, [look('tcp', '22', 5_000_000)], NO_DETECTORS, at(10)).dataAt).toBe(10 * MINUTE);
  });
});
