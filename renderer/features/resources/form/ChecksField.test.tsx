import { Form } from 'antd';
import { expect, test } from 'vitest';
import type { Protocol } from '../../../../shared/domain/check/index.ts';
import { markup, words } from '../../../testing/markup.tsx';
import { CheckInputs } from './CheckInputs.tsx';
import { ChecksField } from './ChecksField.tsx';
import { newCheck } from './formModel.ts';

const inputsOf = (protocol: Protocol): string =>
  markup(
    <Form initialValues={{ 0: newCheck(protocol) }}>
      <CheckInputs index={0} protocol={protocol} />
    </Form>,
  );
const labels = (html: string): string[] => [...html.matchAll(/<label for="([^"]+)"[^>]*>([^<]+)</g)].map(([, id, text]) => `${id} ${text}`);

test('every field of a check has its input under its name, in the order of the declaration', () => {
  expect(labels(inputsOf('tcp'))).toEqual(['0_port 端口']);
  const html = inputsOf('http');
  expect(labels(html)).toEqual([
    '0_url 网址',
    '0_statusFrom 状态码从',
    '0_statusTo 到',
    '0_statusAlso 另接受',
    '0_family IP 版本',
    '0_contains 正文应含',
    '0_notContains 正文不应含',
    '0_jsonPath JSON 路径',
    '0_jsonValue 该处应为',
    '0_mostRedirects 最多跟随跳转',
    '0_leadsTo 跳转后应到',
    '0_pinnedCertificate 固定证书指纹',
  ]);
  for (const name of ['url', 'statusFrom', 'statusTo', 'contains', 'verifyCertificate'])
    expect(html.match(new RegExp(`<input[^>]*id="0_${name}"`, 'g')), name).toHaveLength(1);
  expect(html).toMatch(/<input[^>]*placeholder="https:\/\/"/);
  expect(html).toMatch(/<input[^>]*id="0_statusTo"[^>]*value="399"/);
  expect(words(html)).toMatch(/正文应含 留空不查 .*校验证书 固定证书指纹 SHA-256，留空不固定/);
});

test('a choice shows what is chosen in words, and several entries have room', () => {
  const html = inputsOf('prometheus');
  expect(labels(html).map((label) => label.split(' ')[1])).toEqual(['指标页网址', '主机指标', 'IP', '另取序列']);
  expect(words(html)).toContain('按 node_exporter');
  expect(html).toMatch(/<textarea[^>]*id="0_series"/);
});

test('a check with nothing to fill in says what it does', () => {
  expect(words(inputsOf('icmp'))).toBe('每周期 3 个回显请求，记往返时延与丢包率');
  expect(words(inputsOf('host'))).toBe('CPU、内存、磁盘、文件系统、接口、进程');
});

test('what a person may add stands at the head, and a note at the local host names it', () => {
  const html = words(
    markup(
      <Form>
        <ChecksField isLocal />
      </Form>,
    ),
  );
  expect(html).toMatch(/^检查 0 \/ 20 项 ICMP SNMP TCP HTTP /);
  expect(html).toMatch(/本机检查由守望自带，可另加 ICMP、TCP、HTTP(、[^、。]+)*。$/);
});
