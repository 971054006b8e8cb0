import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MAX_SAVED_FILTERS } from '../../shared/contracts/savedFilters.ts';
import { type Browser, startTestStation, type TestStation } from '../support/station.ts';

let station: TestStation;
let leader: Browser;
let other: Browser;
beforeAll(async () => {
  station = await startTestStation({ isSetUp: true });
  leader = await station.signIn('wanglei');
  other = await station.signIn('sysadmin');
}, 60_000);
afterAll(() => station.stop());

const NOTHING = { text: '', resourceClass: null, importance: null, domain: null, tag: null, state: null, withRetired: false };
const PATH = '/api/v1/saved-filters';
const save = (who: Browser, name: string, filter: object) => who.request('POST', PATH, { name, filter });
const names = async (who: Browser): Promise<string[]> =>
  (await who.request('GET', PATH)).body.items.map(({ name }: { name: string }) => name);

describe('saved filters', () => {
  test('a person saves, finds by name, changes and renames; another one has own ones under the same names', async () => {
    expect((await leader.request('GET', PATH)).body).toEqual({ items: [] });
    const made = await save(leader, ' 不通的核心 ', { importance: 'core', state: 'unreachable', text: ' hxjhj ' });
    expect([made.status, made.body.name, made.body.version]).toEqual([200, '不通的核心', 1]);
    expect(made.body.filter).toEqual({ ...NOTHING, importance: 'core', state: 'unreachable', text: 'hxjhj' });
    expect((await save(leader, '机房 10', { text: '机房 10' })).status).toBe(200);
    expect((await save(leader, '机房 9', { text: '机房 9' })).status).toBe(200);
    expect(await names(leader)).toEqual(['不通的核心', '机房 9', '机房 10']);
    expect((await save(other, '不通的核心', { resourceClass: 'RC2' })).status).toBe(200);
    expect(await names(other)).toEqual(['不通的核心']);

    const path = `${PATH}/${made.body.id}`;
    const change = { name: '陈旧的核心', filter: { importance: 'core', state: 'stale' }, version: 1 };
    const changed = await leader.request('PUT', path, change);
    expect([changed.status, changed.body.name, changed.body.version]).toEqual([200, '陈旧的核心', 2]);
    expect(changed.body.filter).toEqual({ ...NOTHING, importance: 'core', state: 'stale' });
    const again = await leader.request('PUT', path, change);
    expect([again.status, again.body.code, again.body.values]).toEqual([409, 'filter.changed', { version: 2 }]);
    const taken = await leader.request('PUT', path, { ...change, name: '机房 9', version: 2 });
    expect([taken.status, taken.body.code, taken.body.fields]).toEqual([
      409,
      'filter.duplicate',
      [{ path: 'body.name', message: 'duplicate' }],
    ]);
    expect((await save(leader, '机房 9', { text: 'x' })).body.code).toBe('filter.duplicate');
  });

  test('nobody changes or removes what another one saved, or learns that it is there', async () => {
    const { items } = (await leader.request('GET', PATH)).body;
    const { id, version } = items[0];
    const change = { name: 'x', filter: { text: 'x' }, version };
    expect((await other.request('PUT', `${PATH}/${id}`, change)).body.code).toBe('filter.notFound');
    expect((await other.request('POST', `${PATH}/${id}/remove`, { version })).body.code).toBe('filter.notFound');
    expect((await leader.request('GET', PATH)).body.items).toEqual(items);
  });

  test('what says nothing, or what this version does not know, is refused and not half stored', async () => {
    const before = await names(leader);
    for (const filter of [{}, { text: '  ' }, { text: 'x', rack: 'A-07' }, { resourceClass: 'RC99' }, { text: 'x'.repeat(101) }]) {
      const answer = await save(leader, '新', filter);
      expect([filter, answer.status, answer.body.code]).toEqual([filter, 400, 'request.invalid']);
    }
    for (const name of ['', '  ', '长'.repeat(41)]) expect((await save(leader, name, { text: 'x' })).status).toBe(400);
    expect(await names(leader)).toEqual(before);
  });

  test('they are there after a restart, and go when they are removed', async () => {
    await station.restart();
    expect(await names(leader)).toEqual(['陈旧的核心', '机房 9', '机房 10'].sort((a, b) => a.localeCompare(b, 'zh-CN', { numeric: true })));
    const { id } = (await leader.request('GET', PATH)).body.items.find(({ name }: { name: string }) => name === '机房 10');
    expect((await leader.request('POST', `${PATH}/${id}/remove`, { version: 9 })).body.code).toBe('filter.changed');
    const removed = await leader.request('POST', `${PATH}/${id}/remove`, { version: 1 });
    expect([removed.status, removed.body.filter.text]).toEqual([200, '机房 10']);
    expect((await leader.request('POST', `${PATH}/${id}/remove`, { version: 1 })).body.code).toBe('filter.notFound');
    expect(await names(leader)).not.toContain('机房 10');
    expect((await save(leader, '机房 10', { text: '机房 10' })).status).toBe(200);
  });

  test(`one person keeps ${MAX_SAVED_FILTERS} of them, counted for each person`, async () => {
    const own = (await names(other)).length;
    const rest = Array.from({ length: MAX_SAVED_FILTERS - own }, (_, index) => save(other, `第 ${index}`, { text: String(index) }));
    expect((await Promise.all(rest)).map(({ status }) => status).filter((status) => status !== 200)).toEqual([]);
    const more = await save(other, '再一个', { text: 'x' });
    expect([more.status, more.body.code, more.body.values]).toEqual([409, 'filter.tooMany', { most: MAX_SAVED_FILTERS }]);
    expect((await save(leader, '再一个', { text: 'x' })).status).toBe(200);
  });

  test('who may not read resources has none, and every write is in the audit with before and after', async () => {
    for (const account of ['secadmin', 'auditor'] as const)
      expect((await (await station.signIn(account)).request('GET', PATH)).body.code).toBe('permission.missing');
    const auditor = await station.signIn('auditor');
    const { items } = (await auditor.request('GET', '/api/v1/audit?limit=200')).body;
    const of = (action: string) =>
      items.findLast((one: { action: string; result: string }) => one.action === action && one.result === 'done');
    expect(of('createSavedFilter')).toMatchObject({
      objectType: 'savedFilter',
      objectName: '不通的核心',
      before: null,
      after: { name: '不通的核心', filter: { ...NOTHING, importance: 'core', state: 'unreachable', text: 'hxjhj' } },
    });
    expect(of('changeSavedFilter')).toMatchObject({
      before: { name: '不通的核心', filter: { state: 'unreachable' } },
      after: { name: '陈旧的核心', filter: { state: 'stale' } },
    });
    expect(of('removeSavedFilter')).toMatchObject({ before: { name: '机房 10' }, after: { removed: true } });
    expect(items.some(({ result, code }: { result: string; code: string }) => result === 'refused' && code === 'filter.tooMany')).toBe(
      true,
    );
  });

  test('every domain and tag that a resource can have can be saved', async () => {
    const [domain, tag] = ['域'.repeat(100), '签'.repeat(50)];
    const resource = { name: '长名', resourceClass: 'RC2', importance: 'key', address: '127.20.9.1', domain, tags: [tag], checks: [] };
    expect((await leader.request('POST', '/api/v1/resources', resource)).status).toBe(200);
    const made = await save(leader, '长', { domain, tag });
    expect([made.status, made.body.filter]).toEqual([200, { ...NOTHING, domain, tag }]);
    expect((await leader.request('POST', `${PATH}/${made.body.id}/remove`, { version: 1 })).status).toBe(200);
  });
});

