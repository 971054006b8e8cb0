/** Names of objects and notifications by their identifiers, and the way back. */
export interface Names {
  /** The name of the longest known beginning with what follows it, `ifIndex.3`; the identifier itself where none is known. */
  of(oid: string): string;
  /** The identifier of such a name, or of one in numbers; null for what is neither. */
  oid(name: string): string | null;
}

const NUMBERS = /^\d+(?:\.\d+)*$/;

/** Makes names out of pairs of identifier and name. A name stands for one identifier and has no full stop. */
export function createNames(known: ReadonlyMap<string, string>): Names {
  const oids = new Map([...known].map(([oid, name]) => [name, oid]));
  return {
    of: (oid) => {
      for (let end = oid.length; end > 0; end = oid.lastIndexOf('.', end - 1)) {
        const name = known.get(oid.slice(0, end));
        if (name !== undefined) return name + oid.slice(end);
      }
      return oid;
    },
    oid: (name) => {
      const end = name.indexOf('.');
      const base = oids.get(end < 0 ? name : name.slice(0, end));
      if (base !== undefined && (end < 0 || NUMBERS.test(name.slice(end + 1)))) return base + (end < 0 ? '' : name.slice(end));
      return NUMBERS.test(name) ? name : null;
    },
  };
}

/**
 * Names of objects and notifications of the standard MIBs that devices send most (RFC 2863 IF-MIB, RFC 3418 SNMPv2-MIB, RFC 4133
 * ENTITY-MIB, RFC 4268 ENTITY-STATE-MIB, RFC 4273 BGP4-MIB, RFC 4750 OSPF-MIB and OSPF-TRAP-MIB, RFC 4188 BRIDGE-MIB, RFC 1628 UPS-MIB, RFC 2819 RMON-MIB).
 */
export const STANDARD_NAMES: ReadonlyMap<string, string> = new Map([
  ['1.3.6.1.6.3.1.1.5.1', 'coldStart'],
  ['1.3.6.1.6.3.1.1.5.2', 'warmStart'],
  ['1.3.6.1.6.3.1.1.5.3', 'linkDown'],
  ['1.3.6.1.6.3.1.1.5.4', 'linkUp'],
  ['1.3.6.1.6.3.1.1.5.5', 'authenticationFailure'],
  ['1.3.6.1.6.3.1.1.4.3.0', 'snmpTrapEnterprise'],
  ['1.3.6.1.2.1.2.2.1.1', 'ifIndex'],
  ['1.3.6.1.2.1.2.2.1.2', 'ifDescr'],
  ['1.3.6.1.2.1.2.2.1.7', 'ifAdminStatus'],
  ['1.3.6.1.2.1.2.2.1.8', 'ifOperStatus'],
  ['1.3.6.1.2.1.31.1.1.1.1', 'ifName'],
  ['1.3.6.1.2.1.31.1.1.1.18', 'ifAlias'],
  ['1.3.6.1.2.1.47.2.0.1', 'entConfigChange'],
  ['1.3.6.1.2.1.47.1.1.1.1.7', 'entPhysicalName'],
  ['1.3.6.1.2.1.131.0.1', 'entStateOperEnabled'],
  ['1.3.6.1.2.1.131.0.2', 'entStateOperDisabled'],
  ['1.3.6.1.2.1.131.1.1.1.2', 'entStateAdmin'],
  ['1.3.6.1.2.1.131.1.1.1.3', 'entStateOper'],
  ['1.3.6.1.2.1.131.1.1.1.5', 'entStateAlarm'],
  ['1.3.6.1.2.1.15.0.1', 'bgpEstablishedNotification'],
  ['1.3.6.1.2.1.15.0.2', 'bgpBackwardTransNotification'],
  ['1.3.6.1.2.1.15.7.1', 'bgpEstablished'],
  ['1.3.6.1.2.1.15.7.2', 'bgpBackwardTransition'],
  ['1.3.6.1.2.1.15.3.1.2', 'bgpPeerState'],
  ['1.3.6.1.2.1.15.3.1.7', 'bgpPeerRemoteAddr'],
  ['1.3.6.1.2.1.15.3.1.14', 'bgpPeerLastError'],
  ['1.3.6.1.2.1.14.16.2.2', 'ospfNbrStateChange'],
  ['1.3.6.1.2.1.14.16.2.1', 'ospfVirtIfStateChange'],
  ['1.3.6.1.2.1.14.16.2.3', 'ospfVirtNbrStateChange'],
  ['1.3.6.1.2.1.14.16.2.16', 'ospfIfStateChange'],
  ['1.3.6.1.2.1.14.1.1', 'ospfRouterId'],
  ['1.3.6.1.2.1.14.10.1.1', 'ospfNbrIpAddr'],
  ['1.3.6.1.2.1.14.10.1.2', 'ospfNbrAddressLessIndex'],
  ['1.3.6.1.2.1.14.10.1.3', 'ospfNbrRtrId'],
  ['1.3.6.1.2.1.14.10.1.6', 'ospfNbrState'],
  ['1.3.6.1.2.1.17.0.1', 'newRoot'],
  ['1.3.6.1.2.1.17.0.2', 'topologyChange'],
  ['1.3.6.1.2.1.33.2.1', 'upsTrapOnBattery'],
  ['1.3.6.1.2.1.33.2.2', 'upsTrapTestCompleted'],
  ['1.3.6.1.2.1.33.2.3', 'upsTrapAlarmEntryAdded'],
  ['1.3.6.1.2.1.33.2.4', 'upsTrapAlarmEntryRemoved'],
  ['1.3.6.1.2.1.33.1.2.3', 'upsEstimatedMinutesRemaining'],
  ['1.3.6.1.2.1.33.1.2.2', 'upsSecondsOnBattery'],
  ['1.3.6.1.2.1.33.1.9.7', 'upsConfigLowBattTime'],
  ['1.3.6.1.2.1.33.1.6.2.1.1', 'upsAlarmId'],
  ['1.3.6.1.2.1.33.1.6.2.1.2', 'upsAlarmDescr'],
  ['1.3.6.1.2.1.16.0.1', 'risingAlarm'],
  ['1.3.6.1.2.1.16.0.2', 'fallingAlarm'],
]);

/** The names of notifications in stored lines: what was named once is never taken out, or its lines could no longer be read. */
export const NAMES: Names = createNames(STANDARD_NAMES);
