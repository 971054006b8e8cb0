import { useTranslation } from 'react-i18next';
import type { Leave } from '../../lib/leaveGuard.ts';
import { Banner } from '../Banner/Banner.tsx';
import { Button } from '../Button/Button.tsx';

export interface LeaveBannerProps {
  /** Null: nobody is held back, and nothing is shown. */
  readonly leave: Leave | null;
  readonly title: string;
  readonly discard: string;
}

/** Why the page was not left: something on it is not saved. */
export function LeaveBanner({ leave, title, discard }: LeaveBannerProps) {
  const { t } = useTranslation('common');
  if (leave === null) return null;
  return (
    <div ref={(node) => node?.scrollIntoView({ block: 'nearest' })}>
      <Banner
        kind="late"
        title={title}
        actions={
          <>
            <Button onClick={leave.proceed}>{discard}</Button>
            <Button onClick={leave.reset}>{t('action.cancel')}</Button>
          </>
        }
      />
    </div>
  );
}
