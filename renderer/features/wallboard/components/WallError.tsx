import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './EnrolForm.module.css';

const RELOAD_AFTER_S = 15;

/** The picture broke: nobody stands at a wall to help it, so it says so and loads itself anew. */
export function WallError() {
  const { t } = useTranslation('wall');
  const [left, setLeft] = useState(RELOAD_AFTER_S);
  useEffect(() => {
    const timer = setInterval(() => setLeft((old) => old - 1), 1000);
    return () => clearInterval(timer);
  }, []);
  useEffect(() => {
    if (left <= 0) window.location.reload();
  }, [left]);
  return (
    <main className={styles.page} data-wall>
      <section className={styles.card}>
        <h1>{t('banner.broken', { seconds: Math.max(0, left) })}</h1>
      </section>
    </main>
  );
}
