import { useTranslation } from 'react-i18next';
import { Button } from '../../../components/Button/Button.tsx';
import { Select } from '../../../components/Input/Input.tsx';
import { useSnmpSets } from '../../credentials/index.ts';
import styles from '../discovery.module.css';

const MOST = 8;

/** Sets of credentials by name, in the order in which they are tried. */
export function SetsField({ ids, onChange }: { readonly ids: readonly string[]; readonly onChange: (ids: readonly string[]) => void }) {
  const { t } = useTranslation(['discovery', 'credentials']);
  const { data: sets = [] } = useSnmpSets();
  const chosen = ids.flatMap((id) => sets.find((set) => set.id === id) ?? []);
  const left = sets.filter((set) => !ids.includes(set.id));
  const up = (id: string) => {
    const at = ids.indexOf(id);
    onChange([...ids.slice(0, at - 1), id, ids[at - 1] ?? id, ...ids.slice(at + 1)]);
  };
  return (
    <fieldset className={styles.sets} aria-label={t('discovery:form.sets')}>
      <legend className={styles.label}>{t('discovery:form.sets')}</legend>
      {chosen.length > 0 && (
        <ol className={styles.setList}>
          {chosen.map(({ id, name, settings }, index) => (
            <li key={id}>
              <span className={styles.place}>{index + 1}</span>
              <span className={styles.setName}>{name}</span>
              <span className="meta">{t(`credentials:kind.${settings.kind}`)}</span>
              <span className={styles.setActions}>
                {index > 0 && (
                  <Button look="quiet" onClick={() => up(id)}>
                    {t('discovery:form.sets.up')}
                    <span className="visually-hidden">{name}</span>
                  </Button>
                )}
                <Button look="quiet" onClick={() => onChange(ids.filter((other) => other !== id))}>
                  {t('discovery:form.sets.remove')}
                  <span className="visually-hidden">{name}</span>
                </Button>
              </span>
            </li>
          ))}
        </ol>
      )}
      {left.length > 0 && ids.length < MOST && (
        <Select
          label={t('discovery:form.sets.add')}
          value=""
          options={[{ value: '', label: '–' }, ...left.map(({ id, name }) => ({ value: id, label: name }))]}
          onChange={(id) => id !== '' && onChange([...ids, id])}
        />
      )}
      <p className={styles.hint}>
        {sets.length === 0
          ? t('discovery:form.sets.empty')
          : chosen.length === 0
            ? t('discovery:form.sets.none')
            : t('discovery:form.sets.hint')}
      </p>
    </fieldset>
  );
}
