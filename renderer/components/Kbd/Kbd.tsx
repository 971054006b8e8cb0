import styles from './Kbd.module.css';

/** A key cap. `quiet` without a frame, for navigation and inputs. */
export function Kbd({ children, quiet = false }: { readonly children: string; readonly quiet?: boolean }) {
  return (
    <kbd className={styles.kbd} data-quiet={quiet || undefined}>
      {children}
    </kbd>
  );
}
