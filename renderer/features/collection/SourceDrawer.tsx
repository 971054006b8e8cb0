import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Door } from '../../../shared/contracts/collection.ts';
import { withField } from '../../../shared/domain/log/parse.ts';
import { Button } from '../../components/Button/Button.tsx';
import { Drawer, DrawerSection } from '../../components/Drawer/Drawer.tsx';
import { Segmented } from '../../components/Segmented/Segmented.tsx';
import { formatCount, formatDateTime } from '../../lib/format.ts';
import { copyText } from '../../lib/platform.ts';
import { useCan } from '../../lib/session.ts';
import styles from './collection.module.css';
import { HeartSection } from './HeartSection.tsx';
import { RECIPES, type SourceRow, targetsOf, type Vendor } from './model.ts';

interface SourceDrawerProps {
  readonly row: SourceRow;
  readonly doors: readonly Door[];
  readonly onClose: () => void;
}

/** One source: what is wrong with it, what to do about it, what was refused, and what to type on the device. */
export function SourceDrawer({ row, doors, onClose }: SourceDrawerProps) {
  const { t } = useTranslation(['collection', 'common']);
  const mayEdit = useCan('resource.edit');
  const mayRead = useCan('log.read');
  const { address, resource, diagnosis, account } = row;
  return (
    <Drawer label={t('collection:drawer', { address })} onClose={onClose} head={<h2>{resource?.name ?? address}</h2>}>
      <DrawerSection title={t('collection:diagnosis')}>
        <p>
          <b>{t(`collection:diagnosis.${diagnosis}`)}</b>
        </p>
        <p>{t(`collection:next.${diagnosis}`)}</p>
        <p className={styles.ways}>
          {resource && (
            <Link to="/resources/$id" params={{ id: resource.id }}>
              {t('collection:action.resource')}
            </Link>
          )}
          {!resource && mayEdit && <Link to="/resources/new">{t('collection:action.add')}</Link>}
          {mayRead && account && (
            <Link to="/logs" search={{ q: withField('', 'source', [address]), period: '24h' }}>
              {t('collection:action.logs')}
            </Link>
          )}
        </p>
      </DrawerSection>
      {resource && <HeartSection address={address} heart={row.heart} />}
      {account && (
        <DrawerSection title={t('collection:account')} note={t('collection:account.note', { at: formatDateTime(account.firstAt) })}>
          <dl className={styles.figures}>
            {(['syslog', 'trap'] as const).map((kind) => (
              <div key={kind}>
                <dt>{t(`collection:kept.${kind}`)}</dt>
                <dd>{formatCount(account.kept[kind] ?? 0)}</dd>
              </div>
            ))}
            {(['notBelieved', 'unreadable', 'stranger', 'tooMany'] as const).map((why) => (
              <div key={why}>
                <dt>{t(`collection:refused.${why}`)}</dt>
                <dd>{formatCount(account.refused[why] ?? 0)}</dd>
              </div>
            ))}
          </dl>
        </DrawerSection>
      )}
      {account && account.samples.length > 0 && (
        <DrawerSection title={t('collection:samples')} note={t('collection:samples.note')}>
          <ul className={styles.samples}>
            {account.samples.map(({ at, why, detail, hex }) => (
              <li key={`${at} ${hex}`}>
                <span>{`${formatDateTime(at)} ${t(`collection:refused.${why}`)} ${detail}`}</span>
                <code>{hex}</code>
              </li>
            ))}
          </ul>
        </DrawerSection>
      )}
      <Recipe doors={doors} isQuiet={diagnosis === 'interrupted' || diagnosis === 'silent' || diagnosis === 'never'} />
    </Drawer>
  );
}

function Recipe({ doors, isQuiet }: { readonly doors: readonly Door[]; readonly isQuiet: boolean }) {
  const { t } = useTranslation(['collection', 'common']);
  const [vendor, setVendor] = useState<Vendor>('huawei');
  const [copied, setCopied] = useState(false);
  const { syslog, traps, isLocal } = targetsOf(doors);
  const isAny = syslog?.host === '0.0.0.0' || syslog?.host === '::';
  const host = !syslog || isLocal || isAny ? t('collection:recipe.host') : syslog.host;
  const recipe = RECIPES.find((one) => one.vendor === vendor) ?? RECIPES[0];
  const wanted = { host, syslog: syslog?.port ?? 514, traps: traps?.port ?? 162 };
  const checks = recipe.checks(wanted).join('\n');
  const text = recipe.lines(wanted).join('\n');
  return (
    <DrawerSection title={t('collection:recipe')} note={t('collection:recipe.note')}>
      {isLocal && <p>{t('collection:recipe.local')}</p>}
      <Segmented
        label={t('collection:recipe.vendor')}
        segments={RECIPES.map((one) => ({ value: one.vendor, label: t(`collection:vendor.${one.vendor}`) }))}
        value={vendor}
        onChange={(next) => {
          setVendor(next);
          setCopied(false);
        }}
      />
      {isQuiet && (
        <>
          <p>{t('collection:recipe.checks')}</p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long commands are scrolled by keys, too */}
          <pre className={styles.recipe} tabIndex={0}>
            {checks}
          </pre>
          <p>{t('collection:recipe.set')}</p>
        </>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long commands are scrolled by keys, too */}
      <pre className={styles.recipe} tabIndex={0}>
        {text}
      </pre>
      <Button onClick={() => void copyText(text).then(setCopied)}>{t(copied ? 'common:action.copied' : 'collection:recipe.copy')}</Button>
    </DrawerSection>
  );
}
