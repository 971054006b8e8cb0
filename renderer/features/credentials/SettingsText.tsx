import { useTranslation } from 'react-i18next';
import type { Credential } from '../../../shared/contracts/credentials.ts';
import { Tag } from '../../components/Tag/Tag.tsx';

/** Algorithms that are broken or nearly; still there because old devices know nothing better. */
const WEAK: ReadonlySet<string> = new Set(['MD5', 'SHA', 'DES']);

/** How a set is used, in one line; what protects nothing or little is named. */
export function SettingsText({ settings }: { readonly settings: Credential['settings'] }) {
  const { t } = useTranslation('credentials');
  if (settings.kind === 'snmpCommunity')
    return (
      <>
        {t('settings.community', { version: settings.version })} <Tag look="dashed">{t('weak.clear')}</Tag>
      </>
    );
  if (settings.kind === 'httpBasic' || settings.kind === 'httpBearer')
    return (
      <>
        {settings.kind === 'httpBasic' ? `${settings.userName} · ${settings.origin}` : settings.origin}{' '}
        {settings.origin.startsWith('http:') && <Tag look="dashed">{t('weak.clear')}</Tag>}
      </>
    );
  const { userName, level, authProtocol, privProtocol } = settings;
  const protocols = level === 'noAuthNoPriv' ? [] : level === 'authNoPriv' ? [authProtocol] : [authProtocol, privProtocol];
  const weak = protocols.filter((protocol) => WEAK.has(protocol));
  return (
    <>
      {[userName, t(`level.${level}`), ...protocols].join(' · ')} {level === 'noAuthNoPriv' && <Tag look="dashed">{t('weak.open')}</Tag>}
      {weak.length > 0 && <Tag look="dashed">{t('weak.old', { protocols: weak.join(' ') })}</Tag>}
    </>
  );
}
