import { beforeAll, describe, expect, it } from 'vitest';
import { i18n, startI18n } from '../../i18n/index.ts';
import { ACTIONS } from './model.ts';
import { actionName, actorName, fieldName, fieldValue, objectName, originName, resultText } from './names.ts';

beforeAll(startI18n);
const t = i18n.getFixedT<['audit', 'common', 'terms']>('zh-CN', ['audit', 'common', 'terms']);

describe('the audit in words', () => {
  it('R-8.4.2-j-3 has a name for every action that can stand in the chain', () => {
    expect(ACTIONS.filter((action) => actionName(action) === action)).toEqual([]);
  });
  it('shows what a younger station wrote by its id rather than nothing', () => {
    expect(actionName('teleport')).toBe('teleport');
    expect(fieldName('levels.core.major')).toBe('阈值 · 核心 · 重要');
    expect(fieldName('warp')).toBe('warp');
  });
  it('names who acted: a person by name, the station and the set-up token by kind', () => {
    expect(actorName(t, { actorKind: 'person', actorName: '王磊' })).toBe('王磊');
    expect(actorName(t, { actorKind: 'system', actorName: 'station' })).toBe('系统');
    expect(actorName(t, { actorKind: 'shell', actorName: 'setup' })).toBe('设立令牌');
    expect(actorName(t, { actorKind: 'wall', actorName: '大屏 1' })).toBe('大屏 大屏 1');
    expect(actorName(t, { actorKind: 'token', actorName: 'ITSM 对接' })).toBe('令牌 ITSM 对接');
  });
  it('says why something was refused', () => {
    expect(resultText(t, { result: 'refused', code: 'permission.missing' })).toBe('拒绝：没有这项权限');
    expect(resultText(t, { result: 'refused', code: 'brand.new' })).toBe('拒绝：brand.new');
    expect(resultText(t, { result: 'done', code: null })).toBe('成功');
  });
  it('names objects and origins', () => {
    const person = { actorKind: 'person', actorName: '王磊' } as const;
    expect(objectName({ objectType: 'resource', objectName: 'SW-1', objectId: null, ...person })).toBe('资源 SW-1');
    expect(
      objectName({ objectType: 'resource', objectName: 'SW-1', objectId: null, ...person, before: null, after: { isSimulated: true } }),
    ).toBe('资源 SW-1（模拟）');
    expect(objectName({ objectType: 'audit', objectName: '', objectId: null, ...person })).toBe('审计链');
    expect(objectName({ objectType: 'session', objectName: 'wanglei', objectId: 'x', ...person })).toBe('会话 王磊 wanglei');
    expect(objectName({ objectType: 'session', objectName: '王磊', objectId: 'x', ...person })).toBe('会话 王磊');
    expect(objectName({ objectType: 'session', objectName: 'nobody', objectId: null, actorKind: 'anonymous', actorName: '' })).toBe(
      '会话 nobody',
    );
    expect(originName(t, { address: 'local', device: null, agent: '' })).toBe('主站本身');
    expect(originName(t, { address: '10.1.1.1', device: '值班席 1', agent: '' })).toBe('值班席 1');
  });
});

describe('values before and after', () => {
  it.each([
    ['importance', 'core', '核心'],
    ['roles', ['operator', 'shiftLeader'], '值班员、值班长'],
    ['scopes', ['alarm.read', 'alarm.acknowledge'], '告警：查看、告警：确认'],
    ['hold.why', 'passwordReset', '口令已重置'],
    ['checks', [{ protocol: 'icmp' }, { protocol: 'tcp', port: 22 }], 'ICMP、TCP 22'],
    ['enabled', true, '是'],
    ['intervalS', null, '无'],
    ['intervalS', 15, '15'],
    ['retiredAt', Date.parse('2026-11-22T14:35:12+08:00'), '2026-11-22 14:35:12'],
    ['acknowledged.at', Date.parse('2026-11-22T14:35:12+08:00'), '2026-11-22 14:35:12'],
    ['cleared.kind', 'manual', '人工'],
    ['anything', undefined, '—'],
    ['odd', [{ a: { b: 1 } }], '[{"a":{"b":1}}]'.slice(1, -1)],
  ] as const)('%s %j reads %s', (path, value, text) => {
    expect(fieldValue(t, path, value)).toBe(text);
  });
});
