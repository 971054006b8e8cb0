import { Link } from '@tanstack/react-router';
import type { Resource } from '../../../shared/contracts/resources.ts';
import { ResourceName } from '../../components/ResourceName/ResourceName.tsx';
import { i18n } from '../../i18n/index.ts';
import { useResources } from '../resources/index.ts';

/** The name of a resource that an answer tells by id, marked where it stands for no real device. */
export function NamedResource({ id, name }: { readonly id: string; readonly name: string }) {
  const known = useResources(false).data?.items.find((resource) => resource.id === id);
  return <ResourceName name={name} isSimulated={known?.isSimulated ?? false} />;
}

/** The same as the way to its page. */
export function ResourceLink({ id, name }: { readonly id: string; readonly name: string }) {
  return (
    <Link to="/resources/$id" params={{ id }}>
      <NamedResource id={id} name={name} />
    </Link>
  );
}

/** A resource among others in a box to choose from. */
export function resourceOption({ id, name, isSimulated }: Resource): { readonly value: string; readonly label: string } {
  return { value: id, label: isSimulated ? `${name} · ${i18n.t('simulated', { ns: 'common' })}` : name };
}
