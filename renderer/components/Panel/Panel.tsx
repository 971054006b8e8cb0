import { type ReactNode, useId } from 'react';
import styles from './Panel.module.css';

export interface PanelProps {
  readonly title: ReactNode;
  /** Count or scope, right after the title. */
  readonly meta?: ReactNode;
  /** Right end of the head: the age of what is shown. */
  readonly age?: ReactNode;
  readonly actions?: ReactNode;
  /** A notice between head and content; the content stays usable. */
  readonly notice?: ReactNode;
  readonly children: ReactNode;
  /** Space around the content; tables have none. */
  readonly padded?: boolean;
  readonly footer?: ReactNode;
}

/** A framed part of a page. Title, figures and age never move; only the content changes state. */
export function Panel({ title, meta, age, actions, notice, children, padded = true, footer }: PanelProps) {
  const id = useId();
  return (
    <section className={styles.panel} aria-labelledby={id}>
      <header className={styles.head}>
        <h2 id={id} className={styles.title}>
          {title}
        </h2>
        {meta !== undefined && <span className="meta">{meta}</span>}
        <span className={styles.end}>
          {actions}
          {age}
        </span>
      </header>
      {notice}
      <div className={styles.body} data-padded={padded || undefined}>
        {children}
      </div>
      {footer !== undefined && <footer className={styles.foot}>{footer}</footer>}
    </section>
  );
}
