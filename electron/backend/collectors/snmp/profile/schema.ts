import { z } from 'zod';
import { snmpCheck } from '../../../../../shared/domain/check/snmp.ts';

function compiles(pattern: string): boolean {
  try {
    new RegExp(pattern);
    return true;
  } catch {
    return false;
  }
}

const Oid = z.string().regex(/^1(\.\d+){3,}$/);
const Pattern = z.string().refine(compiles, 'not a regular expression');
const Metric = z.enum(snmpCheck.metrics.map(({ code }) => code) as [SnmpMetric, ...SnmpMetric[]]);

/** What the SNMP check may measure. */
export type SnmpMetric = (typeof snmpCheck.metrics)[number]['code'];

/** `(value + plus… - minus…) * times * scale`, as a share of `of` in per cent where there is one, the rest to 100 where `isFree`. */
const expression = {
  metric: Metric,
  /** A scalar with its instance, or a column. */
  value: Oid,
  plus: z.array(Oid).default([]),
  minus: z.array(Oid).default([]),
  times: Oid.optional(),
  /** The whole, or the parts it is the sum of. */
  of: z.union([Oid, z.array(Oid).min(1)]).optional(),
  isFree: z.boolean().default(false),
  scale: z.number().default(1),
  /** Values that mean that there is none. */
  none: z.array(z.number()).default([]),
  /** Values that are well: the reading is 1 for them and 0 for every other. */
  good: z.array(z.number()).optional(),
  /** A counter, read as its increase a second. */
  isRate: z.boolean().default(false),
};

const Cell = z.union([z.number(), z.string()]);

/** Of a row when the device is identified. */
const Condition = z.strictObject({
  column: Oid,
  /** One of these values; OIDs and numbers as they are written. */
  is: z.array(Cell).optional(),
  /** None of these values. */
  isNot: z.array(Cell).optional(),
  /** A pattern the text matches. */
  like: Pattern.optional(),
  /** A pattern the text does not match. */
  not: Pattern.optional(),
});

export const ScalarReading = z.strictObject({ ...expression, component: z.string().default('') });

export const TableReading = z.strictObject({
  ...expression,
  /**
   * What names a row: a column with its text, or the first group of a pattern on it; the physical entity of the same index (its first number)
   * or of the index in a column; the interface of the same index; a text with the index of the row, or with its place. A name that stands twice gets the index behind it.
   */
  component: z.union([
    z.strictObject({ interface: z.literal('index') }),
    z.strictObject({ column: Oid, pattern: Pattern.optional() }),
    z.strictObject({ entity: z.literal('index') }),
    z.strictObject({ entity: Oid }),
    z.strictObject({ indexed: z.string() }),
    z.strictObject({ numbered: z.string(), from: z.int().default(1) }),
    z.strictObject({ combine: z.enum(['max', 'mean', 'sum', 'first']) }),
  ]),
  where: z.array(Condition).default([]),
});

const Fact = z.strictObject({
  name: z.enum(['device.vendor', 'device.model', 'device.serial', 'device.version', 'os.name']),
  /** Exactly one of: a text, a scalar, a pattern on sysDescr with one group. */
  text: z.string().optional(),
  scalar: Oid.optional(),
  pattern: Pattern.optional(),
});

/** How the ports of a device stand on its front; the first rule whose pattern fits the name of a port. */
const PanelRule = z.strictObject({
  /** Prefixes of sysObjectID: only of these devices of the profile. */
  matches: z.array(Oid).optional(),
  like: Pattern,
  rows: z.int().min(1).max(4).default(2),
  /** Numbers go through a column before the next one, or through a row. */
  order: z.enum(['columns', 'rows']).default('columns'),
  /** Where the lowest number is. */
  first: z.enum(['top', 'bottom']).default('top'),
  media: z.enum(['copper', 'pluggable']).nullable().default(null),
});

/** A file of assets/device-profiles: what makes a device of a kind supported. */
export const Profile = z.strictObject({
  name: z.string().regex(/^[a-z0-9-]+$/),
  title: z.string().min(1),
  /** Where its OIDs and their meaning are published. */
  sources: z.array(z.string().min(1)).min(1),
  /** Prefixes of sysObjectID, the longest of all profiles wins; none: a part that others include. */
  matches: z.array(Oid).default([]),
  /** Names of profiles whose readings come after its own. */
  includes: z.array(z.string()).default([]),
  facts: z.array(Fact).default([]),
  scalars: z.array(ScalarReading).default([]),
  tables: z.array(TableReading).default([]),
  /** Tables of the shape of ENTITY-SENSOR-MIB: the OID of the entry, type to status in columns 1 to 5. */
  sensors: z.array(Oid).default([]),
  panel: z.array(PanelRule).default([]),
  /** A table of transceivers whose rows are interfaces (ifIndex), where ENTITY-MIB does not tell of them: columns of their model and serial number. */
  transceivers: z.strictObject({ model: Oid, manufacturer: Oid.optional(), serial: Oid }).optional(),
});
export type Profile = z.output<typeof Profile>;
export type Expression = Pick<z.output<typeof ScalarReading>, keyof typeof expression>;
export type ScalarReading = z.output<typeof ScalarReading>;
export type TableReading = z.output<typeof TableReading>;
export type Condition = z.output<typeof Condition>;

/** The OIDs an expression needs. */
export const oidsOf = ({ value, plus, minus, times, of = [] }: Expression): readonly string[] => [
  value,
  ...plus,
  ...minus,
  ...(times ? [times] : []),
  ...[of].flat(),
];
