import { describe, expect, it } from 'vitest';
import type { RemoteWriteState } from '../../../shared/contracts/remoteWrite.ts';
import type { RetentionUse } from '../../../shared/contracts/retention.ts';
import { at } from '../../testing/builders.ts';
import { conditionOf, type Draft, draftOf, goneBy, isIdle, isSame, issuesOf, settingOf, withClass } from './model.ts';
import { receiverOf, remoteIssuesOf } from './remoteModel.ts';

const DAY = 86_400_000;
const shortest = { samplesDays: 184, rollupsDays: 397, longer: [] };
const draft = (change: Partial<Draft> = {}): Draft => ({ ...draftOf(shortest), ...change });
const one = (change: object = {}) => ({ key: 0, resourceClass: 'RC2' as const, metric: '', days: '400', ...change });

describe('R-8.2.2-e-1 a setting that is being written', () => {
  it('is what is stored until something is typed, and the same setting again', () => {
    const stored = {
      samplesDays: 200,
      rollupsDays: 500,
      longer: [{ resourceClass: 'RC3', metric: 'cpu.utilisation', days: 300 }],
    } as const;
    expect(settingOf(draftOf(stored))).toEqual(stored);
    expect(isSame(stored, { ...stored, longer: [...stored.longer] })).toBe(true);
    expect(isSame(stored, { ...stored, longer: [] })).toBe(false);
  });

  it.each([
    [{ samplesDays: '183' }, { samplesDays: 'samplesFloor' }],
    [{ samplesDays: '' }, { samplesDays: 'number' }],
    [{ samplesDays: '1e3' }, { samplesDays: 'number' }],
    [{ rollupsDays: '396' }, { rollupsDays: 'rollupsFloor' }],
    [{ rollupsDays: '3661' }, { rollupsDays: 'most' }],
    [{ longer: [one({ days: '100' })] }, { 'days 0': 'samplesFloor' }],
    [{ longer: [one({ resourceClass: '' })] }, { 'of 0': 'nothing' }],
    [{ longer: [one(), one({ key: 1, days: '500' })] }, { 'of 1': 'twice' }],
  ])('%j is told at its field', (change, issues) => {
    const wrong = draft(change as Partial<Draft>);
    expect(issuesOf(wrong)).toEqual(issues);
    expect(settingOf(wrong)).toBeNull();
  });

  it('a further class begins a year above the others and is told where it does nothing', () => {
    const more = withClass(withClass(draft()));
    expect(more.longer.map(({ key, days }) => [key, days])).toEqual([
      [0, '549'],
      [1, '549'],
    ]);
    expect(isIdle(one({ days: '184' }), draft())).toBe(true);
    expect(isIdle(one({ days: '185' }), draft())).toBe(false);
  });

  it('what a shorter time takes is told in weeks and bytes; a class keeps what was put apart', () => {
    const week = (ago: number) => ({ from: at(-(ago + 7) * DAY), to: at(-ago * DAY), bytes: 10, isHeld: false });
    const use = { samples: [week(300), week(200), week(100)], rollups: [] } as unknown as RetentionUse;
    expect(goneBy({ what: 'samples', from: 400, to: 184 }, use, at())).toEqual({
      weeks: 2,
      bytes: 20,
      from: at(-307 * DAY),
      to: at(-200 * DAY),
    });
    expect(goneBy({ what: 'rollups', from: 500, to: 397 }, use, at())).toMatchObject({ weeks: 0, from: null });
    expect(goneBy({ what: 'class', resourceClass: 'RC2', metric: null, from: 500, to: 184 }, use, at())).toBeNull();
  });
});

describe('R-8.4.3-f3-2 passing on', () => {
  const state = (change: Partial<RemoteWriteState> = {}): RemoteWriteState => ({
    ...{ at: at(), since: at(), waiting: 0, waitingBytes: 0, mostBytes: 1, oldestAt: null, dropped: 0, sent: 1, refused: 0, sentAt: at() },
    ...{ problem: null, ...change },
  });
  const problem = { code: '400', detail: '', at: at() };

  it('is well only when the last request was taken', () => {
    expect(conditionOf(null, state())).toBe('off');
    expect(conditionOf('http://a', state())).toBe('well');
    expect(conditionOf('http://a', state({ sentAt: null }))).toBe('idle');
    expect(conditionOf('http://a', state({ oldestAt: at() - 60_000 }))).toBe('well');
    expect(conditionOf('http://a', state({ oldestAt: at() - 60_001 }))).toBe('slow');
    expect(conditionOf('http://a', state({ oldestAt: at() - 60_001, sentAt: null }))).toBe('slow');
    expect(conditionOf('http://a', state({ problem, waiting: 3 }))).toBe('waits');
    expect(conditionOf('http://a', state({ problem, refused: 1 }))).toBe('refused');
  });

  it('an address is judged before it is sent, and an authority only for https', () => {
    const pem = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----';
    const base = { url: ' https://a/w ', caCertificate: '', credentialId: '' };
    expect(remoteIssuesOf(base)).toEqual({});
    expect(receiverOf({ ...base, caCertificate: ` ${pem}\n` })).toEqual({ url: 'https://a/w', caCertificate: pem, credentialId: null });
    expect(remoteIssuesOf({ ...base, caCertificate: pem })).toEqual({});
    expect(remoteIssuesOf({ ...base, caCertificate: 'x' })).toEqual({ caCertificate: 'form' });
    expect(remoteIssuesOf({ ...base, url: 'http://u:p@a/', caCertificate: pem })).toEqual({
      url: 'credentials',
      caCertificate: 'notNeeded',
    });
  });
});
