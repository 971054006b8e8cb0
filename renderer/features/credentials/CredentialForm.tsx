import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Credential } from '../../../shared/contracts/credentials.ts';
import { AUTH_PROTOCOLS, PRIV_PROTOCOLS, SECURITY_LEVELS, secretsNeeded } from '../../../shared/domain/credential/snmp.ts';
import { Button } from '../../components/Button/Button.tsx';
import { useActionReason } from '../../components/Button/useActionReason.ts';
import { Select, TextField } from '../../components/Input/Input.tsx';
import { Segmented } from '../../components/Segmented/Segmented.tsx';
import type { Failure } from '../../lib/api.ts';
import styles from './credentials.module.css';
import { type Draft, draftOf, type FieldName, issuesOf, issuesOfProblem, keptBy, NEW_DRAFT, settingsOf } from './model.ts';

export interface CredentialFormProps {
  /** Null for a new set. */
  readonly stored: Credential | null;
  readonly submitLabel: string;
  readonly busy: boolean;
  readonly failure: Failure | null;
  readonly onSubmit: (draft: Draft) => void;
  readonly onCancel: () => void;
}

/** Name, how it is used, and its secrets, which are typed in and never come out. */
export function CredentialForm({ stored, submitLabel, busy, failure, onSubmit, onCancel }: CredentialFormProps) {
  const { t } = useTranslation(['credentials', 'common', 'terms']);
  const hindered = useActionReason('credential.edit');
  const [draft, setDraft] = useState<Draft>(stored === null ? NEW_DRAFT : draftOf(stored));
  const [hasTried, setTried] = useState(false);
  const own = issuesOf(draft, stored);
  const told = issuesOfProblem(failure?.problem ?? null);
  const set = (next: Partial<Draft>) => setDraft({ ...draft, ...next });
  const sentence = (field: FieldName): string | null => {
    const issue = (hasTried ? own[field] : undefined) ?? told[field];
    return issue === undefined ? null : t(`credentials:issue.${issue}`);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(own).length === 0 && !busy && hindered === null) onSubmit(draft);
  };
  const kept = keptBy(stored, draft);
  return (
    <form className={styles.form} onSubmit={submit} noValidate autoComplete="off">
      <TextField
        label={t('credentials:field.name')}
        value={draft.name}
        onChange={(name) => set({ name })}
        maxLength={100}
        autoFocus
        error={sentence('name')}
      />
      {stored === null && (
        <Segmented
          label={t('credentials:field.kind')}
          segments={(['snmpUser', 'snmpCommunity', 'httpBasic', 'httpBearer'] as const).map((value) => ({
            value,
            label: t(`credentials:kind.${value}`),
          }))}
          value={draft.kind}
          onChange={(kind) => set({ kind })}
        />
      )}
      {draft.kind === 'httpBasic' || draft.kind === 'httpBearer' ? (
        <HttpFields draft={draft} sentence={sentence} onChange={set} />
      ) : draft.kind === 'snmpCommunity' ? (
        <Segmented
          label={t('credentials:field.version')}
          segments={(['2c', '1'] as const).map((value) => ({ value, label: `v${value}` }))}
          value={draft.version}
          onChange={(version) => set({ version })}
        />
      ) : (
        <UserFields draft={draft} error={sentence('userName')} onChange={set} />
      )}
      {secretsNeeded(settingsOf(draft)).map((name) => (
        <TextField
          key={name}
          type="password"
          autoComplete="new-password"
          label={t(`credentials:secret.${name}`)}
          value={draft.secrets[name]}
          onChange={(value) => set({ secrets: { ...draft.secrets, [name]: value } })}
          maxLength={name === 'token' ? 4096 : 255}
          error={sentence(name)}
          {...(kept.includes(name) && { placeholder: t('credentials:secret.kept') })}
          {...((name === 'authPassphrase' || name === 'privPassphrase') && { hint: t('credentials:secret.hint') })}
        />
      ))}
      {failure !== null && Object.keys(told).length === 0 && (
        <p role="alert" className={styles.failure}>
          {failure.code === 'credential.changed' ? t('credentials:changed') : t(`terms:problem.${failure.code}`)}
        </p>
      )}
      <div className={styles.buttons}>
        <Button look="primary" type="submit" busy={busy} reason={hindered}>
          {busy ? t('credentials:saving') : submitLabel}
        </Button>
        <Button onClick={onCancel}>{t('common:action.cancel')}</Button>
      </div>
    </form>
  );
}

interface HttpFieldsProps {
  readonly draft: Draft;
  readonly sentence: (field: FieldName) => string | null;
  readonly onChange: (next: Partial<Draft>) => void;
}

/** Where the secret may go, and as whom. */
function HttpFields({ draft, sentence, onChange }: HttpFieldsProps) {
  const { t } = useTranslation('credentials');
  return (
    <>
      <TextField
        label={t('field.origin')}
        value={draft.origin}
        onChange={(origin) => onChange({ origin })}
        maxLength={300}
        placeholder="https://metrics.example:9090"
        error={sentence('origin')}
        hint={t('field.origin.hint')}
      />
      {draft.kind === 'httpBasic' && (
        <TextField
          label={t('field.userName')}
          value={draft.userName}
          onChange={(userName) => onChange({ userName })}
          maxLength={255}
          error={sentence('userName')}
        />
      )}
    </>
  );
}

interface UserFieldsProps {
  readonly draft: Draft;
  readonly error: string | null;
  readonly onChange: (next: Partial<Draft>) => void;
}

function UserFields({ draft, error, onChange }: UserFieldsProps) {
  const { t } = useTranslation('credentials');
  return (
    <>
      <TextField
        label={t('field.userName')}
        value={draft.userName}
        onChange={(userName) => onChange({ userName })}
        maxLength={32}
        error={error}
      />
      <p className={styles.label}>{t('field.level')}</p>
      <Segmented
        label={t('field.level')}
        segments={SECURITY_LEVELS.map((value) => ({ value, label: t(`level.${value}`) }))}
        value={draft.level}
        onChange={(level) => onChange({ level })}
      />
      <div className={styles.selects}>
        {draft.level !== 'noAuthNoPriv' && (
          <Select
            label={t('field.authProtocol')}
            value={draft.authProtocol}
            onChange={(authProtocol) => onChange({ authProtocol })}
            options={AUTH_PROTOCOLS.map((value) => ({ value, label: value }))}
          />
        )}
        {draft.level === 'authPriv' && (
          <Select
            label={t('field.privProtocol')}
            value={draft.privProtocol}
            onChange={(privProtocol) => onChange({ privProtocol })}
            options={PRIV_PROTOCOLS.map((value) => ({ value, label: value }))}
          />
        )}
      </div>
      <TextField
        label={t('field.context')}
        value={draft.context}
        onChange={(context) => onChange({ context })}
        maxLength={255}
        hint={t('field.context.hint')}
      />
    </>
  );
}
