import { Select as Chooser } from 'antd';
import { useTranslation } from 'react-i18next';
import type { RetentionCount } from '../../../shared/contracts/retention.ts';
import { METRICS } from '../../../shared/domain/metric/catalogue.ts';
import { LEAST_ROLLUP_DAYS, LEAST_SAMPLE_DAYS, MAX_CLASSES, MOST_DAYS } from '../../../shared/domain/retention/keeping.ts';
import { Button } from '../../components/Button/Button.tsx';
import { Select, TextField } from '../../components/Input/Input.tsx';
import { formatCount } from '../../lib/format.ts';
import styles from './keeping.module.css';
import { CLASS_CHOICES, type ClassDraft, type Draft, type Issues, isFull, isIdle, withClass } from './model.ts';
import { metricName } from './words.ts';

interface Props {
  readonly draft: Draft;
  readonly issues: Issues;
  /** How many series each class has, once that was counted. */
  readonly counted: RetentionCount | null;
  readonly onChange: (draft: Draft) => void;
  readonly onSubmit: () => void;
}

/** The days of samples and of what they come to, and the classes that are kept longer. */
export function RetentionForm({ draft, issues, counted, onChange, onSubmit }: Props) {
  const { t } = useTranslation('keeping');
  const sentence = useSentence(issues);
  const replace = (key: number, next: Partial<ClassDraft>) =>
    onChange({ ...draft, longer: draft.longer.map((one) => (one.key === key ? { ...one, ...next } : one)) });
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <div className={styles.pair}>
        <TextField
          label={t('field.samplesDays')}
          value={draft.samplesDays}
          onChange={(samplesDays) => onChange({ ...draft, samplesDays })}
          onSubmit={onSubmit}
          maxLength={5}
          error={sentence('samplesDays')}
          hint={t('field.samplesDays.hint', { least: LEAST_SAMPLE_DAYS })}
        />
        <TextField
          label={t('field.rollupsDays')}
          value={draft.rollupsDays}
          onChange={(rollupsDays) => onChange({ ...draft, rollupsDays })}
          onSubmit={onSubmit}
          maxLength={5}
          error={sentence('rollupsDays')}
          hint={t('field.rollupsDays.hint', { least: LEAST_ROLLUP_DAYS })}
        />
      </div>
      <fieldset className={styles.classes}>
        <legend>{t('field.longer')}</legend>
        {draft.longer.length === 0 && <p className="meta">{t('longer.empty')}</p>}
        {draft.longer.map((one, place) => (
          <ClassRow
            key={one.key}
            one={one}
            place={place}
            isIdle={isIdle(one, draft)}
            series={counted?.classes[place] ?? null}
            sentence={sentence}
            onChange={(next) => replace(one.key, next)}
            onRemove={() => onChange({ ...draft, longer: draft.longer.filter(({ key }) => key !== one.key) })}
          />
        ))}
        <Button reason={isFull(draft) ? t('longer.full', { most: MAX_CLASSES }) : null} onClick={() => onChange(withClass(draft))}>
          {t('longer.add')}
        </Button>
      </fieldset>
    </form>
  );
}

function useSentence(issues: Issues): (place: string) => string | null {
  const { t } = useTranslation('keeping');
  return (place) => {
    const issue = issues[place];
    if (issue === undefined) return null;
    return t(`issue.${issue}`, { samples: LEAST_SAMPLE_DAYS, rollups: LEAST_ROLLUP_DAYS, most: formatCount(MOST_DAYS) });
  };
}

interface ClassRowProps {
  readonly one: ClassDraft;
  readonly place: number;
  readonly isIdle: boolean;
  readonly series: number | null;
  readonly sentence: (place: string) => string | null;
  readonly onChange: (next: Partial<ClassDraft>) => void;
  readonly onRemove: () => void;
}

function ClassRow({ one, place, isIdle: idle, series, sentence, onChange, onRemove }: ClassRowProps) {
  const { t } = useTranslation(['keeping', 'terms']);
  const wrong = sentence(`of ${one.key}`);
  return (
    <div className={styles.class}>
      <Select
        label={t('keeping:field.class')}
        value={one.resourceClass}
        onChange={(resourceClass) => onChange({ resourceClass })}
        options={CLASS_CHOICES.map((value) => ({ value, label: value === '' ? t('keeping:class.all') : t(`terms:class.${value}`) }))}
      />
      <Chooser<string>
        aria-label={t('keeping:field.metric')}
        popupMatchSelectWidth={280}
        showSearch={{ optionFilterProp: 'label' }}
        value={one.metric}
        options={[{ value: '', label: t('keeping:metric.all') }, ...METRICS.map(({ code }) => ({ value: code, label: metricName(code) }))]}
        onChange={(metric) => onChange({ metric })}
      />
      <TextField
        label={t('keeping:field.days', { place: place + 1 })}
        isLabelHidden
        value={one.days}
        onChange={(days) => onChange({ days })}
        maxLength={5}
        error={sentence(`days ${one.key}`)}
      />
      <span className={styles.unit}>{t('keeping:unit.days')}</span>
      <Button look="quiet" onClick={onRemove}>
        {t('keeping:longer.remove')}
        <span className="visually-hidden">{t('keeping:longer.place', { place: place + 1 })}</span>
      </Button>
      {wrong !== null ? (
        <p role="alert" className={styles.wrong}>
          {wrong}
        </p>
      ) : (
        <p className={styles.wrong}>
          {idle && `${t('keeping:longer.idle')} `}
          {series !== null && <span className="meta">{t('keeping:longer.series', { n: formatCount(series) })}</span>}
        </p>
      )}
    </div>
  );
}
