import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCan } from '../../lib/session.ts';

/** Where the changes of this page are kept: a way there for who may go, else who can. */
export function AuditLink() {
  const { t } = useTranslation('keeping');
  const mayRead = useCan('audit.read');
  if (!mayRead) return <span className="meta">{t('audit.others')}</span>;
  return (
    <>
      <Link to="/audit" search={{ action: 'changeRetention' }}>
        {t('audit.retention')}
      </Link>
      <Link to="/audit" search={{ action: 'changeRemoteWrite' }}>
        {t('audit.remote')}
      </Link>
    </>
  );
}
