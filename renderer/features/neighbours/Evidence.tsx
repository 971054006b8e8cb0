import { useTranslation } from 'react-i18next';
import type { LinkEvidence, NetworkLink } from '../../../shared/contracts/topology.ts';
import { ASKED_MS } from '../../../shared/domain/topology/evidence.ts';
import { Age } from '../../components/Age/Age.tsx';
import styles from './neighbours.module.css';

/** Why a link is believed in: who says what, how long ago, and what contradicts it. */
export function Evidence({ link }: { readonly link: NetworkLink }) {
  const { t } = useTranslation('topology');
  return (
    <ul className={styles.evidence} aria-label={t('why.title')}>
      {link.evidence.map((evidence) => (
        <li key={`${evidence.kind} ${evidence.resourceId} ${evidence.port} ${saidOf(evidence).join(' ')}`}>
          <b>{t(`evidence.${evidence.kind}`)}</b>
          <span>
            <Said evidence={evidence} />
          </span>
          <Age at={evidence.at} intervalMs={ASKED_MS[evidence.kind]} />
        </li>
      ))}
      {link.conflicts > 0 && <li>{t('conflict.text', { count: link.conflicts })}</li>}
    </ul>
  );
}

/** What tells two pieces of evidence of one kind and port apart. */
function saidOf(evidence: LinkEvidence): readonly (string | number)[] {
  switch (evidence.kind) {
    case 'lldp':
      return [evidence.chassis.value, evidence.remotePort];
    case 'cdp':
      return [evidence.deviceId, evidence.remotePort];
    case 'fdb':
      return [evidence.vlan ?? ''];
    case 'arp':
      return [evidence.address, evidence.mac];
  }
}

function Said({ evidence }: { readonly evidence: LinkEvidence }) {
  const { t } = useTranslation('topology');
  const who = evidence.name;
  const port = evidence.port === '' ? t('port.unknown') : evidence.port;
  switch (evidence.kind) {
    case 'lldp':
      return t('said.lldp', { who, port, name: evidence.sysName || evidence.chassis.value, remotePort: evidence.remotePort });
    case 'cdp':
      return t('said.cdp', { who, port, name: evidence.deviceId, remotePort: evidence.remotePort });
    case 'fdb':
      return evidence.vlan === null
        ? t('said.fdb', { who, port, count: evidence.addresses })
        : t('said.fdb.vlan', { who, port, vlan: evidence.vlan, count: evidence.addresses });
    case 'arp':
      return t('said.arp', { who, port, address: evidence.address, mac: evidence.mac });
  }
}
