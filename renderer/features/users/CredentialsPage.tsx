import { getRouteApi } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button/Button.tsx';
import { useActionReason } from '../../components/Button/useActionReason.ts';
import { formatCount } from '../../lib/format.ts';
import { keyCap } from '../../lib/keys.ts';
import { type CredentialSearch, CredentialSection, useCredentials } from '../credentials/index.ts';
import { SectionHead } from './SectionHead.tsx';
import { useSectionKeys } from './useSectionKeys.ts';

const route = getRouteApi('/shell/users/credentials');

/** 凭据: the vault under the head of this page. */
export function CredentialsPage() {
  const { t } = useTranslation('credentials');
  const { data } = useCredentials();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [isAdding, setAdding] = useState(false);
  const reason = useActionReason('credential.edit');
  const box = useRef<HTMLInputElement>(null);
  const change = (next: Partial<CredentialSearch>) => void navigate({ search: (old) => ({ ...old, ...next }), replace: true });
  const add = () => {
    change({ set: undefined });
    setAdding(true);
  };
  const close = () => {
    setAdding(false);
    change({ set: undefined });
  };
  useSectionKeys({ search: box, add: { title: t('add'), reason, run: add }, onClose: close });
  return (
    <>
      <SectionHead
        section="credentials"
        meta={data && t('count', { total: formatCount(data.length) })}
        actions={
          <Button look="primary" kbd={keyCap('KeyN')} reason={reason} onClick={add}>
            {t('add')}
          </Button>
        }
      />
      <CredentialSection
        search={search}
        box={box}
        isAdding={isAdding}
        onAdd={add}
        onClose={close}
        onChange={(next) => {
          if (next.set !== undefined) setAdding(false);
          change(next);
        }}
      />
    </>
  );
}
