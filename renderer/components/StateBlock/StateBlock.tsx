import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Permission } from '../../../shared/domain/access/permissions.ts';
import type { Instant } from '../../../shared/domain/id.ts';
import type { Failure } from '../../lib/api.ts';
import { formatTime } from '../../lib/format.ts';
import { copyText } from '../../lib/platform.ts';
import { useSession } from '../../lib/session.ts';
import { Button } from '../Button/Button.tsx';
import { Icon, type IconName } from '../Icon/Icon.tsx';
import styles from './StateBlock.module.css';
import { SHOWN_AFTER_MS, useElapsed } from './useElapsed.ts';

export interface StateBlockProps {
  readonly icon: IconName;
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}

/** In place of content: what is so, and what to do next. */
export function StateBlock({ icon, title, children, actions }: StateBlockProps) {
  return (
    <div className={styles.state}>
      <span className={styles.icon}>
        <Icon name={icon} size={32} />
      </span>
      <h3 className={styles.title}>{title}</h3>
      {children !== undefined && <div className={styles.text}>{children}</div>}
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}

/** Nothing matches the filter; says the conditions and what there is without them. */
export function FilteredState({
  title,
  conditions,
  unfiltered,
  onClear,
  kbd,
}: {
  readonly title: string;
  readonly conditions: string;
  readonly unfiltered: string;
  readonly onClear: () => void;
  readonly kbd?: string;
}) {
  const { t } = useTranslation('common');
  return (
    <StateBlock
      icon="search"
      title={title}
      actions={
        <Button look="primary" onClick={onClear} {...(kbd === undefined ? {} : { kbd })}>
          {t('action.clearFilter')}
        </Button>
      }
    >
      <p>{conditions}</p>
      <p>{unfiltered}</p>
    </StateBlock>
  );
}

/** A call failed and there is no earlier content. `what` names the content. */
export function ErrorState({
  what,
  failure,
  at,
  onRetry,
}: {
  readonly what: string;
  readonly failure: Failure;
  readonly at: Instant;
  readonly onRetry: () => void;
}) {
  const { t } = useTranslation(['common', 'terms']);
  const [copied, setCopied] = useState(false);
  const { requestId } = failure;
  return (
    <StateBlock
      icon="page"
      title={t('common:state.error.title', { what })}
      actions={
        <>
          <Button look="primary" onClick={onRetry}>
            {t('common:action.retry')}
          </Button>
          {requestId !== null && (
            <Button onClick={() => void copyText(requestId).then(setCopied)}>
              {copied ? t('common:action.copied') : t('common:action.copyId')}
            </Button>
          )}
        </>
      }
    >
      <p>{t('common:state.error.detail', { problem: t(`terms:problem.${failure.code}`), code: failure.code, at: formatTime(at) })}</p>
      {requestId !== null && <p className="mono">{t('common:state.error.id', { id: requestId })}</p>}
    </StateBlock>
  );
}

/** The session lacks the permission; not disguised as emptiness. */
export function DeniedState({ permission, actions }: { readonly permission: Permission; readonly actions?: ReactNode }) {
  const { t } = useTranslation(['common', 'terms']);
  const session = useSession();
  const roles = (session?.roles ?? []).map((role) => t(`terms:role.${role}`)).join(t('common:list.separator'));
  return (
    <StateBlock
      icon="lock"
      title={t('common:state.denied.title', { permission: t(`terms:permission.${permission}`) })}
      {...(actions === undefined ? {} : { actions })}
    >
      <p>{t('common:state.denied.detail', { roles })}</p>
    </StateBlock>
  );
}

const WIDTHS = [62, 78, 55, 68, 84, 49, 71, 40] as const;

/** Grey bars after 300 ms, with the time waited. Shows nothing before that, so that a fast answer does not flicker. */
export function LoadingState({ what, rows = 8 }: { readonly what: string; readonly rows?: number }) {
  const { t } = useTranslation('common');
  const elapsedMs = useElapsed(true);
  if (elapsedMs < SHOWN_AFTER_MS) return null;
  return (
    <div className={styles.loading} role="status">
      <span className="visually-hidden">{t('state.loading', { what })}</span>
      {WIDTHS.slice(0, rows).map((width) => (
        <div key={width} className={styles.row}>
          <span className={styles.bar} style={{ width: `${width}%` }} />
        </div>
      ))}
      <p className={styles.elapsed}>
        {t('state.loading', { what })} {elapsedMs >= 1000 && t('state.loading.elapsed', { seconds: Math.floor(elapsedMs / 1000) })}
      </p>
    </div>
  );
}
