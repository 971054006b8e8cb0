import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Instant } from '../../../shared/domain/id.ts';
import { ConfigInvalid } from '../config/load.ts';
import type { Config } from '../config/schema.ts';
import { newToken } from '../lib/crypto.ts';
import { writePrivate } from '../lib/privateFile.ts';

/** What makes a laboratory the same one at every start. */
const LabIdentity = z.strictObject({ seed: z.string().min(1), bornAt: z.int(), port: z.int() });
export type LabIdentity = z.output<typeof LabIdentity>;

const fileOf = (data: string): string => join(data, 'lab.json');

/**
 * The laboratory of the data folder, made at its first start; null outside of lab mode. Throws ConfigInvalid for a folder that holds real
 * data, and for a laboratory that is started as if it were none: the two never mix.
 */
export function openLab(config: Pick<Config, 'data' | 'lab' | 'labPort'>, now: Instant): LabIdentity | null {
  const { data, lab, labPort } = config;
  const file = fileOf(data);
  const isLabFolder = existsSync(file);
  if (!lab && isLabFolder)
    throw new ConfigInvalid(
      `数据目录 ${data} 属于实验环境:请用 --lab 启动,或用 NOC_DATA 指定别的目录。`,
      `The data folder ${data} is a laboratory's: start with --lab, or set NOC_DATA to another folder.`,
    );
  if (!lab) return null;
  if (isLabFolder) return LabIdentity.parse(JSON.parse(readFileSync(file, 'utf8')));
  if (existsSync(join(data, 'core.db')))
    throw new ConfigInvalid(
      `数据目录 ${data} 已有真实数据,实验环境不能用它:请去掉 --lab,或用 NOC_DATA 指定空目录。`,
      `The data folder ${data} holds real data: start without --lab, or set NOC_DATA to an empty folder.`,
    );
  const made: LabIdentity = { seed: newToken(), bornAt: now, port: labPort };
  mkdirSync(data, { recursive: true, mode: 0o700 });
  writePrivate(file, `${JSON.stringify(made)}\n`);
  return made;
}
