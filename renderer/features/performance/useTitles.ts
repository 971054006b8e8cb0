import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { SeriesRef } from '../../../shared/contracts/performance.ts';
import type { Resource } from '../../../shared/contracts/resources.ts';
import { resourceText } from '../../lib/resourceText.ts';
import { seriesName } from './words.ts';

/** What a series is called: the resource, and what of it is measured. */
export interface Title {
  readonly resource: string;
  readonly name: string;
}

/** Titles of series, in their order; a resource that is not in the list is said to be gone. */
export function useTitles(series: readonly SeriesRef[], resources: readonly Resource[]): readonly Title[] {
  const { t } = useTranslation('performance');
  const signature = JSON.stringify(series);
  return useMemo(() => {
    const byId = new Map(resources.map((resource) => [resource.id, resource]));
    return (JSON.parse(signature) as SeriesRef[]).map((one) => {
      const resource = byId.get(one.resourceId);
      return { resource: resource ? resourceText(resource.name, resource.isSimulated) : t('table.gone'), name: seriesName(one) };
    });
  }, [signature, resources, t]);
}
