/** One line for people on standard error, in both languages; standard output belongs to what a task produces. */
export function say(zh: string, en: string): void {
  console.error(`${zh} / ${en}`);
}

/** A task cannot go on: `zh` and `en` say why in one line each. */
export class TaskFailed extends Error {
  readonly zh: string;
  readonly en: string;
  constructor(zh: string, en: string, options?: ErrorOptions) {
    super(en, options);
    this.zh = zh;
    this.en = en;
  }
}

/** Runs a task's main function: its number is the exit code; a TaskFailed prints its two lines and exits 1. */
export async function runTask(main: (args: readonly string[]) => Promise<number>): Promise<void> {
  try {
    process.exitCode = await main(process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof TaskFailed)) throw error;
    console.error(error.zh);
    console.error(error.en);
    if (error.cause) console.error(error.cause);
    process.exitCode = 1;
  }
}

/** A duration for people: `840 ms`, `12.3 s`. */
export function formatDuration(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}
