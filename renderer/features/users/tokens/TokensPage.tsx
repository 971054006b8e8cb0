import { getRouteApi } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Token } from '../../../../shared/contracts/tokens.ts';
import { Button } from '../../../components/Button/Button.tsx';
import { useActionReason } from '../../../components/Button/useActionReason.ts';
import { Chip } from '../../../components/Chip/Chip.tsx';
import { SearchInput } from '../../../components/Input/Input.tsx';
import { Loaded } from '../../../components/Loaded/Loaded.tsx';
import { FilterBar } from '../../../components/Page/Page.tsx';
import { formatCount } from '../../../lib/format.ts';
import { keyCap } from '../../../lib/keys.ts';
import { useTokens } from '../queries.ts';
import { SectionHead } from '../SectionHead.tsx';
import { Sides } from '../Sides.tsx';
import { useSectionKeys } from '../useSectionKeys.ts';
import { NewTokenDrawer } from './NewTokenDrawer.tsx';
import { TokenDrawer } from './TokenDrawer.tsx';
import { TokenTable } from './TokenTable.tsx';
import { rowsOf, type TokenSearch } from './tokenModel.ts';

const route = getRouteApi('/shell/users/tokens');

/** API 令牌: which programs may ask the station, for what, until when. */
export function TokensPage() {
  const { t } = useTranslation('users');
  const query = useTokens();
  const navigate = route.useNavigate();
  const [isAdding, setAdding] = useState(false);
  const reason = useActionReason('token.create');
  const box = useRef<HTMLInputElement>(null);
  const change = (next: Partial<TokenSearch>) => void navigate({ search: (old) => ({ ...old, ...next }), replace: true });
  const add = () => {
    change({ token: undefined });
    setAdding(true);
  };
  const close = () => {
    setAdding(false);
    change({ token: undefined });
  };
  useSectionKeys({ search: box, add: { title: t('tokens.add'), reason, run: add }, onClose: close });
  const active = query.data?.filter(({ state }) => state === 'active').length ?? 0;
  return (
    <>
      <SectionHead
        section="tokens"
        meta={query.data && t('tokens.count', { active: formatCount(active), total: formatCount(query.data.length) })}
        actions={
          <Button look="primary" kbd={keyCap('KeyN')} reason={reason} onClick={add}>
            {t('tokens.add')}
          </Button>
        }
      />
      <Loaded permission="token.read" what={t('tokens.what')} query={query}>
        {(tokens) => (
          <Tokens
            tokens={tokens}
            box={box}
            isAdding={isAdding}
            onClose={close}
            onChange={(next) => {
              if (next.token !== undefined) setAdding(false);
              change(next);
            }}
          />
        )}
      </Loaded>
    </>
  );
}

interface TokensProps {
  readonly tokens: readonly Token[];
  readonly box: React.RefObject<HTMLInputElement | null>;
  readonly isAdding: boolean;
  readonly onClose: () => void;
  readonly onChange: (next: Partial<TokenSearch>) => void;
}

function Tokens({ tokens, box, isAdding, onClose, onChange }: TokensProps) {
  const { t } = useTranslation(['users', 'common']);
  const search = route.useSearch();
  const rows = rowsOf(tokens, search);
  return (
    <>
      <FilterBar
        label={t('users:tokens.filters')}
        shown={t('users:people.shown', { shown: formatCount(rows.length), total: formatCount(tokens.length) })}
      >
        <SearchInput
          ref={box}
          label={t('users:tokens.search')}
          placeholder={t('users:tokens.search.placeholder')}
          value={search.q ?? ''}
          onChange={(text) => onChange({ q: text || undefined })}
          kbd="/"
        />
        <Chip isOn={search.over ?? false} onToggle={() => onChange({ over: search.over ? undefined : true })}>
          {t('users:tokens.over')}
        </Chip>
        {search.q && (
          <Button look="quiet" onClick={() => onChange({ q: undefined })}>
            {t('common:action.clearFilter')}
          </Button>
        )}
      </FilterBar>
      <Sides
        list={<TokenTable rows={rows} search={search} total={tokens.length} onChange={onChange} />}
        drawer={
          isAdding ? (
            <NewTokenDrawer onClose={onClose} />
          ) : search.token === undefined ? null : (
            <TokenDrawer key={search.token} token={tokens.find(({ id }) => id === search.token) ?? null} onClose={onClose} />
          )
        }
      />
    </>
  );
}
