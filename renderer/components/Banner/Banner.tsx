import type { ReactNode } from 'react';
import { Icon, type IconName } from '../Icon/Icon.tsx';
import styles from './Banner.module.css';

export type BannerKind = 'notice' | 'late' | 'lost' | 'frozen' | 'full';

const ICONS: Readonly<Record<BannerKind, IconName>> = { notice: 'clock', late: 'clock', lost: 'unlink', frozen: 'frozen', full: 'disk' };

export interface BannerProps {
  readonly kind: BannerKind;
  readonly icon?: IconName;
  readonly title: ReactNode;
  readonly detail?: ReactNode;
  readonly actions?: ReactNode;
}

/** A line between header and content that says what is so and since when. It hides nothing. */
export function Banner({ kind, icon, title, detail, actions }: BannerProps) {
  return (
    <div className={styles.banner} data-kind={kind} role="status">
      <Icon name={icon ?? ICONS[kind]} />
      <b className={styles.title}>{title}</b>
      {detail !== undefined && <span className={styles.detail}>{detail}</span>}
      {actions !== undefined && <span className={styles.actions}>{actions}</span>}
    </div>
  );
}
