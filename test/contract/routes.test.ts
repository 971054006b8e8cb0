import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { authorize } from '../../electron/backend/http/mount.ts';
import { Refusal } from '../../electron/backend/http/problem.ts';
import type { HealthHistory } from '../../shared/contracts/health.ts';
import { ROUTES } from '../../shared/contracts/index.ts';
import type { AnyRoute } from '../../shared/contracts/route.ts';
import { can } from '../../shared/domain/access/can.ts';
import { PERMISSIONS } from '../../shared/domain/access/permissions.ts';
import { ROLE_PERMISSIONS, type Role } from '../../shared/domain/access/roles.ts';
import { TOKEN_SCOPES, type TokenScope } from '../../shared/domain/access/tokens.ts';
import { FIGURE_CODES, FIGURES } from '../../shared/domain/health/figures.ts';
import { createTestClock } from '../support/clock.ts';
import { type Account, type Browser, PASSWORD, startTestStation, type TestStation } from '../support/station.ts';
import { enrolWall } from '../support/wall.ts';

const clock = createTestClock();
let station: TestStation;
const people = new Map<Account, Browser>();
let wall: Browser;

const ROLES: Readonly<Record<Account, readonly Role[]>> = {
  sysadmin: ['systemAdministrator'],
  secadmin: ['securityAdministrator'],
  auditor: ['auditAdministrator'],
  wanglei: ['shiftLeader', 'operator'],
};
const NOWHERE = '00000000-0000-7000-8000-000000000000';
const pathOf = (route: AnyRoute) => `/api/v1${route.path.replace(/:(\w+)/g, NOWHERE)}`;
const holds = (roles: readonly Role[], route: AnyRoute) =>
  typeof route.access === 'object' &&
  roles.some((role) => typeof route.access === 'object' && ROLE_PERMISSIONS[role].includes(route.access.permission));

beforeAll(async () => {
  station = await startTestStation({ clock });
  await station.setUp();
  for (const account of Object.keys(ROLES) as Account[]) people.set(account, await station.signIn(account));
  wall = await enrolWall(station, people.get('sysadmin')!);
}, 60_000);
afterAll(() => station.stop());

const guarded = ROUTES.filter((route) => typeof route.access === 'object');

