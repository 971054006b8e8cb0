import { useTranslation } from 'react-i18next';
import { MOST, type Tool } from '../../../shared/domain/tool/tool.ts';
import { Button } from '../../components/Button/Button.tsx';
import { TextField } from '../../components/Input/Input.tsx';
import { Segmented } from '../../components/Segmented/Segmented.tsx';
import { keyCap } from '../../lib/keys.ts';
import { type Draft, jobOf } from './model.ts';
import styles from './tools.module.css';

interface Props {
  readonly tool: Tool;
  readonly draft: Draft;
  readonly isRunning: boolean;
  /** Why nothing can be begun; null where it can. */
  readonly reason: string | null;
  readonly stopReason: string | null;
  onDraft(change: Partial<Draft>): void;
  onRun(): void;
  onStop(): void;
}

const SUBTREES = [
  ['subtree.system', 'system'],
  ['subtree.interfaces', 'ifEntry'],
  ['subtree.names', 'ifXEntry'],
  ['subtree.addresses', 'ipAddrTable'],
  ['subtree.arp', 'ipNetToMediaTable'],
  ['subtree.fdb', 'dot1dTpFdbTable'],
  ['subtree.lldp', 'lldpRemoteSystemsData'],
  ['subtree.entities', 'entPhysicalEntry'],
] as const;

/** What is to be run, with what is wrong about it in words. */
export function ToolForm({ tool, draft, isRunning, reason, stopReason, onDraft, onRun, onStop }: Props) {
  const { t } = useTranslation('tools');
  const isWrong = jobOf(tool, draft) === null;
  const submit = () => {
    if (!isRunning && reason === null && !isWrong) onRun();
  };
  return (
    <div className={styles.form}>
      <p className={styles.note}>{t(`about.${tool}`)}</p>
      <div className={styles.fields}>
        {tool === 'ping' && (
          <div className={styles.narrow}>
            <TextField
              label={t('count')}
              value={draft.count}
              maxLength={3}
              error={isWrong ? t('number', { most: MOST.echoes }) : null}
              onChange={(count) => onDraft({ count })}
              onSubmit={submit}
            />
          </div>
        )}
        {tool === 'trace' && (
          <div className={styles.narrow}>
            <TextField
              label={t('maxHops')}
              value={draft.maxHops}
              maxLength={2}
              error={isWrong ? t('number', { most: MOST.hops }) : null}
              onChange={(maxHops) => onDraft({ maxHops })}
              onSubmit={submit}
            />
          </div>
        )}
        {tool === 'port' && (
          <div className={styles.wide}>
            <TextField
              label={t('ports')}
              value={draft.ports}
              maxLength={200}
              hint={t('ports.hint', { most: MOST.ports })}
              error={isWrong ? t('ports.wrong', { most: MOST.ports }) : null}
              onChange={(ports) => onDraft({ ports })}
              onSubmit={submit}
            />
          </div>
        )}
        {tool === 'snmp' && (
          <>
            <div className={styles.wide}>
              <TextField
                label={t('oid')}
                value={draft.oid}
                maxLength={400}
                hint={t('oid.hint')}
                error={isWrong ? t('oid.wrong') : null}
                onChange={(oid) => onDraft({ oid })}
                onSubmit={submit}
              />
            </div>
            <Segmented<'walk' | 'get'>
              label={t('how')}
              value={draft.how}
              onChange={(how) => onDraft({ how })}
              segments={[
                { value: 'walk', label: t('how.walk') },
                { value: 'get', label: t('how.get') },
              ]}
            />
          </>
        )}
      </div>
      {tool === 'snmp' && (
        <fieldset className={styles.buttons} aria-label={t('common')}>
          {SUBTREES.map(([label, oid]) => (
            <Button key={oid} look="quiet" pressed={draft.oid === oid} onClick={() => onDraft({ oid, how: 'walk' })}>
              {t(label)}
            </Button>
          ))}
        </fieldset>
      )}
      <div className={styles.buttons}>
        <Button look="primary" kbd={keyCap('KeyR')} reason={reason} busy={isRunning || isWrong} onClick={submit}>
          {t('run')}
        </Button>
        {isRunning && (
          <Button kbd={keyCap('KeyX')} reason={stopReason} onClick={onStop}>
            {t('stop')}
          </Button>
        )}
      </div>
    </div>
  );
}
