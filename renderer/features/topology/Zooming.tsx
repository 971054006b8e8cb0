import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/Button/Button.tsx';
import type { Canvas } from './canvas.ts';

const STEP = 1.25;

/** Brings the map into sight, nearer or farther. */
export function Zooming({ canvas }: { readonly canvas: RefObject<Pick<Canvas, 'showAll' | 'zoom'> | null> }) {
  const { t } = useTranslation('topology');
  return (
    <>
      <Button onClick={() => canvas.current?.showAll()}>{t('fit')}</Button>
      <Button onClick={() => canvas.current?.zoom(STEP)}>{t('nearer')}</Button>
      <Button onClick={() => canvas.current?.zoom(1 / STEP)}>{t('farther')}</Button>
    </>
  );
}
