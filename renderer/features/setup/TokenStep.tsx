import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button/Button.tsx';
import { Icon } from '../../components/Icon/Icon.tsx';
import { TextField } from '../../components/Input/Input.tsx';
import { LoadingState } from '../../components/StateBlock/StateBlock.tsx';
import type { Failure } from '../../lib/api.ts';
import { useNow } from '../../lib/clock.ts';
import { formatAge, formatTime } from '../../lib/format.ts';
import { type Issue, tokenIn } from './model.ts';
import type { Ground } from './queries.ts';
import styles from './setup.module.css';
import { rememberToken } from './token.ts';

export interface TokenStepProps {
  readonly token: string | null;
  readonly ground: Ground | null;
  readonly failure: Failure | null;
  readonly isAsking: boolean;
  readonly stationName: string;
  readonly issue: Issue | null;
  readonly onStationName: (name: string) => void;
  readonly onTouched: () => void;
  readonly onRetry: () => void;
  readonly onNext: () => void;
}

/** The token: where it comes from, whether it is good, and the name of the station once it is. */
export function TokenStep({
  token,
  ground,
  failure,
  isAsking,
  stationName,
  issue,
  onStationName,
  onTouched,
  onRetry,
  onNext,
}: TokenStepProps) {
  const { t } = useTranslation('setup');
  const now = useNow();
  const isExpired = ground !== null && ground.expiresAt <= now;
  const isNamed = stationName.trim() !== '';
  const isGood = ground !== null && failure === null && !isExpired;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isGood && isNamed) onNext();
  };
  return (
    <form className={styles.step} onSubmit={submit}>
      <header>
        <h1 className={styles.heading}>{t('token.title')}</h1>
        <p className={styles.lead}>{t('token.lead')}</p>
      </header>
      <div className={styles.card} data-narrow>
        {isAsking && <LoadingState what={t('token.what')} rows={2} />}
        {isGood && (
          <>
            <p className={styles.good}>
              <Icon name="check" />
              {t('token.good', { at: formatTime(ground.expiresAt), left: formatAge(ground.expiresAt - now) })}
            </p>
            <TextField
              onBlur={onTouched}
              label={t('station.name')}
              value={stationName}
              onChange={onStationName}
              maxLength={50}
              placeholder={t('station.placeholder')}
              hint={t('station.hint')}
              error={issue === null ? null : t(issue.kind === 'empty' ? 'issue.station.empty' : 'issue.station.rule')}
            />
          </>
        )}
        {!isAsking && !isGood && <TokenEntry problem={problemOf(token, failure, isExpired)} onRetry={onRetry} />}
      </div>
      <footer>
        <span />
        <Button look="primary" size="large" type="submit" reason={isGood ? (isNamed ? null : t('issue.station.empty')) : t('token.needed')}>
          {t('next')}
        </Button>
      </footer>
    </form>
  );
}

type TokenProblem = 'missing' | 'wrong' | 'expired' | 'away' | 'done' | 'failed';

function problemOf(token: string | null, failure: Failure | null, isExpired: boolean): TokenProblem {
  if (token === null) return 'missing';
  if (isExpired) return 'expired';
  if (failure?.code === 'setup.wrongToken') return 'wrong';
  if (failure?.code === 'setup.done') return 'done';
  return failure?.code === 'network.unreachable' ? 'away' : 'failed';
}

function TokenEntry({ problem, onRetry }: { readonly problem: TokenProblem; readonly onRetry: () => void }) {
  const { t } = useTranslation('setup');
  const [text, setText] = useState('');
  const [isWrong, setWrong] = useState(false);
  const take = () => {
    const token = tokenIn(text);
    setWrong(token === null);
    if (token !== null) rememberToken(token);
  };
  return (
    <>
      <p className={styles.problem} role="status">
        <Icon name="lock" />
        <span>
          <b>{t(`token.${problem}`)}</b>
          <br />
          {t(`token.${problem}.next`)}
        </span>
      </p>
      {problem === 'away' || problem === 'failed' ? (
        <Button onClick={onRetry}>{t('token.retry')}</Button>
      ) : (
        problem !== 'done' && (
          <div className={styles.tokenEntry}>
            <TextField
              label={t('token.paste')}
              value={text}
              onChange={setText}
              onSubmit={take}
              maxLength={500}
              error={isWrong ? t('token.unreadable') : null}
            />
            <Button onClick={take}>{t('token.check')}</Button>
          </div>
        )
      )}
    </>
  );
}
