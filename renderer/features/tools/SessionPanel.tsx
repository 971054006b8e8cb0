import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ToolSession } from '../../../shared/contracts/tools.ts';
import { SESSION_KINDS, SESSION_PORTS, type SessionKind, sessionCommand } from '../../../shared/domain/tool/session.ts';
import { Button } from '../../components/Button/Button.tsx';
import { useActionReason } from '../../components/Button/useActionReason.ts';
import { TextField } from '../../components/Input/Input.tsx';
import { Panel } from '../../components/Panel/Panel.tsx';
import { Segmented } from '../../components/Segmented/Segmented.tsx';
import { keyCap, useKeys } from '../../lib/keys.ts';
import { copyText, openSession } from '../../lib/platform.ts';
import { portsIn } from './model.ts';
import { useOpenSession } from './queries.ts';
import styles from './tools.module.css';

type Told = 'opened' | 'noProgram' | null;

/** Signing in to the device by a program of this machine: the shell has the system open it, a browser gets the link and the command. */
export function SessionPanel({ resourceId, retiredReason }: { readonly resourceId: string; readonly retiredReason: string | null }) {
  const { t } = useTranslation(['tools', 'terms']);
  const [kind, setKind] = useState<SessionKind>('ssh');
  const [port, setPort] = useState(String(SESSION_PORTS.ssh));
  const [told, tell] = useState<Told>(null);
  const [copied, setCopied] = useState<boolean | null>(null);
  const ask = useOpenSession(resourceId);
  const lacking = useActionReason('tool.session');
  const reason = lacking ?? retiredReason;
  const [wanted] = portsIn(port) ?? [];
  const isWrong = wanted === undefined || portsIn(port)?.length !== 1;
  const open = async (session: ToolSession): Promise<void> => {
    const { address } = session;
    try {
      tell((await openSession({ kind: session.kind, address, port: session.port })) ? 'opened' : null);
    } catch {
      tell('noProgram');
    }
  };
  const submit = () => {
    if (isWrong || wanted === undefined || reason !== null || ask.isPending) return;
    tell(null);
    setCopied(null);
    ask.mutate({ kind, port: wanted }, { onSuccess: (session) => void open(session) });
  };
  useKeys([{ id: 'tools.session', keys: 'KeyL', title: t('tools:session.key'), group: t('tools:title'), reason, run: submit }]);
  const session = ask.data;
  return (
    <Panel title={t('tools:session')}>
      <div className={styles.form}>
        <p className={styles.note}>{t('tools:session.about')}</p>
        <div className={styles.fields}>
          <Segmented<SessionKind>
            label={t('tools:session.kind')}
            value={kind}
            onChange={(next) => {
              setKind(next);
              tell(null);
              ask.reset();
              setPort(String(SESSION_PORTS[next]));
            }}
            segments={SESSION_KINDS.map((one) => ({ value: one, label: t(`tools:session.${one}`) }))}
          />
          <div className={styles.narrow}>
            <TextField
              label={t('tools:session.port')}
              isLabelHidden
              value={port}
              maxLength={5}
              error={isWrong ? t('tools:session.port.wrong') : null}
              onChange={setPort}
              onSubmit={submit}
            />
          </div>
          <Button kbd={keyCap('KeyL')} reason={reason} busy={ask.isPending || isWrong} onClick={submit}>
            {t('tools:session.open')}
          </Button>
        </div>
        {kind === 'telnet' && <p className={styles.note}>{t('tools:session.telnet.warning')}</p>}
        {ask.error && <p role="alert">{t('tools:session.failed', { problem: t(`terms:problem.${ask.error.code}`) })}</p>}
        {told !== null && <p role={told === 'noProgram' ? 'alert' : 'status'}>{t(`tools:session.${told}`)}</p>}
        {session && (
          <div className={styles.buttons}>
            {told === null && <a href={session.url}>{t('tools:session.link', { url: session.url })}</a>}
            <Button onClick={() => void copyText(sessionCommand(session.kind, session.address, session.port)).then(setCopied)}>
              {t('tools:session.copy')}
            </Button>
            <span className="mono">{sessionCommand(session.kind, session.address, session.port)}</span>
            {copied !== null && (
              <span className="meta" role="status">
                {t(copied ? 'tools:copied' : 'tools:copy.failed')}
              </span>
            )}
          </div>
        )}
      </div>
    </Panel>
  );
}
