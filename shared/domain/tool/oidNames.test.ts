import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { knownOids, nameOid, oidIn, wordOf } from './oidNames.ts';
import { OID_ENUMERATIONS, OID_TABLES } from './oidTables.ts';
import { oidOf } from './tool.ts';

describe('R-8.4.2-c2-3 names of OIDs', () => {
  it.each([
    ['1.3.6.1.2.1.1.5.0', 'SNMPv2-MIB', 'sysName', '0'],
    ['1.3.6.1.2.1.2.2.1.10.3', 'IF-MIB', 'ifInOctets', '3'],
    ['1.3.6.1.2.1.31.1.1.1.15.1001', 'IF-MIB', 'ifHighSpeed', '1001'],
    ['1.3.6.1.2.1.4.22.1.2.7.10.0.0.1', 'IP-MIB', 'ipNetToMediaPhysAddress', '7.10.0.0.1'],
    ['1.3.6.1.2.1.17.4.3.1.2.0.26.43', 'BRIDGE-MIB', 'dot1dTpFdbPort', '0.26.43'],
    ['1.3.6.1.2.1.47.1.1.1.1.11.1', 'ENTITY-MIB', 'entPhysicalSerialNum', '1'],
    ['1.3.6.1.2.1.33.1.2.4.0', 'UPS-MIB', 'upsEstimatedChargeRemaining', '0'],
    ['1.0.8802.1.1.2.1.4.1.1.9.0.3.1', 'LLDP-MIB', 'lldpRemSysName', '0.3.1'],
    ['1.3.6.1.4.1.2011.5.25', 'SNMPv2-SMI', 'huawei', '5.25'],
    ['1.3.6.1.6.3.10.2.1.1.0', 'SNMP-FRAMEWORK-MIB', 'snmpEngineID', '0'],
  ])('%s is %s::%s.%s', (oid, mib, name, index) => {
    expect(nameOid(oid)).toEqual({ mib, name, index });
  });

  it('are each of one OID, and of an OID that is one', () => {
    const names = [...knownOids.values()].map(({ name }) => name.toLowerCase());
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    for (const oid of knownOids.keys()) expect(oid === '1' ? '1.3' : oidOf(oid), oid).not.toBeNull();
    const bases = OID_TABLES.map(({ base }) => base);
    expect(new Set(bases).size).toBe(bases.length);
    for (const oid of Object.keys(OID_ENUMERATIONS)) expect(knownOids.has(oid), oid).toBe(true);
  });

  it('lead back to their OID, whatever the index and the way it is written', () => {
    const known = fc.constantFrom(...knownOids);
    fc.assert(
      fc.property(known, fc.array(fc.nat(70_000), { maxLength: 6 }), fc.boolean(), ([oid, { mib, name }], index, isLong) => {
        const text = [isLong ? `${mib}::${name}` : name, ...index].join('.');
        expect(oidIn(text)).toBe([oid, ...index].join('.'));
      }),
    );
    expect(oidIn(' .1.3.6.1 ')).toBe('1.3.6.1');
    expect(oidIn('nobodyKnows.0')).toBeNull();
    expect(oidIn('sysName;0')).toBeNull();
  });

  it('of numbers that stand for words give the word', () => {
    expect(wordOf('1.3.6.1.2.1.2.2.1.8.4', '2')).toBe('down');
    expect(wordOf('1.3.6.1.2.1.2.2.1.8.4', '99')).toBeNull();
    expect(wordOf('1.3.6.1.2.1.2.2.1.10.4', '2')).toBeNull();
    expect(wordOf('9.9', '1')).toBeNull();
  });
});
