import { useTranslation } from 'react-i18next';
import { Icon } from '../../components/Icon/Icon.tsx';
import { TextField } from '../../components/Input/Input.tsx';
import { Panel } from '../../components/Panel/Panel.tsx';
import { Tag } from '../../components/Tag/Tag.tsx';
import { PasswordField } from '../session/index.ts';
import { type Draft, type Field, type Issues, type Place, samePassword } from './model.ts';
import { judgePassword } from './password.ts';
import styles from './setup.module.css';

export interface PersonCardProps {
  readonly place: Place;
  readonly draft: Draft;
  readonly issues: Issues;
  readonly isComplete: boolean;
  readonly onChange: (field: Field, value: string) => void;
  readonly onTouched: (field: Field) => void;
}

const TEXT_FIELDS = ['account', 'name', 'staffNumber'] as const;

/** One of the four people: what the place may do, and who holds it. */
export function PersonCard({ place, draft, issues, isComplete, onChange, onTouched }: PersonCardProps) {
  const { t } = useTranslation('setup');
  const person = draft[place];

  const sentence = (field: Field): string | null => {
    const issue = issues[`${place}.${field}`];
    if (issue === undefined) return null;
    if (issue.kind !== 'same') return t(`issue.${field}.${issue.kind}`);
    const other = t(`place.${issue.other}`);
    return field === 'account'
      ? t('issue.same.account', { other })
      : t(place === 'operator' ? 'issue.same.operator' : 'issue.same.person', { other });
  };
  return (
    <Panel title={t(`place.${place}`)} age={isComplete ? <Icon name="check" /> : <Tag look="dashed">{t('incomplete')}</Tag>}>
      <div className={styles.person}>
        <p className={styles.does}>{t(`place.${place}.does`)}</p>
        {TEXT_FIELDS.map((field) => (
          <TextField
            key={field}
            onBlur={() => onTouched(field)}
            label={t(`field.${field}`)}
            value={person[field]}
            onChange={(value) => onChange(field, value)}
            maxLength={64}
            error={sentence(field)}
          />
        ))}
        <PasswordField
          onBlur={() => onTouched('password')}
          isNew
          label={t('field.password')}
          value={person.password}
          placeholder={t('field.password.placeholder')}
          onChange={(value) => onChange('password', value)}
          error={sentence('password')}
          note={passwordNote()}
        />
      </div>
    </Panel>
  );

  function passwordNote(): string {
    const { strength, length, kinds, weaknesses } = judgePassword(person.password, [person.account, person.staffNumber]);
    if (person.password === '') return t('password.rule');
    const twin = samePassword(draft, place);
    return [
      t(`password.${strength}`, { length, kinds }),
      ...weaknesses.map((weakness) => t(`password.weakness.${weakness}`)),
      ...(twin === null ? [] : [t('password.same', { other: t(`place.${twin}`) })]),
    ].join(t('password.separator'));
  }
}
