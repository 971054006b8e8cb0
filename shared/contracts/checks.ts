import { z } from 'zod';
import { CHECK_KINDS, type CheckOf, type KindOf, type Protocol } from '../domain/check/index.ts';
import { type CheckKind, entriesOf, type Field, type Fields, type ValueOf } from '../domain/check/kind.ts';
import { Uuid } from './common.ts';

type FieldSchema<F extends Field> = F extends { readonly default: unknown }
  ? z.ZodDefault<z.ZodType<ValueOf<F>, ValueOf<F>>>
  : z.ZodType<ValueOf<F>, ValueOf<F>>;
type Shape<P extends string, F extends Fields> = { protocol: z.ZodLiteral<P> } & { [Name in keyof F]: FieldSchema<F[Name]> };
type CheckSchema<P extends Protocol> = z.ZodObject<Shape<P, KindOf<P>['fields']>, z.core.$strict>;

function bare(field: Field): z.ZodType {
  switch (field.type) {
    case 'port':
      return z.int().min(1).max(65_535);
    case 'integer':
      return z.int().min(field.min).max(field.max);
    case 'url':
      return z.url({ protocol: new RegExp(`^(?:${field.schemes.join('|')})$`), normalize: true }).max(field.max);
    case 'text': {
      const text = z
        .string()
        .min(field.default === undefined ? 1 : 0)
        .max(field.max);
      return field.pattern === undefined ? text : text.regex(new RegExp(`^(?:${field.pattern})$`));
    }
    case 'lines': {
      const lines = z.string().max(field.max);
      const { pattern } = field;
      if (pattern === undefined) return lines;
      return lines.refine((text) => entriesOf(text).every((entry) => new RegExp(`^(?:${pattern})$`).test(entry)));
    }
    case 'choice':
      return z.enum(field.options);
    case 'flag':
      return z.boolean();
    case 'fingerprint':
      return z.string().regex(/^(?:(?:[0-9A-Fa-f]{2}:?){31}[0-9A-Fa-f]{2})?$/);
    case 'credential':
      return Uuid;
    default:
      return field satisfies never;
  }
}

function schemaOf({ protocol, fields }: CheckKind): z.ZodObject {
  const shape = Object.entries(fields).map(([name, field]) => {
    const schema = bare(field);
    return [name, 'default' in field ? schema.default(field.default) : schema];
  });
  return z
    .strictObject({ protocol: z.literal(protocol), ...Object.fromEntries(shape) })
    .meta({ id: `${protocol.charAt(0).toUpperCase()}${protocol.slice(1)}Check` });
}

const SCHEMAS = CHECK_KINDS.map((kind) => [kind.protocol, schemaOf(kind)] as const);

/** The schema of each kind of check, made from its fields: what a person may ask for, what is stored, what its collector gets. */
export const CHECK_SCHEMAS = Object.fromEntries(SCHEMAS) as unknown as { readonly [P in Protocol]: CheckSchema<P> };

type AnySchema = { [P in Protocol]: CheckSchema<P> }[Protocol];
const [first, ...others] = Object.values(CHECK_SCHEMAS) as [AnySchema, ...AnySchema[]];

export const Check = z.discriminatedUnion('protocol', [first, ...others]).meta({ id: 'Check' });
export type Check = { [P in Protocol]: CheckOf<P> }[Protocol];
