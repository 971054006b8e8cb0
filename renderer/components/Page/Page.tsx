import type { ReactNode } from 'react';
import { Icon } from '../Icon/Icon.tsx';
import styles from './Page.module.css';

export interface PageHeadProps {
  readonly title: string;
  /** Worst severity mark, before the title. */
  readonly mark?: ReactNode;
  /** Between the views of this page. */
  readonly views?: ReactNode;
  /** Way to this page; the last one is where one is. */
  readonly crumbs?: readonly ReactNode[];
  /** Behind title and crumbs: a tag, a count. */
  readonly meta?: ReactNode;
  readonly actions?: ReactNode;
}

/** First line of a page: what it is about, where one is, what can be done. */
export function PageHead({ title, mark, views, crumbs = [], meta, actions }: PageHeadProps) {
  return (
    <header className={styles.head}>
      {mark}
      <h1 className={styles.title}>{title}</h1>
      {views}
      {crumbs.length > 0 && (
        <ol className={styles.crumbs}>
          {crumbs.map((crumb, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the place in the way is what tells crumbs apart
            <li key={index}>
              {index > 0 && <Icon name="right" size={12} />}
              {crumb}
            </li>
          ))}
        </ol>
      )}
      {meta !== undefined && <span className={styles.meta}>{meta}</span>}
      {actions !== undefined && <span className={styles.end}>{actions}</span>}
    </header>
  );
}

/** Line of filters under the head. `shown` is `n / total` and never moves. */
export function FilterBar({
  children,
  shown,
  label,
}: {
  readonly children: ReactNode;
  readonly shown?: ReactNode;
  readonly label: string;
}) {
  return (
    <search className={styles.filters} aria-label={label}>
      {children}
      {shown !== undefined && (
        <span className={styles.shown} role="status">
          {shown}
        </span>
      )}
    </search>
  );
}
