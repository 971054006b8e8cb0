import type { ReactNode } from 'react';
import styles from './users.module.css';

/** A list and, where one is open, the drawer that pushes it aside. */
export function Sides({ list, drawer }: { readonly list: ReactNode; readonly drawer: ReactNode }) {
  return (
    <div className={styles.sides}>
      <div className={styles.list}>{list}</div>
      {drawer}
    </div>
  );
}

/** Names and values under each other. */
export function Facts({ facts }: { readonly facts: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <dl className={styles.facts}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
