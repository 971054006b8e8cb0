import type { LogRecord } from '../../shared/domain/log/record.ts';
import { SYSLOG_SEVERITIES, type SyslogSeverity } from '../../shared/domain/syslog/message.ts';

/** Numbers in [0, 1) that are the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Make = (pick: <T>(list: readonly T[]) => T, below: (most: number) => number) => readonly [app: string, text: string];

const USERS = ['zhangwei', 'liting', 'wanglei', 'chensiyuan', 'root', 'admin', '韩露', '唐蓉', '邓凯'];
const ROOMS = ['A 机房', 'B 机房', '省厅机房', '灾备中心'];
const STATES = ['up', 'down', 'DOWN', '断开', '恢复'];

/** What a network of devices and hosts says, Chinese and English, each line with figures of its own. */
const SENTENCES: readonly Make[] = [
  (pick, below) => [
    'IFNET',
    `%%01IFNET/4/IF_STATE(l): Interface GigabitEthernet${below(8)}/0/${below(48)} has turned into ${pick(STATES)} state.`,
  ],
  (pick, below) => ['LINK', `端口 XGE${below(4)}/0/${below(24)} 状态变为 ${pick(STATES)}，聚合组 BAGG${below(16)} 成员数 ${below(8)}`],
  (pick, below) => [
    'sshd',
    `Accepted password for ${pick(USERS)} from 10.${below(256)}.${below(256)}.${below(256)} port ${below(65_536)} ssh2`,
  ],
  (pick, below) => ['sshd', `Failed password for ${pick(USERS)} from 172.16.${below(256)}.${below(256)} port ${below(65_536)} ssh2`],
  (_, below) => [
    'OSPF',
    `%%10OSPF/5/OSPF_NBR_CHG: OSPF ${below(9)} Neighbor 10.${below(256)}.${below(256)}.${below(256)}(Vlan${below(4094)}) changed from FULL to DOWN.`,
  ],
  (pick, below) => [
    'SHELL',
    `-User=${pick(USERS)}-IPAddr=10.128.${below(256)}.${below(256)}; Command is display interface Te${below(4)}/0/${below(48)}`,
  ],
  (pick, below) => ['ENV', `${pick(ROOMS)} 温度 ${20 + below(20)}.${below(10)} 度，湿度 ${30 + below(40)}%，精密空调 ${below(6)} 号运行`],
  (_, below) => ['session', `session sync peer timeout, zone=zwfw, sessions=${below(2_000_000)}, id=${below(0x7fff_ffff).toString(16)}`],
  (pick, below) => [
    'oracle',
    `ORA-${String(below(30_000)).padStart(5, '0')} 用户 ${pick(USERS)} 客户端 10.128.${below(256)}.${below(256)} 会话 ${below(9999)} 等待 ${below(900)} ms`,
  ],
  (_, below) => [
    'kernel',
    `[${below(9_999_999)}.${below(999_999)}] nf_conntrack: table entry ${below(65_536)} reused, mark 0x${below(0xffff).toString(16)}`,
  ],
  (pick, below) => [
    'nginx',
    `10.${below(256)}.${below(256)}.${below(256)} - ${pick(USERS)} "GET /api/zwfw/v${below(3)}/items/${below(9_999_999)} HTTP/1.1" ${pick([200, 200, 200, 304, 404, 500, 502])} ${below(90_000)}`,
  ],
  (pick, below) => [
    '审批',
    `事项 ${below(99_999_999)} 由 ${pick(USERS)} 提交，${pick(['已受理', '已办结', '退回补正', '超时预警'])}，耗时 ${below(3600)} 秒`,
  ],
];

export interface LineMakerOptions {
  readonly seed: number;
  readonly from: number;
  /** Time between two lines. */
  readonly stepMs: number;
  readonly devices: number;
}

/** Makes record after record, the same for the same seed. */
export function createLineMaker({ seed, from, stepMs, devices }: LineMakerOptions): (number: number) => LogRecord {
  const random = seeded(seed);
  const below = (most: number): number => Math.floor(random() * most);
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
  const weighted: readonly SyslogSeverity[] = [...Array<SyslogSeverity>(12).fill('info'), 'notice', 'notice', 'warning', 'warning', 'err'];
  return (number) => {
    const [app, text] = pick(SENTENCES)(pick, below);
    const device = below(devices);
    const severity = pick(weighted);
    const priority = 184 + SYSLOG_SEVERITIES.indexOf(severity);
    const receivedAt = from + Math.floor(number * stepMs);
    const head = `<${priority}>${new Date(receivedAt).toISOString().slice(0, 19)} SW-${device} ${app}: `;
    return {
      ...{ receivedAt, at: null, kind: 'syslog', transport: 'udp', source: `10.1.${device >> 8}.${device & 255}`, resourceId: null },
      ...{ host: `SW-${device}`, app, processId: null, messageId: null, facility: 'local7', severity, marks: [] },
      ...{ line: head + text, textFrom: head.length },
    };
  };
}
