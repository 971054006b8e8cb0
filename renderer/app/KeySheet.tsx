import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Kbd } from '../components/Kbd/Kbd.tsx';
import { activeBindings, type Binding, keyCap } from '../lib/keys.ts';
import styles from './KeySheet.module.css';
import { Sheet } from './Sheet.tsx';

/** Bindings by their heading, in the order of first mention. */
function grouped(bindings: readonly Binding[]): readonly (readonly [string, readonly Binding[]])[] {
  const groups = new Map<string, Binding[]>();
  for (const binding of bindings) groups.set(binding.group, [...(groups.get(binding.group) ?? []), binding]);
  return [...groups];
}

/** Every key that works on this page. */
export function KeySheet({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('shell');
  const [bindings] = useState(activeBindings);
  return (
    <Sheet title={t('keys.title')} note={t('keys.note')} foot={t('keys.footer')} keys="Shift+Slash" onClose={onClose}>
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
    </Sheet>
  );
}
