import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Discovery, DiscoveryCandidate } from '../../../../shared/contracts/discovery.ts';
import { Button } from '../../../components/Button/Button.tsx';
import { Drawer, DrawerSection } from '../../../components/Drawer/Drawer.tsx';
import { ErrorState, LoadingState } from '../../../components/StateBlock/StateBlock.tsx';
import { Tag } from '../../../components/Tag/Tag.tsx';
import { stationTime } from '../../../lib/clock.ts';
import { formatCount } from '../../../lib/format.ts';
import { keyCap } from '../../../lib/keys.ts';
import common from '../discovery.module.css';
import { nameOf, possibleFor, scoreText } from '../model.ts';
import { candidateQuery } from '../queries.ts';
import styles from './batch.module.css';
import { CompareTable } from './CompareTable.tsx';
import { EvidenceBox } from './Evidence.tsx';
import type { ReviewActions } from './useReviewActions.ts';

interface Props {
  readonly run: Discovery;
  readonly row: DiscoveryCandidate;
  readonly actions: ReviewActions;
  readonly onClose: () => void;
}

/** One row: what speaks for and against, address by address, and what it would become. */
export function CandidateDrawer({ run, row, actions, onClose }: Props) {
  const { t } = useTranslation(['discovery', 'terms', 'common']);
  const detail = useQuery(candidateQuery(run.id, row.id));
  const name = nameOf(t, row);
  const title = row.addresses.length > 1 ? t('discovery:drawer.several', { name, n: row.addresses.length }) : name;
  const same = row.evidence.filter(({ verdict }) => verdict === 'same').length;
  return (
    <Drawer
      label={t('discovery:drawer.label', { name })}
      onClose={onClose}
      head={
        <>
          <h2 className={styles.drawerTitle}>
            {title} <Tag look="solid">{t(`discovery:verdict.${row.verdict}`)}</Tag>
          </h2>
          <p className="meta">
            {t('discovery:drawer.meta', { number: run.number, score: scoreText(row), requests: formatCount(row.requests) })}
          </p>
        </>
      }
      footer={<Actions row={row} actions={actions} />}
    >
      {row.verdict === 'conflict' && (
        <DrawerSection title={t('discovery:conflict.title')}>
          <p>{t('discovery:conflict.text')}</p>
        </DrawerSection>
      )}
      {row.verdict !== 'missing' && (
        <DrawerSection title={t('discovery:compare.title')}>
          {detail.data ? (
            <CompareTable detail={detail.data} />
          ) : detail.error ? (
            <ErrorState
              what={t('discovery:what.row')}
              failure={detail.error}
              at={stationTime(detail.errorUpdatedAt)}
              onRetry={() => void detail.refetch()}
            />
          ) : (
            <LoadingState what={t('discovery:what.row')} rows={4} />
          )}
        </DrawerSection>
      )}
      {row.verdict !== 'missing' && (
        <DrawerSection
          title={t('discovery:evidence.title')}
          note={t('discovery:evidence.note', { same, different: row.evidence.length - same })}
        >
          {row.evidence.length === 0 ? (
            <p className="meta">{t('discovery:evidence.none')}</p>
          ) : (
            <ul className={styles.evidenceList}>
              {row.evidence.map((item) => (
                <li key={`${item.key} ${item.verdict}`}>
                  <EvidenceBox item={item} />
                  {t(`discovery:evidence.${item.key}.${item.verdict}`)}
                </li>
              ))}
            </ul>
          )}
        </DrawerSection>
      )}
      <After row={row} />
    </Drawer>
  );
}

/** What the row becomes when it is accepted. */
function After({ row }: { readonly row: DiscoveryCandidate }) {
  const { t } = useTranslation(['discovery', 'terms', 'common']);
  const { proposal, resource, verdict } = row;
  if (verdict === 'missing') {
    return (
      <DrawerSection>
        <p>{t('discovery:band.missing')}</p>
      </DrawerSection>
    );
  }
  return (
    <DrawerSection title={t('discovery:after.title')}>
      {resource ? (
        <p>{t('discovery:after.merge', { name: resource.name, address: resource.address })}</p>
      ) : (
        <dl className={common.facts}>
          <dt>{t('discovery:after.name')}</dt>
          <dd>{proposal.name}</dd>
          <dt>{t('discovery:after.class')}</dt>
          <dd>{t(`terms:class.${proposal.resourceClass}`)}</dd>
          <dt>{t('discovery:after.importance')}</dt>
          <dd>{t(`terms:importance.${proposal.importance}`)}</dd>
          <dt>{t('discovery:after.address')}</dt>
          <dd>{proposal.address}</dd>
          <dt>{t('discovery:after.location')}</dt>
          <dd>{proposal.location || t('common:value.none')}</dd>
        </dl>
      )}
    </DrawerSection>
  );
}

function Actions({ row, actions }: { readonly row: DiscoveryCandidate; readonly actions: ReviewActions }) {
  const { t } = useTranslation('discovery');
  const can = possibleFor(row);
  const decide = (action: Parameters<ReviewActions['decide']>[1]) => () => actions.decide([row], action);
  const rest = { reason: actions.reason, reasonAt: 'hidden', busy: actions.isBusy } as const;
  if (Object.values(can).every((one) => !one)) {
    const why =
      row.decision !== 'open'
        ? t('act.decided', { decision: t(`decision.${row.decision}`) })
        : t(row.verdict === 'missing' ? 'act.missing' : 'act.known');
    return <p className="meta">{why}</p>;
  }
  return (
    <div className={styles.drawerActions}>
      {actions.reason !== null && <p className="meta">{actions.reason}</p>}
      {can.merge && (
        <Button {...rest} look="primary" kbd={keyCap('KeyY')} onClick={decide('merge')}>
          {row.resource ? t('act.mergeInto', { name: row.resource.name }) : t('act.merge')}
        </Button>
      )}
      {can.accept && (
        <Button {...rest} {...(can.merge ? {} : ({ look: 'primary', kbd: keyCap('KeyY') } as const))} onClick={decide('accept')}>
          {t(can.merge ? 'act.acceptNew' : 'act.accept')}
        </Button>
      )}
      {can.separate && (
        <Button {...rest} kbd={keyCap('KeyN')} onClick={decide('separate')}>
          {row.addresses.length > 1 ? t('act.separate', { n: row.addresses.length }) : t('act.apart')}
        </Button>
      )}
      {can.later && (
        <Button {...rest} kbd={keyCap('KeyU')} onClick={decide('later')}>
          {t('act.later')}
        </Button>
      )}
      {can.ignore && (
        <Button {...rest} kbd={keyCap('KeyX')} onClick={decide('ignore')}>
          {t('act.ignore')}
        </Button>
      )}
      {can.reopen && (
        <Button {...rest} onClick={decide('reopen')}>
          {t('act.reopen')}
        </Button>
      )}
    </div>
  );
}