describe('route walk', () => {
  test('R-8.4.2-j-2 the table is exactly what is mounted, and every route names its access', () => {
    expect([...station.station.mount.mounted.keys()].sort()).toEqual(ROUTES.map((route) => route.id).sort());
    for (const route of ROUTES) if (typeof route.access === 'object') expect(PERMISSIONS).toContain(route.access.permission);
  });

  test('the list of routes is what integrators know', () => {
    expect(
      ROUTES.map(
        (route) => `${route.method} ${route.path} ${typeof route.access === 'string' ? route.access : route.access.permission}`,
      ).sort(),
    ).toMatchSnapshot();
  });

  test.each(guarded.map((route) => [route.id, route] as const))('R-8.4.3-d1-2 %s: without a session 401', async (_id, route) => {
    const answer = await station.anonymous().request(route.method, pathOf(route), route.body ? {} : undefined);
    expect([answer.status, answer.body.code]).toEqual([401, 'session.missing']);
  });

  test.each(guarded.map((route) => [route.id, route] as const))(
    'R-8.4.2-j-2 %s: 403 for whoever lacks its permission, past the check for whoever holds it',
    async (_id, route) => {
      for (const [account, browser] of people) {
        const answer = await browser.request(route.method, pathOf(route), route.body ? {} : undefined);
        if (holds(ROLES[account], route))
          expect([route.id, account, answer.status === 401 || answer.status === 403]).toEqual([route.id, account, false]);
        else expect([route.id, account, answer.status, answer.body.code]).toEqual([route.id, account, 403, 'permission.missing']);
      }
    },
  );

  test('R-8.4.3-d1-2 with its permission every GET without parameters answers 200 and its schema', async () => {
    for (const route of guarded.filter((one) => one.method === 'GET' && !one.params)) {
      const [account] = (Object.entries(ROLES) as [Account, readonly Role[]][]).find(([, roles]) => holds(roles, route))!;
      const answer = await people.get(account)!.request('GET', pathOf(route));
      expect([route.id, answer.status]).toEqual([route.id, 200]);
      expect(route.response.safeParse(answer.body).success).toBe(true);
    }
  });

  test('a wall token reaches no state-changing route', async () => {
    for (const route of ROUTES) {
      if (route.method === 'GET' || route.access === 'public' || route.id === 'signOut' || route.id === 'unlockSession') continue;
      const answer = await wall.request(route.method, pathOf(route), route.body ? {} : undefined);
      expect([
        route.id,
        answer.status >= 400 && answer.status < 500,
        ['permission.missing', 'setup.wrongToken'].includes(answer.body.code),
      ]).toEqual([route.id, true, true]);
    }
    expect((await wall.request('GET', '/api/v1/alarms')).status).toBe(200);
    expect((await wall.request('GET', '/api/v1/audit')).status).toBe(403);
  });

  test('the shell token reads the counters and nothing else', async () => {
    const { readFileSync } = await import('node:fs');
    const authorization = `Bearer ${readFileSync(`${station.data}/run/shell.token`, 'utf8')}`;
    for (const route of guarded) {
      const answer = await station.anonymous().request(route.method, pathOf(route), route.body ? {} : undefined, { authorization });
      expect([route.id, answer.status]).toEqual([route.id, route.id === 'getAlarmCounts' ? 200 : 403]);
    }
  });

  test('R-8.4.2-k-2 D-SHUT-19 a token opens the routes of its scopes and no other, whatever its creator may do', async () => {
    const leader = people.get('wanglei')!;
    const walk = async (scopes: readonly TokenScope[]) => {
      const made = await leader.request('POST', '/api/v1/tokens', {
        name: scopes.length === 1 ? scopes[0] : 'everything',
        scopes,
        days: 1,
      });
      const authorization = `Bearer ${made.body.secret}`;
      for (const route of [...guarded, ...ROUTES.filter(({ access }) => access === 'session' || access === 'setup')]) {
        // As many requests as there are routes, at once: the allowance of a token fills up again in between.
        clock.advance(100);
        const answer = await station.anonymous().request(route.method, pathOf(route), route.body ? {} : undefined, { authorization });
        const opens =
          typeof route.access === 'object' && scopes.some((scope) => typeof route.access === 'object' && scope === route.access.permission);
        if (opens && route.method === 'GET' && !route.params) expect([route.id, answer.status]).toEqual([route.id, 200]);
        else expect([route.id, answer.status === 401 || answer.status === 403]).toEqual([route.id, !opens]);
      }
      return authorization;
    };
    for (const scope of TOKEN_SCOPES) await walk([scope]);
    const authorization = await walk([...TOKEN_SCOPES]);
    const { items } = (await leader.request('GET', '/api/v1/tokens')).body;
    await leader.request('POST', `/api/v1/tokens/${items[0].id}/revoke`);
    for (const route of guarded) {
      clock.advance(5000);
      const answer = await station.anonymous().request(route.method, pathOf(route), route.body ? {} : undefined, { authorization });
      expect([route.id, answer.status, answer.body.code]).toEqual([route.id, 401, 'token.refused']);
    }
    // So many routes took longer than an administrator may be idle.
    for (const account of Object.keys(ROLES) as Account[]) people.set(account, await station.signIn(account));
  });

  test('nothing outside the table: unknown paths and methods are 404 problems', async () => {
    for (const [method, path] of [
      ['GET', '/api/v1/nothing'],
      ['DELETE', '/api/v1/alarms'],
      ['GET', '/api/v2/alarms'],
      ['POST', '/api/v1/shutdown'],
    ] as const) {
      const answer = await people.get('wanglei')!.request(method, path);
      expect([path, answer.status, answer.body.code]).toEqual([path, 404, 'route.notFound']);
    }
  });

  test('a locked session reads on and changes nothing', () => {
    const caller = { kind: 'person', userId: NOWHERE, name: 'n', roles: ['shiftLeader'], deviceId: null } as const;
    for (const route of guarded) {
      if (typeof route.access !== 'object' || !can(caller, route.access.permission)) continue;
      const call = () => authorize(route, { caller, sessionId: 's', locked: true, holdsSetupToken: false });
      if (route.method === 'GET') expect(call).not.toThrow();
      else expect(call).toThrow(Refusal);
    }
  });
});

