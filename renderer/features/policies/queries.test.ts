import { expect, test } from 'vitest';
import type { Replay } from '../../../shared/contracts/policyReplay.ts';
import { Failure, type FailureCode } from '../../lib/api.ts';
import { id } from '../../testing/builders.ts';
import { isUnderWay, replayQuery } from './queries.ts';

/** How often a run is asked for again, with what is known of it. */
function everyMs(known: Replay['state'] | null, failure: FailureCode | null): unknown {
  const { refetchInterval } = replayQuery(id(1));
  const state = { data: known === null ? undefined : { state: known }, error: failure && new Failure(failure, 0, null) };
  return typeof refetchInterval === 'function' ? refetchInterval({ state } as never) : refetchInterval;
}

test('a replay is asked for while it runs, and no longer once the station does not know it', () => {
  expect([everyMs(null, null), everyMs('running', null), everyMs('running', 'network.unreachable')]).toEqual([400, 400, 400]);
  expect([everyMs(null, 'replay.notFound'), everyMs('running', 'replay.notFound')]).toEqual([false, false]);
  expect((['done', 'cut', 'stopped', 'failed'] as const).map((state) => everyMs(state, null))).toEqual([false, false, false, false]);
  expect(isUnderWay({ state: 'running' }, new Failure('replay.notFound', 404, null))).toBe(false);
});