describe('R-8.4.2-j-3 saved searches of the logs', () => {
  const SEARCHES = '/api/v1/saved-searches';
  const view = { query: ' 断开 -维护 ' };
  const list = async (who: Browser) =>
    (await who.request('GET', SEARCHES)).body.items.map(({ name, isOwn }: { name: string; isOwn: boolean }) => [name, isOwn]);

  test('are kept for oneself until they are shared; only the owner renames, shares and removes them', async () => {
    const made = await leader.request('POST', SEARCHES, { name: ' 链路断开 ', view });
    expect([made.status, made.body.name, made.body.isShared, made.body.view]).toEqual([
      200,
      '链路断开',
      false,
      { query: '断开 -维护', period: '2h' },
    ]);
    expect([await list(leader), await list(other)]).toEqual([[['链路断开', true]], []]);
    const path = `${SEARCHES}/${made.body.id}`;
    const changed = await leader.request('PUT', path, { name: '断链', view: { ...view, period: '7d' }, isShared: true, version: 1 });
    expect([changed.status, changed.body.version, changed.body.view.period]).toEqual([200, 2, '7d']);
    expect(await list(other)).toEqual([['断链', false]]);
    const stolen = await other.request('PUT', path, { name: '我的', view, isShared: true, version: 2 });
    expect([stolen.status, stolen.body.code]).toEqual([403, 'savedSearch.notOwn']);
    expect((await other.request('POST', `${path}/remove`, { version: 2 })).body.code).toBe('savedSearch.notOwn');
    expect((await leader.request('POST', `${path}/remove`, { version: 1 })).body.code).toBe('savedSearch.changed');
    expect((await leader.request('POST', SEARCHES, { name: '断链', view })).body.code).toBe('savedSearch.duplicate');
    await station.restart();
    expect(await list(leader)).toEqual([['断链', true]]);
    expect((await leader.request('POST', `${path}/remove`, { version: 2 })).body.view).toEqual({ query: '断开 -维护', period: '7d' });
    expect((await leader.request('POST', `${path}/remove`, { version: 2 })).body.code).toBe('savedSearch.notFound');
    expect([await list(leader), await list(other)]).toEqual([[], []]);
  });

  test('what asks nothing is refused; who may not read logs sees none; every write is in the audit', async () => {
    for (const wrong of [{ query: '  ' }, { query: 'x'.repeat(1001) }, { query: 'x', period: '1y' }])
      expect((await leader.request('POST', SEARCHES, { name: 'x', view: wrong })).status).toBe(400);
    const auditor = await station.signIn('auditor');
    expect((await auditor.request('GET', SEARCHES)).body.code).toBe('permission.missing');
    const { items } = (await auditor.request('GET', '/api/v1/audit?limit=200')).body;
    const of = (action: string) => items.find((one: { action: string; result: string }) => one.action === action && one.result === 'done');
    expect(of('createSavedSearch')).toMatchObject({ objectType: 'savedSearch', objectName: '链路断开', before: null });
    expect(of('changeSavedSearch')).toMatchObject({ before: { isShared: false }, after: { name: '断链', isShared: true } });
    expect(of('removeSavedSearch')).toMatchObject({ after: { removed: true } });
  });
});
