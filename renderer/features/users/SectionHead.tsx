import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PageHead } from '../../components/Page/Page.tsx';
import { Segmented } from '../../components/Segmented/Segmented.tsx';
import { SECTIONS, type SectionId } from './sections.ts';

export interface SectionHeadProps {
  readonly section: SectionId;
  readonly meta?: ReactNode;
  readonly actions?: ReactNode;
}

/** Head of every part of 用户与权限: the same title, the parts side by side, what can be done in this one. */
export function SectionHead({ section, meta, actions }: SectionHeadProps) {
  const { t } = useTranslation('users');
  const navigate = useNavigate();
  const go = (id: SectionId) => {
    const found = SECTIONS.find((one) => one.id === id);
    if (found) void navigate({ to: found.path });
  };
  return (
    <PageHead
      title={t('title')}
      views={
        <Segmented
          label={t('sections')}
          segments={SECTIONS.map(({ id }) => ({ value: id, label: t(`section.${id}`) }))}
          value={section}
          onChange={go}
        />
      }
      {...(meta === undefined ? {} : { meta })}
      {...(actions === undefined ? {} : { actions })}
    />
  );
}
