import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { linkPayload } from '../../../shared/domain/audit/chain.ts';
import { diffFields } from './diff.ts';
import { ACTIONS, type AuditRecord, AuditSearch, chainState, checkLink, isFiltered, queryOf, shortHash, withDays } from './model.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const digest = async (text: string): Promise<string> => sha256(text);
const AT = Date.parse('2026-11-22T14:35:12+08:00');

function record(change: Partial<AuditRecord> = {}): AuditRecord {
  const content = {
    seq: 7,
    at: AT,
    actorKind: 'person' as const,
    actorId: null,
    actorName: '王磊',
    actorRoles: ['operator'],
    action: 'acknowledgeAlarm',
    objectType: 'alarm',
    objectId: null,
    objectName: 'ALM-1',
    result: 'done' as const,
    code: null,
    before: null,
    after: { state: 'acknowledged' },
    origin: { address: '10.128.0.61', device: null, agent: 'x' },
    requestId: 'req',
    prevHash: 'p',
    ...change,
    hash: '',
  };
  return { ...content, hash: change.hash ?? sha256(linkPayload(content)) };
}

describe('fields before and after', () => {
  it('puts what changed first and says which side lacks a field', () => {
    expect(diffFields({ a: 1, b: 'x', gone: true }, { a: 1, b: 'y', fresh: null })).toEqual([
      { path: 'b', before: 'x', after: 'y', isChanged: true },
      { path: 'gone', before: true, after: undefined, isChanged: true },
      { path: 'fresh', before: undefined, after: null, isChanged: true },
      { path: 'a', before: 1, after: 1, isChanged: false },
    ]);
  });
  it('goes into objects and compares lists whole', () => {
    expect(
      diffFields({ levels: { core: 80 }, classes: ['RC2'] }, { levels: { core: 90 }, classes: ['RC2', 'RC3'] }).map(({ path }) => path),
    ).toEqual(['levels.core', 'classes']);
  });
  it('has only one side for something new', () => {
    expect(diffFields(null, { name: 'x' })).toEqual([{ path: 'name', before: undefined, after: 'x', isChanged: true }]);
    expect(diffFields({ seen: null }, { seen: { at: 1 } }).map(({ path }) => path)).toEqual(['seen.at']);
    expect(diffFields({ seen: { at: 1 } }, { seen: null }).map(({ path }) => path)).toEqual(['seen.at']);
    expect(diffFields(null, null)).toEqual([]);
    expect(diffFields('old', 'new')).toEqual([{ path: '', before: 'old', after: 'new', isChanged: true }]);
  });
});

describe('link of one record', () => {
  const previous = record({ seq: 6 });
  const own = record({ prevHash: previous.hash });
  const next = record({ seq: 8, prevHash: own.hash });

  it('holds where the content hashes to its own hash and the neighbours quote each other', async () => {
    expect(await checkLink(own, previous, next, digest)).toEqual({ content: true, previous: true, next: true });
  });
  it('finds one edited byte', async () => {
    expect(await checkLink({ ...own, objectName: 'ALM-2' }, previous, next, digest)).toEqual({
      content: false,
      previous: true,
      next: true,
    });
  });
  it('finds a rewritten record by its neighbour', async () => {
    const rewritten = record({ prevHash: previous.hash, objectName: 'ALM-2' });
    expect(await checkLink(rewritten, previous, next, digest)).toEqual({ content: true, previous: true, next: false });
  });
  it('knows the first record, the newest one, and says what it cannot know', async () => {
    const first = record({ seq: 1, prevHash: '' });
    expect(await checkLink(first, null, null, null)).toEqual({ content: null, previous: true, next: null });
    expect(await checkLink(own, undefined, undefined, digest)).toEqual({ content: true, previous: null, next: null });
    expect((await checkLink(own, null, null, digest)).previous).toBe(false);
  });
});

describe('state of the chain', () => {
  const verification = { at: AT, records: 10, ok: true, brokenAt: null, problem: null, durationMs: 4, head: 'h' };
  it('is unknown before a verification, and behind by what came after it', () => {
    expect(chainState(12, null)).toEqual({ kind: 'unverified', records: 12 });
    expect(chainState(12, verification)).toEqual({ kind: 'whole', verification, behind: 2 });
    expect(chainState(12, { ...verification, ok: false, brokenAt: 4, problem: 'content' }).kind).toBe('broken');
  });
});

describe('list', () => {
  it('begins a band with each day of Asia/Shanghai', () => {
    const rows = [
      record({ seq: 3, at: AT }),
      record({ seq: 2, at: Date.parse('2026-11-22T00:00:00+08:00') }),
      record({ seq: 1, at: Date.parse('2026-11-21T23:59:59+08:00') }),
    ];
    expect(withDays(rows, (day) => day).map((item) => item.id)).toEqual(['day 2026-11-22', '3', '2', 'day 2026-11-21', '1']);
  });
  it('asks only for what is filtered', () => {
    expect(queryOf({}, AT)).toEqual({});
    expect(queryOf({ q: 'x', result: 'refused', period: 'day' }, AT)).toEqual({ text: 'x', result: 'refused', from: AT - 86_400_000 });
    expect(isFiltered({ seq: 4 })).toBe(false);
    expect(AuditSearch.parse({ result: 'maybe', q: 'a' })).toMatchObject({ q: 'a', result: undefined });
  });
  it('R-8.4.2-j-3 offers every state-changing route as an action, and no reading one', () => {
    expect(ACTIONS).toContain('acknowledgeAlarm');
    expect(ACTIONS).toContain('signIn');
    expect(ACTIONS).not.toContain('listAudit');
    expect(ACTIONS).not.toContain('proveStation');
  });
  it('shortens a hash from the middle', () => {
    expect(shortHash(sha256('x'))).toMatch(/^[0-9a-f]{8} … [0-9a-f]{8}$/);
    expect(shortHash('abc')).toBe('abc');
  });
});
