import { expect, test } from 'vitest';
import type { EventReplay, EventRule, EventRuleInput } from '../../../../shared/contracts/eventRules.ts';
import { aFanRule, at, id } from '../../../testing/builders.ts';
import { markup, words } from '../../../testing/markup.tsx';
import { EventForm } from './EventForm.tsx';
import { ReplayOutcome } from './EventReplayPanel.tsx';
import { HitsPanel } from './HitsPanel.tsx';
import { errorsOf, inputOf } from './model.ts';
import { Result } from './TryPanel.tsx';

const form = (draft: EventRuleInput, seen: EventRule | null = null, isReadOnly = false): string =>
  markup(
    <EventForm
      draft={draft}
      seen={seen}
      isDirty={seen === null}
      errors={errorsOf(draft)}
      conditions={['interface', 'fan']}
      isReadOnly={isReadOnly}
      onChange={() => undefined}
      onSubmit={() => undefined}
    />,
  );
const openInputs = (html: string) => [...html.matchAll(/<input[^>]*>/g)].filter(([input]) => !/ disabled=""/.test(input)).length;

test('R-8.4.2-c4-2 a rule is written field by field, and what is wrong stands at its field', () => {
  const html = form(inputOf(aFanRule()));
  for (const label of ['名称', '模块', '助记符', '句子', '作用', '事项', '可能原因', '级别', '部件']) expect(words(html)).toContain(label);
  expect(html).toContain('value="Fan {fan} failed"');
  const wrong = { ...inputOf(aFanRule()), component: { kind: 'hole', name: 'slot' } } as const;
  expect(words(form(wrong))).toContain('句子里没有这个名字');
});

test('of a rule of the product only the severity can be changed, and what was decided of it is told', () => {
  const seen = aFanRule({
    isBuiltIn: true,
    source: 'DEV FAN_FAILED',
    delivered: { severity: null, isOn: true },
    severity: 'critical',
    isOn: false,
  });
  const html = form(inputOf(seen), seen);
  expect(words(html)).toContain('内置');
  expect(words(html)).toContain('已改，出厂为按原因与重要等级、启用');
  expect(words(html)).toContain('DEV FAN_FAILED');
  expect(openInputs(html)).toBe(1);
  expect(openInputs(form(inputOf(seen), seen, true))).toBe(0);
});

test('R-8.4.2-c4-2 of those that mean a line the first that is on counts', () => {
  const hit = (name: string, isOn: boolean, component = '2') => ({ id: name, name, component, isOn });
  const result = { kind: 'syslog', app: 'DEV', messageId: null, severity: 'err', trapOid: null } as const;
  const text = words(
    markup(<Result result={{ ...result, hits: [hit('甲', false), { ...hit('稿', true), id: null }, hit('乙', true, '')] }} />),
  );
  expect(text).toContain('读作日志：模块 DEV，助记符 无，级别 err');
  expect(text).toMatch(/停用，不算 甲 2.*命中 这份草稿 稿 2.*被前一条占先 乙 整台设备/);
  expect(words(markup(<Result result={{ ...result, hits: [] }} />))).toContain('没有规则命中');
});

test('a run says how far it saw, what it left out, and how old the records are', () => {
  const replay: EventReplay = {
    ...{
      id: id(1),
      state: 'cut',
      from: at(-30 * 86_400_000),
      to: at(),
      keptFrom: at(-86_400_000),
      scanned: 12_000,
      damaged: 2,
      tookMs: 60_000,
    },
    ...{ hits: 120, strangers: 3, shadowed: 7, alarms: 41, resources: 5, senders: [] },
    items: [{ at: at(-1000), resourceId: null, resourceName: null, source: '192.0.2.7', component: '2', line: 'Fan 2 failed' }],
  };
  const text = words(markup(<ReplayOutcome replay={replay} effect="begins" isStale />));
  for (const part of [
    '草稿改过了',
    '只看了 12,000 条',
    '日志只存自',
    '2 块日志读不出',
    '会引发告警 41',
    '被前面的规则占先 7',
    '192.0.2.7',
    '共 120 条',
  ])
    expect(text).toContain(part);
  expect(words(markup(<ReplayOutcome replay={{ ...replay, keptFrom: null }} effect="ends" isStale={false} />))).toContain('还没有存下日志');
});

test('what a rule found is told with strangers apart, and never found is said', () => {
  const told = (change: Partial<EventRule>) => words(markup(<HitsPanel rule={aFanRule(change)} since={Date.now() - 3_600_000} />));
  expect(told({ hits: { day: 16, strangers: 9, lastAt: at(-60_000) } })).toMatch(/16 次.*9 次，只计数不告警/);
  expect(told({})).toMatch(/自 [\d :-]+ 起计数.*自 [\d :-]+ 起没有/);
});
