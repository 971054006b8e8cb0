import type { DraftError } from '../model.ts';
import styles from '../policies.module.css';

/** The sentence at a field; nothing where it is right. */
export function FieldError({ errors, path }: { readonly errors: readonly DraftError[]; readonly path: string }) {
  const own = errors.find((error) => error.path === path);
  return own ? (
    <span role="alert" className={styles.error}>
      {own.text}
    </span>
  ) : null;
}
