import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Kbd } from '../../../components/Kbd/Kbd.tsx';
import { keyCap, useKeys } from '../../../lib/keys.ts';

/** From the device the map is around to the one that is selected, with its key. */
export function PathLink({ from, to, name }: { readonly from: string; readonly to: string; readonly name: string }) {
  const { t } = useTranslation('topology');
  const navigate = useNavigate();
  const run = () => void navigate({ to: '/topology', search: { device: from, path: to } });
  useKeys([{ id: 'topology.path', keys: 'KeyP', title: t('path.key.open'), group: t('title'), run }]);
  return (
    <span>
      <Link to="/topology" search={{ device: from, path: to }}>
        {t('path.to', { name })}
      </Link>{' '}
      <Kbd>{keyCap('KeyP')}</Kbd>
    </span>
  );
}
