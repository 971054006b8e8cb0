import { Checkbox } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NewToken } from '../../../../shared/contracts/tokens.ts';
import { TOKEN_READS, TOKEN_WRITES, type TokenScope } from '../../../../shared/domain/access/tokens.ts';
import { Button } from '../../../components/Button/Button.tsx';
import { useActionReason } from '../../../components/Button/useActionReason.ts';
import { Drawer, DrawerSection } from '../../../components/Drawer/Drawer.tsx';
import { Select, TextField } from '../../../components/Input/Input.tsx';
import { Once } from '../../../components/Once/Once.tsx';
import { useSession } from '../../../lib/session.ts';
import { failureText } from '../failure.ts';
import { useCreateToken } from '../queries.ts';
import styles from '../users.module.css';
import { LIVES } from './tokenModel.ts';

const USUAL_DAYS = 90;

/** A token for a program: reading and, chosen one by one, acting; what its maker lacks cannot be given away. */
export function NewTokenDrawer({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(['users', 'common', 'terms']);
  const create = useCreateToken();
  const hindered = useActionReason('token.create');
  const [name, setName] = useState('');
  const [days, setDays] = useState(USUAL_DAYS);
  const [scopes, setScopes] = useState<readonly TokenScope[]>([]);
  const [hasTried, setTried] = useState(false);
  const parsed = NewToken.safeParse({ name, days, scopes });
  const wrong = new Set(parsed.success ? [] : parsed.error.issues.map(({ path }) => path[0]));
  const isTaken = create.error?.code === 'token.duplicate';
  const failure = isTaken ? null : failureText(t, create.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (parsed.success && !create.isPending && hindered === null) create.mutate(parsed.data);
  };
  const toggle = (scope: TokenScope, isOn: boolean) => setScopes(isOn ? [...scopes, scope] : scopes.filter((one) => one !== scope));
  const made = create.data;
  const nameError = hasTried && wrong.has('name') ? t('users:token.new.issue.name') : isTaken ? t('terms:problem.token.duplicate') : null;
  return (
    <Drawer
      label={t('users:token.new.title')}
      onClose={onClose}
      head={<h2 className={styles.drawerTitle}>{t('users:token.new.title')}</h2>}
    >
      {made ? (
        <Once title={t('users:token.once', { name: made.token.name })} secret={made.secret} onClose={onClose}>
          <p>{t('users:token.note')}</p>
          <p className="mono">Authorization: Bearer swt_…</p>
        </Once>
      ) : (
        <DrawerSection>
          <form className={styles.form} onSubmit={submit} noValidate>
            <TextField
              label={t('users:token.new.name')}
              value={name}
              onChange={setName}
              maxLength={50}
              autoFocus
              hint={t('users:token.new.name.hint')}
              error={nameError}
            />
            <div>
              <Select
                label={t('users:token.new.days')}
                value={String(days)}
                onChange={(value) => setDays(Number(value))}
                options={LIVES.map((life) => ({ value: String(life), label: t('users:token.new.days.option', { days: life }) }))}
              />
            </div>
            <Scopes title={t('users:token.new.reads')} scopes={TOKEN_READS} chosen={scopes} onToggle={toggle} />
            <Scopes
              title={t('users:token.new.writes')}
              note={t('users:token.new.writes.note')}
              scopes={TOKEN_WRITES}
              chosen={scopes}
              onToggle={toggle}
            />
            {hasTried && wrong.has('scopes') && (
              <p role="alert" className={styles.issue}>
                {t('users:token.new.issue.scopes')}
              </p>
            )}
            {failure !== null && (
              <p role="alert" className={styles.issue}>
                {failure}
              </p>
            )}
            <div className={styles.buttons}>
              <Button look="primary" type="submit" busy={create.isPending} reason={hindered}>
                {create.isPending ? t('users:saving') : t('users:token.new.submit')}
              </Button>
              <Button onClick={onClose}>{t('common:action.cancel')}</Button>
            </div>
          </form>
        </DrawerSection>
      )}
    </Drawer>
  );
}

interface ScopesProps {
  readonly title: string;
  readonly note?: string;
  readonly scopes: readonly TokenScope[];
  readonly chosen: readonly TokenScope[];
  readonly onToggle: (scope: TokenScope, isOn: boolean) => void;
}

function Scopes({ title, note, scopes, chosen, onToggle }: ScopesProps) {
  const { t } = useTranslation(['users', 'terms']);
  const own = useSession()?.permissions ?? [];
  return (
    <fieldset className={styles.choices}>
      <legend className={styles.legend}>
        {title} {note !== undefined && <span className="meta">{note}</span>}
      </legend>
      {scopes.map((scope) => (
        <div key={scope}>
          <Checkbox
            checked={chosen.includes(scope)}
            disabled={!own.includes(scope)}
            onChange={({ target }) => onToggle(scope, target.checked)}
          >
            {t(`terms:permission.${scope}`)}
          </Checkbox>
          <span className="meta">{!own.includes(scope) && t('users:token.new.lacking')}</span>
        </div>
      ))}
    </fieldset>
  );
}
