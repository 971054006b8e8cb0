/** IANAPhysicalClass (IANA-ENTITY-MIB of RFC 6933) in the order of its numbers, of which the first is 1. */
export const PART_CLASSES = [
  'other',
  'unknown',
  'chassis',
  'backplane',
  'container',
  'powerSupply',
  'fan',
  'sensor',
  'module',
  'port',
  'stack',
  'cpu',
  'energyObject',
  'battery',
  'storageDrive',
] as const;
export type PartClass = (typeof PART_CLASSES)[number];

/** A physical part of a device as it tells of it (ENTITY-MIB, RFC 6933). Texts are '' where it tells nothing. */
export interface Part {
  /** entPhysicalIndex; may be another after the device began anew. */
  readonly index: number;
  /** Index of the part it is in; 0 for none. */
  readonly parent: number;
  /** entPhysicalParentRelPos; -1 where it is not known. */
  readonly position: number;
  readonly class: PartClass;
  /** Its name on the device, made unique: the same part has the same after the device began anew. */
  readonly component: string;
  readonly description: string;
  readonly model: string;
  readonly serial: string;
  readonly manufacturer: string;
  readonly hardware: string;
  readonly firmware: string;
  readonly software: string;
  /** Whether it can be replaced in the field; null where that is not said. */
  readonly isReplaceable: boolean | null;
  /** Name of the interface it is (entAliasMappingTable); '' for what is none. */
  readonly port: string;
}

/** How the ports of a device stand on its front, where its profile says it: the first rule whose pattern a name fits. */
export interface PanelRule {
  readonly like: string;
  /** Rows of ports, one above the other. */
  readonly rows: number;
  /** Numbers go through a column before the next one, or through a row. */
  readonly order: 'columns' | 'rows';
  /** Where the lowest number is. */
  readonly first: 'top' | 'bottom';
  readonly media: 'copper' | 'pluggable' | null;
}

/** All parts of a device but its sensors, in the order of the agent; `isCut`: it has more than were read. */
export interface Hardware {
  readonly parts: readonly Part[];
  readonly isCut: boolean;
  readonly panel: readonly PanelRule[];
}

/** pethPsePortDetectionStatus (RFC 3621) in the order of its numbers, of which the first is 1. */
export const POWER_STATES = ['disabled', 'searching', 'delivering', 'fault', 'test', 'otherFault'] as const;
export type PowerState = (typeof POWER_STATES)[number];

/** What one port gives to what is plugged into it (RFC 3621). */
export interface PowerPort {
  readonly group: number;
  readonly number: number;
  /** Name of the interface; '' where the device does not say which it is and its name does not either. */
  readonly port: string;
  readonly isEnabled: boolean | null;
  readonly state: PowerState | null;
  /** Class of the powered device, 0 to 8; null where none was found, or it is not said. */
  readonly deviceClass: number | null;
  /** W that it draws; null where the device does not measure it. */
  readonly watts: number | null;
}

/** The supply of a group of ports (pethMainPseTable of RFC 3621), W. */
export interface PowerGroup {
  readonly group: number;
  readonly nominalWatts: number | null;
  readonly usedWatts: number | null;
  readonly state: 'on' | 'off' | 'faulty' | null;
}

export interface PoweredPorts {
  readonly ports: readonly PowerPort[];
  readonly groups: readonly PowerGroup[];
}

/** How often a device is asked for the power it gives, in ms; its parts it tells when it is identified. */
export const POWER_ASKED_MS = 300_000;
/** Parts of one device: one that invents them without end fills no memory. */
export const MOST_PARTS = 4096;
/** Characters of a text of a part that are kept: SnmpAdminString has at most 255 octets. */
export const MOST_TEXT = 255;
