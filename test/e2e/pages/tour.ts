import { expect, type Page } from '@playwright/test';
import type { Resource } from '../../../shared/contracts/resources.ts';
import type { Person } from '../station.ts';

/** A page of the product as a person opens it. */
export interface Stop {
  /** Name of its pictures. */
  readonly name: string;
  readonly path: string;
  /** Title of the page. */
  readonly title: string;
  /** What the page fetches first, and how it calls that. */
  readonly api: RegExp;
  readonly what: string;
  /** Something only its loaded content shows. */
  readonly content: string;
}

/** The parts of 用户与权限 that an auditor may look at. */
const USERS: readonly Stop[] = [
  { name: 'people', path: '/users/people', api: /\/api\/v1\/users$/, what: '用户列表', content: '上次登录' },
  { name: 'roles', path: '/users/roles', api: /\/api\/v1\/users$/, what: '角色与人员', content: '角色 × 权限' },
  { name: 'tokens', path: '/users/tokens', api: /\/api\/v1\/tokens$/, what: '令牌列表', content: '还没有令牌' },
  { name: 'devices', path: '/users/devices', api: /\/api\/v1\/devices$/, what: '设备列表', content: '还没有登记的设备' },
].map((stop) => ({ ...stop, title: '用户与权限' }));

/** Every page inside the desk shell that shows what the station knows. */
export function stopsFor(person: Extract<Person, 'operator' | 'auditAdministrator'>, resource: Resource): readonly Stop[] {
  if (person === 'auditAdministrator')
    return [
      { name: 'audit', path: '/audit', title: '审计', api: /\/api\/v1\/audit(\?|$)/, what: '审计记录', content: '首次设立' },
      ...USERS,
    ];
  return [
    { name: 'alarms', path: '/alarms', title: '告警墙', api: /\/api\/v1\/alarms$/, what: '告警列表', content: '未确认在前' },
    {
      name: 'history',
      path: '/alarms/history',
      title: '告警历史',
      api: /\/api\/v1\/alarms\/history/,
      what: '告警历史',
      content: resource.name,
    },
    { name: 'topology', path: '/topology', title: '拓扑', api: /\/api\/v1\/network$/, what: '拓扑', content: '还没有发现链路' },
    {
      name: 'network',
      path: '/network',
      title: '网络资源',
      api: /\/api\/v1\/network\/interfaces/,
      what: '网络资源',
      content: '还没有读到接口',
    },
    { name: 'resources', path: '/resources', title: '资源', api: /\/api\/v1\/resources\?/, what: '资源列表', content: resource.name },
    {
      name: 'resource',
      path: `/resources/${resource.id}`,
      title: resource.name,
      api: /\/api\/v1\/resources\/[^/]+$/,
      what: '资源',
      content: '监测始于',
    },
    {
      name: 'panel',
      path: `/resources/${resource.id}/panel`,
      title: '设备面板',
      api: /\/api\/v1\/resources\/[^/]+\/hardware$/,
      what: '设备面板',
      content: '概况',
    },
    {
      name: 'hardware',
      path: '/resources/hardware',
      title: '硬件清单',
      api: /\/api\/v1\/hardware\?/,
      what: '硬件清单',
      content: '还没有读到部件',
    },
    {
      name: 'discovery',
      path: '/discovery',
      title: '发现',
      api: /\/api\/v1\/discoveries$/,
      what: '发现批次',
      content: '还没有发现过设备',
    },
    {
      name: 'policies',
      path: '/policies?id=cpu.utilisation',
      title: '监测策略',
      api: /\/api\/v1\/policies$/,
      what: '监测策略',
      content: '随产品提供',
    },
    {
      name: 'event-rules',
      path: '/policies?view=events&rule=if-mib.linkDown',
      title: '监测策略',
      api: /\/api\/v1\/event-rules$/,
      what: '事件规则',
      content: 'IF-MIB linkDown',
    },
    { name: 'logs', path: '/logs', title: '日志', api: /\/api\/v1\/logs\?/, what: '日志', content: '保存 184 天' },
    { name: 'collection', path: '/collection', title: '采集', api: /\/api\/v1\/collection$/, what: '采集状况', content: 'Syslog UDP' },
    { name: 'keeping', path: '/keeping', title: '数据保存', api: /\/api\/v1\/retention$/, what: '保存期限', content: '占用估算' },
    { name: 'health', path: '/health', title: '自检', api: /\/api\/v1\/health$/, what: '自检数据', content: '核心库' },
  ];
}

/** Goes where a link leads, inside the program that is loaded already. */
export const follow = (page: Page, path: string): Promise<void> => page.evaluate((to) => history.pushState(null, '', to), path);

/** Goes to a page and waits until its content stands. */
export async function arrive(page: Page, { path, title, content }: Pick<Stop, 'path' | 'title' | 'content'>): Promise<void> {
  await follow(page, path);
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  await expect(page.getByRole('main')).toContainText(content);
}
