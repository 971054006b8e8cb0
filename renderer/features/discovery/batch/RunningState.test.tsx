import { expect, test } from 'vitest';
import { markup, words } from '../../../testing/markup.tsx';
import { aRun } from '../testing/builder.ts';
import { RunningState } from './RunningState.tsx';

const said = (change: Parameters<typeof aRun>[0]) => words(markup(<RunningState run={aRun({ endedAt: null, ...change })} />));

test('a run tells how far it is and can be paused or cancelled', () => {
  const text = said({ state: 'running', asked: 96, total: 222, answered: 12, opened: 9 });
  expect(text).toContain('已问 96 / 222，12 个有应答，9 个读到 SNMP');
  expect(text).toContain('暂停');
  expect(text).not.toContain('继续 ');
});

test.each([
  ['tool.fping', '主站没有 fping，不能看谁在线', '请系统管理员安装 fping'],
  ['credential', '有凭据打不开或已被销毁', '请安全管理员重新录入'],
  ['gap', '采集进程的一部分报告丢失', '从丢失处接着问'],
])('what interrupted it is said with the next step: %s', (problem, title, next) => {
  const text = said({ state: 'interrupted', problem });
  expect(text).toContain(title);
  expect(text).toContain(next);
  expect(text).toContain('继续');
});

test('who may not steer reads why', () => {
  expect(said({ state: 'paused' })).toContain('需要「发现：扫描、评审与导入」权限');
});
