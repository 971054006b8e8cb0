import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EventTrialResult } from '../../../../shared/contracts/eventRules.ts';
import { Button } from '../../../components/Button/Button.tsx';
import { useActionReason } from '../../../components/Button/useActionReason.ts';
import { TextField } from '../../../components/Input/Input.tsx';
import { Panel } from '../../../components/Panel/Panel.tsx';
import { Tag } from '../../../components/Tag/Tag.tsx';
import own from './events.module.css';
import { type EventDraft, useTryRules } from './queries.ts';

interface Props {
  readonly draft: EventDraft;
  readonly isSound: boolean;
  readonly examples: readonly string[];
}

/** Paste a line and see which rules mean it, the draft among them. */
export function TryPanel({ draft, isSound, examples }: Props) {
  const { t } = useTranslation(['eventRules', 'terms']);
  const [line, setLine] = useState('');
  const attempt = useTryRules();
  const reason = useActionReason('policy.edit');
  const ask = (text: string) => {
    if (text.trim() !== '' && reason === null) attempt.mutate({ line: text, draft: isSound ? draft : null });
  };
  const [example] = examples;
  return (
    <Panel title={t('eventRules:try.title')} meta={t('eventRules:try.note')}>
      <div className={own.try}>
        <TextField
          label={t('eventRules:try.label')}
          value={line}
          rows={2}
          placeholder={t('eventRules:try.placeholder')}
          onChange={setLine}
        />
        <div className={own.tryRow}>
          <Button busy={attempt.isPending} reason={reason} reasonAt="hidden" onClick={() => ask(line)}>
            {t('eventRules:try.run')}
          </Button>
          {example !== undefined && (
            <Button
              look="quiet"
              onClick={() => {
                setLine(example);
                ask(example);
              }}
            >
              {t('eventRules:try.example')}
            </Button>
          )}
        </div>
        {attempt.error && <p role="alert">{t(`terms:problem.${attempt.error.code}`)}</p>}
        {attempt.data && <Result result={attempt.data} />}
      </div>
    </Panel>
  );
}

/** As what the line was read, and each rule that means it; the first that is on counts. */
export function Result({ result }: { readonly result: EventTrialResult }) {
  const { t } = useTranslation('eventRules');
  const { kind, app, messageId, severity, trapOid, hits } = result;
  const absent = t('try.absent');
  const first = hits.findIndex(({ isOn }) => isOn);
  return (
    <div role="status">
      <p className="meta">
        {kind === 'trap'
          ? t('try.asTrap', { oid: trapOid ?? '' })
          : t('try.asLine', { app: app ?? absent, messageId: messageId ?? absent, severity: severity ?? absent })}
      </p>
      {hits.length === 0 && <p>{t('try.none')}</p>}
      {hits.map(({ id, name, component, isOn }, place) => (
        <div key={id ?? ''} className={own.hit} data-quiet={place !== first || undefined}>
          <span>
            <Tag look={place === first ? 'solid' : 'plain'}>{t(place === first ? 'try.first' : isOn ? 'try.after' : 'try.off')}</Tag>
          </span>
          <b>{id === null ? `${t('try.draft')} ${name}` : name}</b>
          <span className={own.code}>{component === '' ? t('try.whole') : component}</span>
        </div>
      ))}
    </div>
  );
}
