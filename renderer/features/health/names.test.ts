import { beforeAll, describe, expect, it } from 'vitest';
import { QUEUE_ENDS } from '../../../shared/contracts/health.ts';
import type { StationCause } from '../../../shared/domain/alarm/station.ts';
import { i18n, startI18n } from '../../i18n/index.ts';
import { attentionText, eventText, pausedText, problemText, processName, queueName, storeName } from './names.ts';

beforeAll(startI18n);
const t = i18n.getFixedT<['health', 'terms']>('zh-CN', ['health', 'terms']);
const event = (key: string, values: Record<string, string | number> = {}) => eventText(t, { at: 0, severity: null, key, values });

describe('events of the station in words', () => {
  it('R-8.4.3-d2-7 names subject and detail of a trouble and of its end', () => {
    expect(event('processRestarted', { subject: 'poller', detail: 'SIGKILL' })).toBe('采集进程退出（SIGKILL），已自动重启');
    expect(event('processRestarted', { subject: 'poller', detail: 'hung' })).toBe('采集进程退出（失去响应，已强制结束），已自动重启');
    expect(event('toolMissing', { subject: 'icmp', detail: 'tool.fping' })).toBe('ICMP 采集器：本机没有 fping');
    expect(event('storageFull.over', { subject: 'disk' })).toBe('数据盘恢复，指标继续写');
    expect(event('started', { version: '0.1.0' })).toBe('主站启动，版本 0.1.0');
    expect(event('clockJumped', { seconds: -90 })).toBe('系统时钟跳变 1 分 30 秒');
  });
  it('R-8.4.3-d2-7 says in words why nothing is written to a store', () => {
    expect(pausedText('storage.full')).toBe('数据盘已满，暂不能写入');
  });
  it('has a sentence for the begin and the end of every trouble the station can have', () => {
    const causes: Record<StationCause, true> = {
      processRestarted: true,
      storageFull: true,
      spoolOverflow: true,
      toolMissing: true,
      auditBroken: true,
      lateCycle: true,
      receptionClosed: true,
      recordsDropped: true,
      monitoringInterrupted: true,
      performanceDegraded: true,
    };
    for (const cause of Object.keys(causes)) {
      for (const key of [cause, `${cause}.over`]) {
        const text = event(key, { subject: 'poller', detail: 'x' });
        expect(text).not.toContain(key);
        expect(text).not.toContain('{{');
      }
    }
  });
  it('shows an event it does not know by what it is told', () => {
    expect(event('fromTheFuture', { subject: 'x' })).toBe('fromTheFuture：x');
  });
});

describe('parts of the station', () => {
  it('are named, and unknown ones keep their own name', () => {
    expect([processName('backend'), processName('actuator')]).toEqual(['后端 backend', 'actuator']);
    expect(QUEUE_ENDS.map((to) => queueName(t, { from: null, to }))).toEqual(['处理', '写核心库', '写指标', '写日志', '外送']);
    expect(['poller', 'actuator'].map((from) => queueName(t, { from, to: 'pipeline' }))).toEqual(['采集 → 处理', 'actuator → 处理']);
    expect([storeName('telemetry'), storeName('archive')]).toEqual(['指标库', 'archive']);
  });
  it('a queue that lost something is named as its row is', () => {
    const lost = { kind: 'dropped', severity: 'minor', subject: { from: 'poller', to: 'pipeline' } } as const;
    expect(attentionText(t, lost)).toBe('队列 采集 → 处理 有丢弃');
    expect(attentionText(t, { kind: 'toolMissing', severity: 'major', subject: 'icmp' })).toBe('采集器 icmp 缺少工具');
  });
  it('a missing tool comes with the next step', () => {
    expect(problemText('tool.fping').next).toContain('apt install fping');
    expect(problemText('tool.unknown')).toEqual({ what: 'tool.unknown', next: '' });
  });
});
