import { z } from 'zod';
import { InstantMs, Uuid } from './common.ts';

const Name = z.string().trim().min(1).max(40);

/**
 * The schemas of views with a name, called after `id`. A shared one is seen by everybody who may read what it shows, and changed by its
 * owner alone. `saysAnything`: only such a one is worth a name.
 */
export function namedViewSchemas<const View extends z.ZodType>(id: string, view: View, saysAnything: (view: z.output<View>) => boolean) {
  const telling = view.refine(saysAnything);
  const item = z
    .object({
      id: Uuid,
      name: Name,
      view,
      isShared: z.boolean(),
      isOwn: z.boolean(),
      ownerName: z.string(),
      createdAt: InstantMs,
      updatedAt: InstantMs,
      version: z.int(),
    })
    .meta({ id });
  return {
    item,
    list: z.object({ items: z.array(item) }).meta({ id: `${id}List` }),
    creation: z.strictObject({ name: Name, view: telling, isShared: z.boolean().default(false) }).meta({ id: `New${id}` }),
    change: z.strictObject({ name: Name, view: telling, isShared: z.boolean(), version: z.int() }).meta({ id: `${id}Change` }),
    removal: z.strictObject({ version: z.int() }).meta({ id: `${id}Removal` }),
  };
}
