import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Retention, RetentionCount, RetentionUse } from '../../../shared/contracts/retention.ts';
import { inForce, type Keeping, shortenings } from '../../../shared/domain/retention/keeping.ts';
import { Button } from '../../components/Button/Button.tsx';
import { useActionReason } from '../../components/Button/useActionReason.ts';
import { LeaveBanner } from '../../components/Leave/LeaveBanner.tsx';
import { Panel } from '../../components/Panel/Panel.tsx';
import { i18n } from '../../i18n/index.ts';
import { formatDateTime } from '../../lib/format.ts';
import { useLeaveGuard } from '../../lib/leaveGuard.ts';
import { useCan } from '../../lib/session.ts';
import styles from './keeping.module.css';
import { type Draft, draftOf, isSame, issuesOf, settingOf } from './model.ts';
import { Overtaken } from './Overtaken.tsx';
import { useChangeRetention } from './queries.ts';
import { RetentionForm } from './RetentionForm.tsx';
import { ShortenAsk } from './ShortenAsk.tsx';
import type { Drafting } from './useDraft.ts';
import { classText } from './words.ts';

interface Props {
  readonly setting: Retention;
  readonly use: RetentionUse;
  readonly drafting: Drafting<Draft, Retention>;
  readonly counted: RetentionCount | null;
}

const keepingOf = ({ samplesDays, rollupsDays, longer }: Keeping) => ({
  samplesDays,
  rollupsDays,
  longer: longer.map((one) => ({ ...one })),
});

/** 保存期限: the setting, its change, what a change takes away before it is made, and the way back. */
export function RetentionPanel({ setting, use, drafting, counted }: Props) {
  const { t } = useTranslation(['keeping', 'common', 'terms']);
  const reason = useActionReason('retention.edit');
  const mayEdit = useCan('retention.edit');
  const change = useChangeRetention();
  const [isAsking, setAsking] = useState(false);
  const [undo, setUndo] = useState<{ readonly version: number; readonly before: Keeping } | null>(null);
  const draft = drafting.draft ?? draftOf(setting);
  const issues = issuesOf(draft);
  const wanted = settingOf(draft);
  const isChanged = wanted === null || !isSame(wanted, setting);
  const leave = useLeaveGuard(drafting.draft !== null && isChanged);
  const shorter = wanted === null ? [] : shortenings(inForce(setting, use.at), wanted);
  const write = (next: Draft) => {
    setAsking(false);
    change.reset();
    drafting.write(next);
  };
  const send = (next: Keeping, before: Keeping | null) =>
    change.mutate(
      { ...keepingOf(next), version: before === null ? setting.version : drafting.base.version },
      {
        onSuccess: ({ version }) => {
          setUndo(before && { version, before });
          setAsking(false);
          drafting.drop();
        },
      },
    );
  const drop = () => {
    setAsking(false);
    change.reset();
    drafting.drop();
  };
  const hindered =
    reason ??
    (drafting.isOvertaken
      ? t('keeping:reason.overtaken')
      : wanted === null
        ? t('keeping:reason.issues', { count: Object.keys(issues).length })
        : isChanged
          ? null
          : t('keeping:reason.same'));
  const save = () => {
    if (wanted === null || hindered !== null || change.isPending) return;
    if (shorter.length > 0) setAsking(true);
    else send(wanted, setting);
  };
  return (
    <Panel
      title={t('keeping:retention')}
      meta={t('keeping:retention.meta')}
      footer={
        <span>
          {setting.changedAt === null
            ? t('keeping:changed.never')
            : t('keeping:changed', { version: setting.version, name: setting.changedBy ?? '', at: formatDateTime(setting.changedAt) })}
        </span>
      }
    >
      {setting.held !== null && (
        <div className={styles.notice} role="status">
          <p>{t('keeping:held', { at: formatDateTime(setting.held.endsAt) })}</p>
          {mayEdit && (
            <Button reason={reason} busy={change.isPending} onClick={() => setting.held && send(setting.held, null)}>
              {t('keeping:held.back')}
            </Button>
          )}
        </div>
      )}
      {undo?.version === setting.version && setting.held === null && !isChanged && (
        <div className={styles.notice} role="status">
          <p>{t('keeping:saved', { version: setting.version })}</p>
          <Button reason={reason} busy={change.isPending} onClick={() => send(undo.before, null)}>
            {t('keeping:saved.back')}
          </Button>
        </div>
      )}
      {mayEdit ? (
        <RetentionForm draft={draft} issues={issues} counted={counted} onChange={write} onSubmit={save} />
      ) : (
        <Facts setting={setting} />
      )}
      {drafting.isOvertaken && (
        <Overtaken
          by={setting.changedBy}
          at={setting.changedAt}
          rows={differences(drafting.base, setting, wanted)}
          onMine={drafting.rebase}
          onTheirs={drop}
        />
      )}
      {change.error && change.error.code !== 'retention.changed' && (
        <p role="alert" className={styles.failure}>
          {t('keeping:failed', { problem: t(`terms:problem.${change.error.code}`) })}
        </p>
      )}
      <LeaveBanner leave={leave} title={t('keeping:unsaved.retention')} discard={t('keeping:drop')} />
      {isAsking && wanted !== null && !drafting.isOvertaken ? (
        <ShortenAsk
          shorter={shorter}
          use={use}
          reason={reason}
          busy={change.isPending}
          onDo={() => send(wanted, setting)}
          onCancel={() => setAsking(false)}
        />
      ) : (
        <div className={styles.buttons}>
          <Button look="primary" reason={hindered} busy={change.isPending} onClick={save}>
            {t(shorter.length > 0 ? 'keeping:save.shorter' : 'keeping:save')}
          </Button>
          {drafting.draft !== null && isChanged && <Button onClick={drop}>{t('keeping:drop')}</Button>}
        </div>
      )}
    </Panel>
  );
}

/** What was written, and what somebody else made of it meanwhile. */
function differences(base: Retention, now: Retention, mine: Keeping | null) {
  const list = (one: Keeping | null): string =>
    one === null || one.longer.length === 0
      ? '—'
      : one.longer.map((each) => `${classText(each)} ${each.days}`).join(i18n.t('list.clauses', { ns: 'common' }));
  const rows = [
    { id: 'samplesDays' as const, was: String(base.samplesDays), mine: mine && String(mine.samplesDays), theirs: String(now.samplesDays) },
    { id: 'rollupsDays' as const, was: String(base.rollupsDays), mine: mine && String(mine.rollupsDays), theirs: String(now.rollupsDays) },
    { id: 'longer' as const, was: list(base), mine: mine && list(mine), theirs: list(now) },
  ];
  return rows.filter(({ was, mine: own, theirs }) => was !== theirs || own !== was);
}

/** The setting for who may only read it. */
function Facts({ setting }: { readonly setting: Retention }) {
  const { t } = useTranslation('keeping');
  return (
    <dl className={styles.facts}>
      <dt>{t('field.samplesDays')}</dt>
      <dd>{t('days', { days: setting.samplesDays })}</dd>
      <dt>{t('field.rollupsDays')}</dt>
      <dd>{t('days', { days: setting.rollupsDays })}</dd>
      <dt>{t('field.longer')}</dt>
      <dd>
        {setting.longer.length === 0
          ? t('longer.none')
          : setting.longer.map((one) => (
              <div key={classText(one)}>
                {classText(one)} {t('days', { days: one.days })}
              </div>
            ))}
      </dd>
      <dt>{t('grant')}</dt>
      <dd>{t('grant.text')}</dd>
    </dl>
  );
}
