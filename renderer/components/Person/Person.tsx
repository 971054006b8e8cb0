import styles from './Person.module.css';

/** A person by surname character and name; no photograph. */
export function Person({ name, isPresent = true }: { readonly name: string; readonly isPresent?: boolean }) {
  return (
    <span className={styles.person}>
      <span className={styles.badge} data-present={isPresent || undefined} aria-hidden="true">
        {[...name][0] ?? ''}
      </span>
      <span>{name}</span>
    </span>
  );
}
