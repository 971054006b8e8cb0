import { afterEach, expect, test, vi } from 'vitest';
import { acknowledgeAlarm, getAlarm, listAlarmHistory } from '../../shared/contracts/alarms.ts';
import { getStation } from '../../shared/contracts/session.ts';
import { call, type Failure, onSessionProblem, routeUrl, toFailure } from './api.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

function answer(status: number, body: unknown) {
  const fetched = vi.fn(
    async (_url: string, _init: RequestInit) => new Response(typeof body === 'string' ? body : JSON.stringify(body), { status }),
  );
  vi.stubGlobal('fetch', fetched);
  return fetched;
}
const problem = (code: string, status: number) => ({ type: 'about:blank', title: code, status, code, instance: 'req-7f3a91' });
const failureOf = async (promise: Promise<unknown>): Promise<Failure> => promise.then(() => expect.unreachable(), toFailure);

test('parameters are escaped, absent query values left out', () => {
  expect(routeUrl(getAlarm, { params: { id: 'a/b?c' } })).toBe('/api/v1/alarms/a%2Fb%3Fc');
  expect(routeUrl(listAlarmHistory, { query: { text: 'a&b', from: 0, severity: undefined } })).toBe(
    '/api/v1/alarms/history?text=a%26b&from=0',
  );
});

test('a call sends its body as JSON and gives the answer', async () => {
  const fetched = answer(200, { id: 'x' });
  await expect(call(acknowledgeAlarm, { params: { id: 'x' }, body: { version: 3 } })).resolves.toEqual({ id: 'x' });
  const [url, init] = fetched.mock.calls[0]!;
  expect(url).toBe('/api/v1/alarms/x/acknowledge');
  expect(init).toMatchObject({
    method: 'POST',
    body: '{"version":3}',
    credentials: 'same-origin',
    headers: { 'content-type': 'application/json' },
  });
});

test('a problem document becomes a failure with its code and the id a person can quote', async () => {
  answer(409, problem('alarm.changed', 409));
  const failure = await failureOf(call(getAlarm, { params: { id: 'x' } }));
  expect(failure).toMatchObject({ code: 'alarm.changed', status: 409, requestId: 'req-7f3a91' });
});

test.each([
  ['an error page of something else', 502, '<html>'],
  ['a problem with a code nobody knows', 500, problem('made.up', 500)],
  ['an answer that is not JSON', 200, 'hello'],
])('%s is told as not being the station', async (_, status, body) => {
  answer(status, body);
  expect(await failureOf(call(getStation))).toMatchObject({ code: 'network.foreign', status, requestId: null });
});

test('no answer at all is told as unreachable', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
  expect(await failureOf(call(getStation))).toMatchObject({ code: 'network.unreachable', status: 0 });
});

test('a call that was given up rejects with the abort, not with a failure', async () => {
  const abort = new AbortController();
  vi.stubGlobal('fetch', () => {
    abort.abort();
    return Promise.reject(abort.signal.reason);
  });
  await expect(call(getStation, {}, { signal: abort.signal })).rejects.toMatchObject({ name: 'AbortError' });
});

test('a lost or locked session is told to whoever listens', async () => {
  const heard: string[] = [];
  const off = onSessionProblem((code) => heard.push(code));
  for (const [code, status] of [
    ['session.missing', 401],
    ['session.locked', 423],
    ['permission.missing', 403],
  ] as const) {
    answer(status, problem(code, status));
    await failureOf(call(getStation));
  }
  off();
  answer(401, problem('session.missing', 401));
  await failureOf(call(getStation));
  expect(heard).toEqual(['session.missing', 'session.locked']);
});