describe('borders', () => {
  test('another site, another host name: refused before anything is read', async () => {
    const { request } = await import('node:http');
    const ask = (headers: Record<string, string>) =>
      new Promise<number>((resolve, reject) => {
        request(`${station.url}/api/v1/station`, { headers }, (response) => resolve(response.statusCode ?? 0))
          .on('error', reject)
          .end();
      });
    const port = new URL(station.url).port;
    for (const host of [
      'evil.example',
      `evil.example:${port}`,
      `127.0.0.1.evil.example:${port}`,
      `127.0.0.2:${port}`,
      '127.0.0.1',
      `127.0.0.1:${Number(port) + 1}`,
    ])
      expect([host, await ask({ host })]).toEqual([host, 403]);
    for (const origin of ['http://evil.example', 'null', `https://127.0.0.1:${port}`, `http://127.0.0.1:${Number(port) + 1}`, 'file://'])
      expect([origin, await ask({ origin })]).toEqual([origin, 403]);
    expect(await ask({ origin: `http://127.0.0.1:${port}` })).toBe(200);
    expect(await ask({ host: `localhost:${port}` })).toBe(200);
  });

  test('bad input is named by field and never 500', async () => {
    const operator = people.get('wanglei')!;
    const deep = JSON.parse(`${'['.repeat(40)}${']'.repeat(40)}`);
    const cases: readonly [unknown, number][] = [
      [{}, 400],
      [{ name: '' }, 400],
      [deep, 400],
      [{ __proto__: null, constructor: 1 }, 400],
      ['text', 400],
      [null, 400],
    ];
    for (const [body, status] of cases) {
      const answer = await operator.request('POST', '/api/v1/resources', body);
      expect([answer.status, answer.body.code]).toEqual([status, 'request.invalid']);
    }
    expect((await operator.request('POST', '/api/v1/resources', { x: 'a'.repeat(2_000_000) })).status).toBe(413);
    expect((await operator.request('GET', '/api/v1/alarms/history?limit=0')).body.fields).toEqual([
      { path: 'query.limit', message: 'too_small' },
    ]);
    expect((await operator.request('GET', '/api/v1/alarms/not-a-uuid')).status).toBe(400);
  });

  test('security headers stand on every answer', async () => {
    const { headers } = await station.anonymous().request('GET', '/api/v1/station');
    expect(headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('no-store');
  });

  test('the OpenAPI document is valid and lists every route', async () => {
    const { body } = await station.anonymous().request('GET', '/api/v1/openapi.json');
    expect(body.openapi).toBe('3.1.1');
    const operations = Object.values(body.paths as Record<string, Record<string, { operationId: string }>>).flatMap((path) =>
      Object.values(path).map((one) => one.operationId),
    );
    expect(operations.sort()).toEqual(ROUTES.map((route) => route.id).sort());
    expect(Object.keys(body['x-problems'])).toEqual(body.components.schemas.Problem.properties.code.enum);
    expect(body['x-problems']['session.lockedOut']).toMatchObject({
      status: 429,
      values: { type: 'object', required: ['until'], properties: { until: { $ref: '#/components/schemas/InstantMs' } } },
    });
    expect(body['x-problems']['setup.conflict'].messages).toContain('same_as_auditAdministrator');
    const { lint } = await import('../support/openapiLint.ts');
    expect(await lint(body)).toEqual([]);
  });

  test('the probes answer', async () => {
    expect((await station.anonymous().request('GET', '/healthz')).body).toBe('ok\n');
    expect((await station.anonymous().request('GET', '/readyz')).status).toBe(200);
    const metrics = (await station.anonymous().request('GET', '/metrics')).body;
    expect(metrics).toContain('shouwang_alarms_active{severity="critical"} 0');
    expect(metrics).toContain('shouwang_queue_depth{from="backend",to="core"} ');
    for (const code of FIGURE_CODES) expect(metrics).toContain(`# HELP shouwang_${FIGURES[code].scraped} `);
  });

  test('R-8.4.3-h-2 the figures of the station are kept: the first at its start, each with what /metrics says of it', async () => {
    const who = people.get('wanglei')!;
    const history = async () => (await who.request('GET', '/api/v1/health/history?hours=168')).body as HealthHistory;
    const { from, to, stepMs, series } = await history();
    expect([to - from, stepMs * 96]).toEqual([168 * 3_600_000, 168 * 3_600_000]);
    const known = series.filter(({ values }) => values.some((value) => value !== null)).map(({ code, part }) => `${code} ${part}`);
    expect(known).toEqual(
      expect.arrayContaining(['diskFree ', 'auditRecords ', 'queueDepth backend>core', 'storeBytes core', 'clockStep ']),
    );
    expect((await who.request('GET', '/api/v1/health/history?hours=5')).status).toBe(400);
  });

  test('passwords never come back', async () => {
    const { body } = await people.get('sysadmin')!.request('GET', '/api/v1/users');
    expect(body.items).toHaveLength(4);
    expect(JSON.stringify(body)).not.toContain('argon2');
    expect(JSON.stringify(body)).not.toContain(PASSWORD);
  });
});
