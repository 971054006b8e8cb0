import { getRouteApi } from '@tanstack/react-router';
import { HealthPage } from './HealthPage.tsx';

const route = getRouteApi('/shell/health');

/** 自检 at its address. */
export function HealthRoute() {
  const { curves } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <HealthPage
      period={curves ?? '24h'}
      onPeriod={(next) => void navigate({ search: { curves: next === '7d' ? next : undefined }, replace: true })}
    />
  );
}
