import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RemoteWrite } from '../../../shared/contracts/remoteWrite.ts';
import { Ask } from '../../components/Ask/Ask.tsx';
import { Button } from '../../components/Button/Button.tsx';
import { useActionReason } from '../../components/Button/useActionReason.ts';
import { TextField } from '../../components/Input/Input.tsx';
import { LeaveBanner } from '../../components/Leave/LeaveBanner.tsx';
import { formatCount, formatDate } from '../../lib/format.ts';
import { useLeaveGuard } from '../../lib/leaveGuard.ts';
import { useCan } from '../../lib/session.ts';
import { useHttpSets } from '../credentials/index.ts';
import { CredentialField } from './CredentialField.tsx';
import styles from './keeping.module.css';
import { Overtaken } from './Overtaken.tsx';
import { useChangeRemoteWrite, useTestRemoteWrite } from './queries.ts';
import { isSameReceiver, type RemoteDraft, receiverOf, remoteDraftOf, remoteIssuesOf } from './remoteModel.ts';
import { useDraft } from './useDraft.ts';
import { problemText } from './words.ts';

type Step = 'use' | 'stop';

/** Address and authority of the receiver; tried before it is used, and asked before anything changes. */
export function RemoteWriteForm({ stored }: { readonly stored: RemoteWrite }) {
  const { t } = useTranslation(['keeping', 'common', 'terms']);
  const reason = useActionReason('retention.edit');
  const mayEdit = useCan('retention.edit');
  const drafting = useDraft<RemoteDraft, RemoteWrite>(stored);
  const change = useChangeRemoteWrite();
  const test = useTestRemoteWrite();
  const { data: sets = [] } = useHttpSets();
  const credentialName = (id: string) => sets.find((set) => set.id === id)?.name;
  const [step, setStep] = useState<Step | null>(null);
  const [hasTried, setTried] = useState(false);
  const draft = drafting.draft ?? remoteDraftOf(stored);
  const issues = remoteIssuesOf(draft);
  const isRight = Object.keys(issues).length === 0;
  const isChanged = !isSameReceiver(draft, stored);
  const leave = useLeaveGuard(drafting.draft !== null && isChanged);
  // What nobody touched yet is not wrong.
  const isTouched = hasTried || draft.url !== '';
  const write = (next: Partial<RemoteDraft>) => {
    setStep(null);
    test.reset();
    change.reset();
    drafting.write({ ...draft, ...next });
  };
  const drop = () => {
    setStep(null);
    setTried(false);
    test.reset();
    change.reset();
    drafting.drop();
  };
  const tryIt = () => {
    setTried(true);
    if (isRight) test.mutate(receiverOf(draft));
  };
  const begin = (next: Step) => {
    setTried(true);
    if (next === 'stop' || isRight) setStep(next);
  };
  const send = (url: string | null) =>
    change.mutate(
      { ...receiverOf(draft), ...(url === null && remoteDraftAsStored(stored)), url, version: drafting.base.version },
      { onSuccess: drop },
    );
  const hindered = reason ?? (drafting.isOvertaken ? t('keeping:reason.overtaken') : null);
  if (!mayEdit)
    return (
      <div className={styles.buttons}>
        <Button reason={reason}>{t(stored.url === null ? 'keeping:remote.begin' : 'keeping:remote.use')}</Button>
      </div>
    );
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (hindered === null && isChanged) begin('use');
      }}
    >
      <TextField
        label={t('keeping:field.url')}
        value={draft.url}
        onChange={(url) => write({ url })}
        placeholder="https://metrics.example/api/v1/write"
        maxLength={520}
        error={isTouched && issues.url ? t(`keeping:address.${issues.url}`) : null}
        hint={/^http:/i.test(draft.url) ? t('keeping:address.clear') : t('keeping:address.hint')}
      />
      <CredentialField draft={draft} stored={stored} onChange={(credentialId) => write({ credentialId })} />
      <details className={styles.more} open={draft.caCertificate !== '' || undefined}>
        <summary>{t('keeping:field.caCertificate')}</summary>
        <TextField
          label={t('keeping:field.caCertificate')}
          isLabelHidden
          rows={4}
          value={draft.caCertificate}
          onChange={(caCertificate) => write({ caCertificate })}
          placeholder="-----BEGIN CERTIFICATE-----"
          maxLength={65_536}
          error={issues.caCertificate ? t(`keeping:authority.${issues.caCertificate}`) : null}
          hint={t('keeping:authority.hint')}
        />
      </details>
      {stored.authorities.map(({ subject, notAfter, fingerprint }) => (
        <p key={fingerprint} className="meta">
          {t('keeping:authority.one', { subject, date: formatDate(notAfter) })}
        </p>
      ))}
      {test.data && (
        <p role="status" className={styles.result}>
          {test.data.problem === null
            ? t('keeping:test.taken', { ms: formatCount(test.data.ms) })
            : t('keeping:test.not', { problem: problemText(test.data.problem) })}
        </p>
      )}
      {[test.error, change.error].map(
        (failure) =>
          failure &&
          failure.code !== 'remoteWrite.changed' && (
            <p key={failure.code} role="alert" className={styles.failure}>
              {failure.problem?.fields?.some(({ path }) => path === 'body.credentialId')
                ? t('keeping:credential.elsewhere')
                : failure.problem?.fields?.some(({ path }) => path === 'body.caCertificate')
                  ? t('keeping:authority.form')
                  : t('keeping:failed', { problem: t(`terms:problem.${failure.code}`) })}
            </p>
          ),
      )}
      {drafting.isOvertaken && (
        <Overtaken
          by={stored.changedBy}
          at={stored.changedAt}
          rows={[
            { id: 'url', mine: draft.url || t('keeping:remote.is.off'), theirs: stored.url ?? t('keeping:remote.is.off') },
            {
              id: 'caCertificate',
              mine: t(draft.caCertificate === '' ? 'keeping:authority.none' : 'keeping:authority.given'),
              theirs: t(stored.caCertificate === null ? 'keeping:authority.none' : 'keeping:authority.given'),
            },
            {
              id: 'credential',
              mine: credentialName(draft.credentialId) ?? t('keeping:credential.none'),
              theirs: stored.credentialName ?? t('keeping:credential.none'),
            },
          ]}
          onMine={drafting.rebase}
          onTheirs={drop}
        />
      )}
      <LeaveBanner leave={leave} title={t('keeping:unsaved.remote')} discard={t('keeping:drop')} />
      {step !== null && !drafting.isOvertaken ? (
        <Ask
          title={t(`keeping:ask.${step}`)}
          text={t(step === 'stop' ? 'keeping:ask.stop.text' : stored.url === null ? 'keeping:ask.begin.text' : 'keeping:ask.use.text', {
            url: draft.url.trim(),
            n: formatCount(stored.state.waiting),
          })}
          action={t(`keeping:ask.${step}.do`)}
          reason={hindered}
          busy={change.isPending}
          onDo={() => send(step === 'stop' ? null : receiverOf(draft).url)}
          onCancel={() => setStep(null)}
        />
      ) : (
        <div className={styles.buttons}>
          <Button
            type="submit"
            look="primary"
            reason={hindered ?? (isChanged ? null : t(stored.url === null ? 'keeping:reason.noAddress' : 'keeping:reason.same'))}
            busy={change.isPending}
          >
            {t(stored.url === null ? 'keeping:remote.begin' : 'keeping:remote.use')}
          </Button>
          <Button reason={reason} reasonAt="hidden" busy={test.isPending} onClick={tryIt}>
            {t(test.isPending ? 'keeping:test.running' : 'keeping:test')}
          </Button>
          {stored.url !== null && (
            <Button reason={hindered} reasonAt="hidden" onClick={() => begin('stop')}>
              {t('keeping:remote.stop')}
            </Button>
          )}
          {drafting.draft !== null && isChanged && <Button onClick={drop}>{t('keeping:drop')}</Button>}
        </div>
      )}
    </form>
  );
}

/** Stopping changes nothing else. */
const remoteDraftAsStored = ({ caCertificate, credentialId }: RemoteWrite) => ({ caCertificate, credentialId });
