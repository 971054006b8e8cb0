import type { DraftError } from '../model.ts';
import fields from './editor.module.css';

/** The sentence at a field; nothing where it is right. */
export function FieldError({ errors, path }: { readonly errors: readonly DraftError[]; readonly path: string }) {
  const own = errors.find((error) => error.path === path);
  return own ? (
    <span role="alert" className={fields.error}>
      {own.text}
    </span>
  ) : null;
}
