import { z } from 'zod';
import { ToolJob, ToolResult } from './tools.ts';

/** Down, as a message: every run that goes on, in the state of the backend; one that is not in it is stopped. Said again whenever the poller connects. */
export const TOOL_RUNS = 'toolRuns';

/** One run. A set of credentials is named, never told. */
export const ToolOrder = z.object({
  id: z.string().min(1).max(100),
  address: z.string().min(1).max(300),
  job: ToolJob,
  credential: z.object({ id: z.string().max(100), port: z.int().min(1).max(65_535) }).nullable(),
});
export type ToolOrder = z.output<typeof ToolOrder>;
export const ToolOrders = z.object({ runs: z.array(ToolOrder).max(100) });

/** Up, as an item: all that came of a run so far; told again it replaces what was told before. */
export const TOOL_REPORT = 'toolReport';

export const ToolReport = z.object({
  runId: z.string().max(100),
  result: ToolResult.nullable(),
  isOver: z.boolean(),
  problem: z.string().max(500).nullable(),
});
export type ToolReport = z.output<typeof ToolReport>;
