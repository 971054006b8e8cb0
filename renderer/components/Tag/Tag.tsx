import type { ReactNode } from 'react';
import styles from './Tag.module.css';

export interface TagProps {
  readonly children: ReactNode;
  /** `solid` only for importance and roots, `dashed` for what ends by itself. */
  readonly look?: 'plain' | 'solid' | 'dashed';
}

/** A short word in a frame; never a colour. */
export function Tag({ children, look = 'plain' }: TagProps) {
  return (
    <span className={styles.tag} data-look={look}>
      {children}
    </span>
  );
}
