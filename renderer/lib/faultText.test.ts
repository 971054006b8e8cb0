import { describe, expect, it } from 'vitest';
import { faultText, missingText } from './faultText.ts';

describe('what collectors report by a code', () => {
  it('is said in Chinese with the next step, and anything else as it came', () => {
    expect(faultText('snmp.status.5')).toContain('错误码 5');
    expect(faultText('tls.pin.AB:CD')).toMatch(/指纹不符.*AB:CD/);
    expect(faultText('connect ECONNREFUSED')).toBe('connect ECONNREFUSED');
    expect(missingText('interfaces.snmp.notIncreasing, entities.cut')).toMatch(/^接口表：.+；部件表：过长/);
  });
});
