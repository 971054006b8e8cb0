import { Link } from '@tanstack/react-router';
import { ResourceName } from '../../components/ResourceName/ResourceName.tsx';
import styles from './network.module.css';
import { portText } from './words.ts';

interface Device {
  readonly resourceId: string;
  readonly name: string;
  readonly isSimulated: boolean;
}

/** A device by its name; leads to its page. */
export function DeviceLink({ resourceId, name, isSimulated }: Device) {
  return (
    <Link to="/resources/$id" params={{ id: resourceId }} className={styles.link}>
      <ResourceName name={name} isSimulated={isSimulated} />
    </Link>
  );
}

/** A port of a device; leads to its curves. One that nobody knows leads nowhere. */
export function PortLink({ resourceId, port }: { readonly resourceId: string; readonly port: string }) {
  if (port === '') return <span className="meta">{portText(port)}</span>;
  return (
    <Link to="/resources/$id" params={{ id: resourceId }} search={{ group: 'interface', only: [port] }} className={styles.link}>
      {port}
    </Link>
  );
}

/** The first devices of several. */
export function Holders({ holders, count }: { readonly holders: readonly (Device & { readonly port: string })[]; readonly count: string }) {
  const [first] = holders;
  if (!first) return null;
  return (
    <span className="ellipsis">
      <ResourceName {...first} /> {holders.length > 1 && <span className="meta">{count}</span>}
    </span>
  );
}
