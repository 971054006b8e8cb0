import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { toFailure } from '../../lib/api.ts';
import { useStation } from '../../lib/session.ts';
import { DoneStep } from './DoneStep.tsx';
import { GroundPanel } from './GroundPanel.tsx';
import {
  ADMINISTRATORS,
  type Draft,
  EMPTY_DRAFT,
  type Field,
  type Issues,
  inputOf,
  issuesOf,
  issuesOfProblem,
  openPlaces,
  type Place,
} from './model.ts';
import { PeopleStep } from './PeopleStep.tsx';
import { setupQuery, useCompleteSetup } from './queries.ts';
import { type Step, StepRail } from './StepRail.tsx';
import styles from './setup.module.css';
import { TokenStep } from './TokenStep.tsx';
import { rememberToken, useToken } from './token.ts';

/** First start: only with the one-time token, four different people, then the sign-in page. */
export function SetupPage() {
  const token = useToken();
  const station = useStation();
  const ground = useQuery(setupQuery(token));
  const complete = useCompleteSetup(token);
  const [step, setStep] = useState<Step>('token');
  const [draft, setDraft] = useState<Draft>(EMPTY_DRAFT);
  const [shown, setShown] = useState<ReadonlySet<string>>(new Set());
  const failure = complete.error ? toFailure(complete.error) : null;

  const all: Issues = { ...issuesOf(draft), ...issuesOfProblem(failure?.problem ?? null) };
  const visible = visibleIssues(all, shown);
  const touch = (...keys: readonly string[]) => setShown((old) => new Set([...old, ...keys]));
  const change = (place: Place, field: Field, value: string) => {
    complete.reset();
    setDraft((old) => ({ ...old, [place]: { ...old[place], [field]: value } }));
  };
  const finish = () => {
    complete.mutate(inputOf(draft), {
      onSuccess: () => {
        rememberToken(null);
        setStep('done');
      },
      onError: (error) => {
        const refused = Object.keys(issuesOfProblem(toFailure(error).problem));
        touch(...refused);
        if (refused.length > 0 && !refused.some((key) => key.startsWith('operator.'))) setStep('administrators');
      },
    });
  };

  return (
    <div className={styles.page}>
      <StepRail step={step} ground={ground.data ?? null} version={station?.version ?? ''} />
      <main className={styles.main}>
        {step === 'token' && (
          <TokenStep
            token={token}
            ground={ground.data ?? null}
            failure={ground.error ? toFailure(ground.error) : null}
            isAsking={token !== null && ground.isPending}
            stationName={draft.stationName}
            issue={shown.has('stationName') ? (all.stationName ?? null) : null}
            onStationName={(stationName) => setDraft((old) => ({ ...old, stationName }))}
            onTouched={() => touch('stationName')}
            onRetry={() => void ground.refetch()}
            onNext={() => setStep('administrators')}
          />
        )}
        {step === 'administrators' && (
          <PeopleStep
            places={ADMINISTRATORS}
            draft={draft}
            issues={visible}
            open={openPlaces(all, ADMINISTRATORS)}
            onChange={change}
            onTouched={touch}
            onBack={() => setStep('token')}
            onNext={() => setStep('operator')}
          />
        )}
        {step === 'operator' && (
          <PeopleStep
            places={['operator']}
            draft={draft}
            issues={visible}
            open={openPlaces(all, ['operator'])}
            failure={failure}
            isBusy={complete.isPending}
            onChange={change}
            onTouched={touch}
            onBack={() => setStep('administrators')}
            onNext={finish}
          />
        )}
        {step === 'done' && <DoneStep draft={draft} />}
      </main>
      <GroundPanel ground={ground.data ?? null} />
    </div>
  );
}

/** A field that nobody has filled in yet is not an error; one that names the same person is, at once. */
function visibleIssues(all: Issues, shown: ReadonlySet<string>): Issues {
  return Object.fromEntries(Object.entries(all).filter(([key, issue]) => issue.kind === 'same' || shown.has(key)));
}
