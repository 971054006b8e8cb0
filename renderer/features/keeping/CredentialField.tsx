import { useTranslation } from 'react-i18next';
import type { RemoteWrite } from '../../../shared/contracts/remoteWrite.ts';
import { mayEnter } from '../../../shared/domain/credential/http.ts';
import { Select } from '../../components/Input/Input.tsx';
import { useHttpSets } from '../credentials/index.ts';
import styles from './keeping.module.css';
import type { RemoteDraft } from './remoteModel.ts';

interface Props {
  readonly draft: RemoteDraft;
  readonly stored: RemoteWrite;
  readonly onChange: (credentialId: string) => void;
}

/** With which set the receiver is entered; those made for another address are not offered. */
export function CredentialField({ draft, stored, onChange }: Props) {
  const { t } = useTranslation('keeping');
  const { data: sets = [] } = useHttpSets();
  const fitting = sets.filter(({ settings }) => mayEnter(settings, draft.url.trim()));
  const isGone = draft.credentialId !== '' && fitting.every(({ id }) => id !== draft.credentialId);
  const name = sets.find(({ id }) => id === draft.credentialId)?.name ?? stored.credentialName ?? '';
  return (
    <div className={styles.entry}>
      <Select
        label={t('field.credential')}
        value={draft.credentialId}
        onChange={onChange}
        options={[
          { value: '', label: t('credential.none') },
          ...fitting.map((set) => ({ value: set.id, label: set.name })),
          ...(isGone ? [{ value: draft.credentialId, label: t('credential.unfit', { name }) }] : []),
        ]}
      />
      <span className="meta">{t(isGone ? 'credential.elsewhere' : fitting.length === 0 ? 'credential.empty' : 'credential.hint')}</span>
    </div>
  );
}
