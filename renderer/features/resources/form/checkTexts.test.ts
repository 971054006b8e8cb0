import { describe, expect, it } from 'vitest';
import { CHECK_KINDS } from '../../../../shared/domain/check/index.ts';
import type { CheckKind } from '../../../../shared/domain/check/kind.ts';
import { startI18n } from '../../../i18n/index.ts';
import { fieldErrorText, fieldHint, fieldLabel, invertedText, pointsText, whatText } from './checkTexts.ts';
import { errorText, newCheck } from './formModel.ts';

startI18n();

describe('texts of checks', () => {
  it('has a label and a sentence for every field, or says what a check without any does', () => {
    for (const { protocol, fields } of CHECK_KINDS as readonly (CheckKind & (typeof CHECK_KINDS)[number])[]) {
      if (Object.keys(fields).length === 0) expect(whatText(protocol), protocol).not.toBe('');
      for (const [name, field] of Object.entries(fields)) {
        expect(fieldLabel(protocol, name), name).toMatch(/\p{Script=Han}/u);
        if (field.type !== 'flag') expect(fieldErrorText(protocol, name), name).not.toBe('主站不接受这一项');
      }
    }
  });

  it.each([
    [fieldErrorText('tcp', 'port'), '端口是 1 至 65535 的整数'],
    [fieldErrorText('http', 'url'), '请填以 http:// 或 https:// 开头的网址'],
    [fieldErrorText('http', 'statusTo'), '状态码是 100 至 599 的整数'],
    [fieldErrorText('http', 'contains'), '最多 500 个字'],
    [fieldErrorText('tcp', 'constructor'), '主站不接受这一项'],
    [invertedText('http', 'statusFrom'), '起始状态码不能大于结束状态码'],
    [fieldHint('http', 'contains'), '留空不查'],
    [fieldHint('http', 'url'), null],
    [pointsText('host'), '由本机的核、盘、接口、进程数决定'],
    [pointsText('tcp'), '由设备决定'],
  ])('%s', (text, expected) => {
    expect(text).toBe(expected);
  });

  it('finds the sentence of a refused field by the check it belongs to', () => {
    const checks = [newCheck('icmp'), newCheck('tcp')];
    expect(errorText({ path: ['checks', 1, 'port'], key: 'check.field' }, checks)).toBe('端口是 1 至 65535 的整数');
    expect(errorText({ path: ['checks', 7, 'port'], key: 'check.field' }, checks)).toBe('主站不接受这一项');
    expect(errorText({ path: ['checks', 0], key: 'check.duplicate' }, checks)).toBe('与前面的检查重复');
    expect(errorText({ path: ['name'], key: 'name' }, checks)).toBe('请填名称，最多 100 个字');
  });
});
