import { previewPolicies } from '../../../../shared/contracts/policyEffect.ts';
import { getReplay, startReplay, stopReplay } from '../../../../shared/contracts/policyReplay.ts';
import type { Mount } from '../../http/mount.ts';
import type { Clock } from '../../lib/clock.ts';
import type { PolicyBook } from './book.ts';
import { type NamedSubject, previewEffect, type ThresholdAlarm } from './effect.ts';
import type { Replays } from './replays.ts';

interface Parts {
  readonly mount: Mount;
  readonly book: PolicyBook;
  readonly replays: Replays;
  readonly clock: Clock;
  subjects(): readonly NamedSubject[];
  alarms(): readonly ThresholdAlarm[];
}

/** What policies would do, before anything is done: to the resources now, and over stored history. */
export function policyPreviewRoutes({ mount, book, replays, clock, subjects, alarms }: Parts): void {
  mount.read(previewPolicies, async ({ body }) => previewEffect(book.all(), body, subjects(), alarms(), clock.now()));
  mount.read(startReplay, async ({ body }, { caller }) =>
    replays.start(caller?.kind === 'person' ? caller.userId : '', body.draft, body.days),
  );
  mount.read(getReplay, async ({ params }) => replays.get(params.id));
  mount.read(stopReplay, async ({ params }) => replays.stop(params.id));
}
