import type { CredentialSettings } from '../../../shared/domain/credential/snmp.ts';

/** The vault of credentials. */
export const credentials = {
  'kind.snmpCommunity': 'SNMP 团体字',
  'kind.snmpUser': 'SNMPv3 用户',
  'select.placeholder': '选择凭据',
  'select.none': '还没有凭据，由安全管理员录入',
  'select.failed': '凭据列表没有取到，请稍后再试',
} as const satisfies Readonly<Record<`kind.${CredentialSettings['kind']}`, string>> & Readonly<Record<string, string>>;
