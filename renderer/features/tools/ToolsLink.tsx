import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Kbd } from '../../components/Kbd/Kbd.tsx';
import { keyCap, useKeys } from '../../lib/keys.ts';

interface Props {
  readonly id: string;
  readonly name: string;
}

/** The way to the tools of a resource, told apart by its name. */
export function ToolsLink({ id, name }: Props) {
  const { t } = useTranslation('tools');
  return (
    <Link to="/resources/$id/tools" params={{ id }} search={{}}>
      {t('open.of', { name })}
    </Link>
  );
}

/** The same for the one that is selected on a page, with its key. */
export function ToolsKeyLink({ id, name }: Props) {
  const { t } = useTranslation('tools');
  const navigate = useNavigate();
  const run = () => void navigate({ to: '/resources/$id/tools', params: { id }, search: {} });
  useKeys([{ id: 'tools.open', keys: 'KeyD', title: t('key.open'), group: t('title'), run }]);
  return (
    <span>
      <ToolsLink id={id} name={name} /> <Kbd>{keyCap('KeyD')}</Kbd>
    </span>
  );
}
