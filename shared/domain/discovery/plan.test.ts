import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stayingOf, steered, undoableUntil } from './batch.ts';
import { estimateS, inTrialOrder, mayTry, NO_TRIAL, REFUSALS, SILENCES, type Trial } from './plan.ts';

describe('sets of credentials are tried on few devices first', () => {
  test('version 3 before version 2c before version 1, within a version as people ordered them', () => {
    const user = { kind: 'snmpUser', userName: 'u', level: 'noAuthNoPriv', authProtocol: 'SHA', privProtocol: 'DES', context: '' } as const;
    const sets = [
      { id: 'v1', settings: { kind: 'snmpCommunity', version: '1' } as const },
      { id: 'v2c-b', settings: { kind: 'snmpCommunity', version: '2c' } as const },
      { id: 'v3', settings: user },
      { id: 'v2c-a', settings: { kind: 'snmpCommunity', version: '2c' } as const },
    ];
    expect(inTrialOrder(sets).map(({ id }) => id)).toEqual(['v3', 'v2c-b', 'v2c-a', 'v1']);
  });

  test('a set that opened a device is used on all, one that never did on a few', () => {
    expect(mayTry(NO_TRIAL)).toBe('yes');
    expect(mayTry({ ...NO_TRIAL, pending: REFUSALS })).toBe('wait');
    expect(mayTry({ ...NO_TRIAL, refused: REFUSALS })).toBe('no');
    expect(mayTry({ ...NO_TRIAL, silent: SILENCES })).toBe('no');
    expect(mayTry({ ...NO_TRIAL, silent: 100, refused: 100, opened: 1, pending: 50 })).toBe('yes');
  });

  test('whatever the order of endings, a set that opens nothing touches at most as many devices as are allowed, and never waits for ever', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('refused', 'silent') as fc.Arbitrary<'refused' | 'silent'>, { minLength: 40, maxLength: 40 }),
        (endings) => {
          let trial: Trial = NO_TRIAL;
          let touched = 0;
          for (const ending of endings) {
            while (mayTry(trial) === 'yes') {
              trial = { ...trial, pending: trial.pending + 1 };
              touched += 1;
            }
            if (trial.pending === 0) break;
            trial = { ...trial, pending: trial.pending - 1, [ending]: trial[ending] + 1 };
          }
          expect(mayTry({ ...trial, pending: 0 })).toBe('no');
          expect(touched).toBeLessThanOrEqual(SILENCES + REFUSALS);
        },
      ),
    );
  });

  test('the estimate lies between nobody and everybody', () => {
    expect(estimateS(1000, 50, 2)).toEqual({ least: 40, most: 240 });
    expect(estimateS(1000, 50, 0)).toEqual({ least: 40, most: 40 });
  });
});

describe('a batch', () => {
  test('pauses, goes on and is cancelled; a review does neither', () => {
    expect(steered('running', 'pause')).toBe('paused');
    expect(steered('paused', 'resume')).toBe('running');
    expect(steered('interrupted', 'resume')).toBe('running');
    expect(steered('paused', 'cancel')).toBe('cancelled');
    for (const how of ['pause', 'resume', 'cancel'] as const) expect(steered('reviewing', how)).toBeNull();
  });

  test('is taken back for seven days from its first acceptance, but for what people changed since', () => {
    expect(undoableUntil(null)).toBeNull();
    expect(undoableUntil(1000)).toBe(1000 + 7 * 86_400_000);
    expect(stayingOf({ version: 1, retiredAt: null }, 1)).toBeNull();
    expect(stayingOf({ version: 2, retiredAt: null }, 1)).toBe('changed');
    expect(stayingOf({ version: 2, retiredAt: 5 }, 1)).toBe('retired');
  });
});
