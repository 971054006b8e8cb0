import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Kbd } from '../components/Kbd/Kbd.tsx';
import { activeBindings, type Binding, keyCap, useKeys } from '../lib/keys.ts';
import styles from './KeySheet.module.css';

/** Bindings by their heading, in the order of first mention. */
function grouped(bindings: readonly Binding[]): readonly (readonly [string, readonly Binding[]])[] {
  const groups = new Map<string, Binding[]>();
  for (const binding of bindings) groups.set(binding.group, [...(groups.get(binding.group) ?? []), binding]);
  return [...groups];
}

/** Every key that works on this page. */
export function KeySheet({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(['shell', 'common']);
  const [bindings] = useState(activeBindings);
  const panel = useRef<HTMLDivElement>(null);
  useKeys(
    [
      { id: 'sheet.close', keys: 'Escape', title: t('common:action.close'), group: '', run: onClose },
      { id: 'sheet.toggle', keys: 'Shift+Slash', title: t('common:action.close'), group: '', run: onClose },
    ],
    'modal',
  );
  useEffect(() => {
    const opener = document.activeElement;
    panel.current?.focus();
    return () => {
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, []);
  return (
    <div ref={panel} className={styles.sheet} role="dialog" aria-label={t('shell:keys.title')} tabIndex={-1}>
      <div className={styles.head}>
        <b>{t('shell:keys.title')}</b>
        <span className="meta">{t('shell:keys.note')}</span>
        <button type="button" className={styles.close} onClick={onClose}>
          <span className="visually-hidden">{t('common:action.close')}</span>
          <Kbd>Esc</Kbd>
        </button>
      </div>
      <div className={styles.groups}>
        {grouped(bindings).map(([group, members]) => (
          <section key={group} className={styles.group}>
            <h3>{group}</h3>
            <dl>
              {members.map((binding) => (
                <div key={binding.id}>
                  <dt>
                    {keyCap(binding.keys)
                      .split(' ')
                      .map((key) => (
                        <Kbd key={key}>{key}</Kbd>
                      ))}
                  </dt>
                  <dd>
                    {binding.title}
                    {binding.reason && <span className="meta"> {binding.reason}</span>}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <div className={styles.foot}>{t('shell:keys.footer')}</div>
    </div>
  );
}
