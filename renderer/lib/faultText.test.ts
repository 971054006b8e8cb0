import { describe, expect, it } from 'vitest';
import { startI18n } from '../i18n/index.ts';
import { faultText, missingText } from './faultText.ts';

startI18n();

describe('what collectors report by a code', () => {
  it('is said in Chinese with the next step, and anything else as it came', () => {
    expect(faultText('snmp.status.5')).toContain('错误码 5');
    expect(faultText('tls.pin.AB:CD')).toMatch(/指纹不符.*AB:CD/);
    expect(faultText('tunnel collapsed')).toBe('tunnel collapsed');
    expect(missingText('interfaces.snmp.notIncreasing, entities.cut')).toMatch(/^接口表：.+；部件表：过长/);
  });

  it('is said of a certificate, also for a reason nobody has words for', () => {
    expect(faultText('certificate: CERT_HAS_EXPIRED')).toMatch(/^证书已过期/);
    expect(faultText('certificate: UNHEARD_OF')).toBe('证书没有通过校验：请在服务器上核对证书链、有效期与名称（UNHEARD_OF）');
  });

  it('is said of the network, too, with what the system reported', () => {
    expect(faultText('connect ECONNREFUSED 192.0.2.1:22')).toMatch(/^对端拒绝连接.*（connect ECONNREFUSED 192\.0\.2\.1:22）$/);
    expect(faultText('no connection within 5000 ms')).toMatch(/^5000 毫秒内没有得到完整应答/);
    expect(faultText('connect EUNHEARDOF x')).toBe('connect EUNHEARDOF x');
  });
});
