import { useTranslation } from 'react-i18next';
import type { User } from '../../../../shared/contracts/users.ts';
import type { Role } from '../../../../shared/domain/access/roles.ts';
import { Icon } from '../../../components/Icon/Icon.tsx';
import { Panel } from '../../../components/Panel/Panel.tsx';
import { COLUMNS, isOfTheThree, type MatrixRow, matrix } from './matrixModel.ts';
import styles from './roles.module.css';

/** Roles x permissions with how many people hold each role; the last column is what a token may be given. */
export function MatrixPanel({ people }: { readonly people: readonly User[] }) {
  const { t } = useTranslation(['users', 'terms']);
  return (
    <Panel title={t('users:roles.matrix')} padded={false} footer={<Legend />}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must take the keys that scroll it */}
      <section className={styles.scroll} tabIndex={0} aria-label={t('users:roles.matrix')}>
        <table className={styles.matrix}>
          <thead>
            <tr>
              <th scope="col">{t('users:roles.permission')}</th>
              {COLUMNS.map((role) => (
                <th key={role} scope="col" data-three={isOfTheThree(role) || undefined}>
                  {t(`terms:role.${role}`)}
                  <Count role={role} people={people} />
                </th>
              ))}
              <th scope="col">
                {t('users:roles.token')}
                <small>{t('users:roles.token.note')}</small>
              </th>
            </tr>
          </thead>
          {matrix().map(({ group, rows }) => (
            <tbody key={group}>
              <tr>
                <th scope="rowgroup" colSpan={COLUMNS.length + 2} className={styles.band}>
                  {t(`users:roles.group.${group}`)}
                </th>
              </tr>
              {rows.map((row) => (
                <Row key={row.permission} row={row} />
              ))}
            </tbody>
          ))}
        </table>
      </section>
    </Panel>
  );
}

function Count({ role, people }: { readonly role: Role; readonly people: readonly User[] }) {
  const { t } = useTranslation('users');
  // A wall and the shell are no people.
  if (role === 'wall' || role === 'shell') return <small>&nbsp;</small>;
  return <small>{t('roles.people', { count: people.filter(({ roles }) => roles.includes(role)).length })}</small>;
}

function Row({ row: { permission, held, isForTokens } }: { readonly row: MatrixRow }) {
  const { t } = useTranslation(['users', 'terms']);
  return (
    <tr>
      <th scope="row">{t(`terms:permission.${permission}`)}</th>
      {COLUMNS.map((role, index) => (
        <td key={role} data-three={isOfTheThree(role) || undefined}>
          {held[index] ? <Yes /> : <No />}
        </td>
      ))}
      <td>{isForTokens ? <May /> : <No />}</td>
    </tr>
  );
}

function Yes() {
  const { t } = useTranslation('users');
  return (
    <span className={styles.yes}>
      <Icon name="check" size={14} />
      <span className="visually-hidden">{t('roles.yes')}</span>
    </span>
  );
}

function No() {
  const { t } = useTranslation('users');
  return (
    <span className={styles.no}>
      <span aria-hidden="true">–</span>
      <span className="visually-hidden">{t('roles.no')}</span>
    </span>
  );
}

function May() {
  const { t } = useTranslation('users');
  return (
    <span className={styles.may}>
      <span aria-hidden="true">{t('roles.may.short')}</span>
      <span className="visually-hidden">{t('roles.may')}</span>
    </span>
  );
}

function Legend() {
  const { t } = useTranslation('users');
  return (
    <>
      <span className={styles.legend}>
        <span aria-hidden="true">
          <Yes />
        </span>
        {t('roles.legend.yes')}
        <span className={styles.may} aria-hidden="true">
          {t('roles.may.short')}
        </span>
        {t('roles.legend.may')}
        <span aria-hidden="true">–</span>
        {t('roles.legend.no')}
      </span>
      <span>{t('roles.legend.three')}</span>
    </>
  );
}
