import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { DrawerSection } from '../../components/Drawer/Drawer.tsx';
import { Icon } from '../../components/Icon/Icon.tsx';
import { SeverityMark } from '../../components/SeverityMark/SeverityMark.tsx';
import styles from './audit.module.css';
import { browserDigest } from './digest.ts';
import { type AuditRecord, checkLink, shortHash } from './model.ts';
import type { Neighbourhood } from './queries.ts';

/** How this record is locked: its hash worked out again in this browser, and compared with both neighbours. */
export function ChainSection({ record, around }: { readonly record: AuditRecord; readonly around: Neighbourhood | null }) {
  const { t } = useTranslation('audit');
  const digest = browserDigest();
  const { data: check } = useQuery({
    queryKey: ['audit', 'link', record.seq, record.hash, around?.previous?.hash ?? '', around?.next?.prevHash ?? '', around === null],
    queryFn: () => checkLink(record, around === null ? undefined : around.previous, around === null ? undefined : around.next, digest),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const isNewest = around !== null && around.next === null;
  return (
    <DrawerSection title={t('lock')} note={digest === null ? t('lock.noCrypto') : t('lock.note')}>
      <dl className={styles.lock}>
        <dt>{t('lock.previous')}</dt>
        <dd>
          <Hash value={record.prevHash} empty={t('lock.first')} />
          <Verdict ok={check?.previous ?? null} good={t('lock.previous.ok')} bad={t('lock.previous.bad')} unknown={t('lock.unknown')} />
        </dd>
        <dt>{t('lock.own')}</dt>
        <dd>
          <Hash value={record.hash} empty="" />
          <Verdict ok={check?.content ?? null} good={t('lock.own.ok')} bad={t('lock.own.bad')} unknown={t('lock.unknown')} />
        </dd>
        <dt>{t('lock.next')}</dt>
        <dd>
          {around?.next ? <Hash value={around.next.prevHash} empty="" /> : null}
          <Verdict
            ok={check?.next ?? null}
            good={t('lock.next.ok')}
            bad={t('lock.next.bad')}
            unknown={isNewest ? t('lock.newest') : t('lock.unknown')}
          />
        </dd>
      </dl>
    </DrawerSection>
  );
}

function Hash({ value, empty }: { readonly value: string; readonly empty: string }) {
  return (
    <span className="mono" title={value}>
      {value === '' ? empty : shortHash(value)}
    </span>
  );
}

function Verdict({
  ok,
  good,
  bad,
  unknown,
}: {
  readonly ok: boolean | null;
  readonly good: string;
  readonly bad: string;
  readonly unknown: string;
}) {
  if (ok === null) return <span className="meta">{unknown}</span>;
  return (
    <span className={styles.verdict}>
      {ok ? <Icon name="check" size={14} /> : <SeverityMark level="critical" size={16} decorative />}
      {ok ? good : <b>{bad}</b>}
    </span>
  );
}
