import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { DiscoveryCandidateDetail } from '../../../../shared/contracts/discovery.ts';
import { formatCount, formatDuration, formatNumber } from '../../../lib/format.ts';
import { useCredentials } from '../../credentials/index.ts';
import styles from './batch.module.css';

type Found = DiscoveryCandidateDetail['findings'][number];
type T = TFunction<['discovery', 'common']>;

/** Most addresses side by side; what is more is counted. */
const MOST = 3;

interface Line {
  readonly name: string;
  readonly of: (found: Found) => string;
  /** What is known of the resource, where it is known. */
  readonly known?: string;
  readonly isCode?: boolean;
}

function linesOf(t: T, detail: DiscoveryCandidateDetail, setName: (id: string) => string): readonly Line[] {
  const { known } = detail;
  const macs = (list: readonly string[]) => (list.length === 0 ? '' : t('discovery:field.macs.count', { n: formatCount(list.length) }));
  return [
    { name: t('discovery:field.sysName'), of: ({ identity }) => identity.sysName, known: known?.sysName ?? '' },
    { name: t('discovery:field.model'), of: ({ identity }) => identity.model, known: known?.model ?? '' },
    { name: t('discovery:field.serial'), of: ({ identity }) => identity.serial, known: known?.serial ?? '', isCode: true },
    { name: t('discovery:field.engineId'), of: ({ identity }) => identity.engineId, known: known?.engineId ?? '', isCode: true },
    { name: t('discovery:field.chassisMac'), of: ({ identity }) => identity.chassisMac, known: known?.chassisMac ?? '', isCode: true },
    { name: t('discovery:field.macs'), of: ({ identity }) => macs(identity.macs), known: macs(known?.macs ?? []) },
    { name: t('discovery:field.uptime'), of: ({ uptimeS }) => (uptimeS === null ? '' : formatDuration(uptimeS)) },
    { name: t('discovery:field.rtt'), of: ({ rttMs }) => (rttMs === null ? '' : `${formatNumber(rttMs, 2)} ms`) },
    { name: t('discovery:field.objectId'), of: ({ objectId }) => objectId, isCode: true },
    { name: t('discovery:field.description'), of: ({ description }) => description },
    {
      name: t('discovery:field.credential'),
      of: ({ credentialId, gap }) => (gap !== null ? t(`discovery:gap.${gap}`) : credentialId === null ? '' : setName(credentialId)),
    },
    { name: t('discovery:field.packets'), of: ({ requests }) => formatCount(requests) },
    { name: t('discovery:field.whole'), of: ({ isWhole, gap }) => (isWhole || gap !== null ? '' : t('discovery:field.whole.no')) },
  ];
}

/** The addresses of a row side by side with what is known of the resource; lines nobody told are left out. */
export function CompareTable({ detail }: { readonly detail: DiscoveryCandidateDetail }) {
  const { t } = useTranslation(['discovery', 'common']);
  const { data: sets = [] } = useCredentials();
  const shown = detail.findings.slice(0, MOST);
  const lines = linesOf(t, detail, (id) => sets.find((set) => set.id === id)?.name ?? '').filter(
    ({ of, known }) => shown.some((found) => of(found) !== '') || (known ?? '') !== '',
  );
  const hasKnown = detail.resource !== null;
  return (
    <>
      <table className={styles.compare}>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">{t('discovery:row.address')}</span>
            </th>
            {hasKnown && <th scope="col">{t('discovery:compare.resource')}</th>}
            {shown.map(({ address }) => (
              <th key={address} scope="col">
                {address}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map(({ name, of, known, isCode }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {hasKnown && <Cell text={known ?? ''} isCode={isCode} />}
              {shown.map((found) => (
                <Cell key={found.address} text={of(found)} isCode={isCode} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {detail.findings.length > shown.length && (
        <p className="meta">
          {t('discovery:compare.cut', { shown: shown.length, total: detail.findings.length })}
          <br />
          {detail.addresses.join(t('common:list.separator'))}
        </p>
      )}
    </>
  );
}

function Cell({ text, isCode }: { readonly text: string; readonly isCode: boolean | undefined }) {
  return (
    <td className={isCode ? 'mono' : undefined} title={text}>
      {text === '' ? '–' : text}
    </td>
  );
}
