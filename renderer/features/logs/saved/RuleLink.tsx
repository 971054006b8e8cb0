import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCan } from '../../../lib/session.ts';
import styles from '../logs.module.css';
import { seedOfQuery } from '../model.ts';
import { unaskedOf } from './savedModel.ts';

export interface RuleLinkProps {
  readonly query: string;
  readonly label: string;
  /** What the rule is called, where the question has a name. */
  readonly name?: string;
}

/** The way from a question to a rule over events that is begun with it; says what of the question a rule cannot ask. */
export function RuleLink({ query, label, name }: RuleLinkProps) {
  const { t } = useTranslation(['logs', 'common']);
  const mayRule = useCan('policy.edit');
  if (!mayRule || query === '') return null;
  const seed = seedOfQuery(query);
  if (seed === null) return name === undefined ? null : <span className="meta">{t('logs:rule.none')}</span>;
  const left = unaskedOf(query).map((part) => t(`logs:rule.left.${part}`));
  return (
    <span>
      <Link
        to="/policies"
        search={{ view: 'events', rule: 'new', ...seed, ...(name === undefined ? {} : { named: name }) }}
        className={styles.link}
      >
        {label}
        {name !== undefined && <span className="visually-hidden"> {name}</span>}
      </Link>
      {left.length > 0 && <span className="meta"> {t('logs:rule.left', { parts: left.join(t('common:list.separator')) })}</span>}
    </span>
  );
}
