import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';
import { EventRuleContent } from '../../../../shared/contracts/eventRules.ts';
import { type EventRuleDefinition, ruleFaults } from '../../../../shared/domain/event/definition.ts';
import { SYSLOG_SEVERITIES } from '../../../../shared/domain/syslog/message.ts';
import { assetFolder } from '../../lib/entries.ts';

const { effect, condition, cause, severity, name } = EventRuleContent.shape;

const Trap = z.strictObject({
  oid: z.string(),
  where: z.array(z.strictObject({ oid: z.string(), values: z.array(z.string()).min(1) })).default([]),
});
const Line = z.strictObject({
  app: z.string().nullable().default(null),
  message: z.string().nullable().default(null),
  severity: z.enum(SYSLOG_SEVERITIES).nullable().default(null),
  text: z.string().nullable().default(null),
});
const Component = z.union([
  z.literal('interface').transform(() => ({ kind: 'interface' }) as const),
  z.strictObject({ hole: z.string() }).transform(({ hole }) => ({ kind: 'hole', name: hole }) as const),
  z.strictObject({ value: z.string() }).transform(({ value }) => ({ kind: 'value', oid: value }) as const),
  z.strictObject({ row: z.string() }).transform(({ row }) => ({ kind: 'row', oid: row }) as const),
]);

const Rule = z.strictObject({
  id: z.string().regex(/^[\w.-]{1,100}$/),
  ...{ name, effect, condition, cause },
  source: z.string().min(1),
  trap: Trap.optional(),
  line: Line.optional(),
  severity: severity.default(null),
  component: Component.default({ kind: 'whole' } as never),
  isOn: z.boolean().default(true),
  examples: z.array(z.strictObject({ line: z.string(), component: z.string() })).min(1),
});

/** One file: see assets/event-rules/README.md. */
const File = z.strictObject({
  name: z.string(),
  title: z.string().min(1),
  sources: z.array(z.string()).min(1),
  rules: z.array(Rule).min(1),
});

/** A rule as the product brings it. */
export interface DeliveredRule extends EventRuleDefinition {
  readonly id: string;
  /** Whose devices, in the words of its file. */
  readonly family: string;
  readonly source: string;
  readonly examples: readonly { readonly line: string; readonly component: string }[];
}

function matchOf({ id, trap, line }: z.output<typeof Rule>): EventRuleDefinition['match'] {
  if (trap && !line) return { kind: 'trap', oid: trap.oid, variables: trap.where };
  if (line && !trap) return { kind: 'line', app: line.app, messageId: line.message, severity: line.severity, template: line.text };
  throw new Error(`rule ${id}: one of trap and line`);
}

function rulesOf(file: string): readonly DeliveredRule[] {
  const { title, rules } = File.parse(parse(readFileSync(file, 'utf8')));
  return rules.map(({ trap, line, ...rule }) => {
    const delivered = { ...rule, match: matchOf({ trap, line, ...rule }), family: title };
    const [fault] = ruleFaults(delivered);
    if (fault) throw new Error(`rule ${rule.id}: ${fault.path.join('.')} ${fault.code}`);
    return delivered;
  });
}

/**
 * The rules of the product, in the order in which they are asked: by the names of their files, then by their lines. Throws for a file
 * that is none: it comes with the product.
 */
export function readCatalogue(folder: string = fileURLToPath(assetFolder('event-rules'))): readonly DeliveredRule[] {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .toSorted();
  const all = files.flatMap((file) => rulesOf(join(folder, file)));
  const ids = new Set(all.map(({ id }) => id));
  if (ids.size < all.length) throw new Error('two rules have one id');
  return all;
}
