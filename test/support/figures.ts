/** One measured figure and what it must reach. `limit` null: told, not judged. */
export interface Figure {
  readonly figure: string;
  readonly value: number;
  readonly unit: string;
  readonly limit: number | null;
  readonly ok: boolean;
}

export interface Figures {
  /** The value must not be above the limit. */
  atMost(figure: string, value: number, unit: string, limit: number): void;
  /** The value must not be below the limit. */
  atLeast(figure: string, value: number, unit: string, limit: number): void;
  /** The value must be exactly this. */
  exactly(figure: string, value: number, unit: string, limit: number): void;
  /** A figure without a limit. */
  told(figure: string, value: number, unit: string): void;
  /** Sets the exit code: 1 when a figure was missed or none was told. */
  end(): void;
}

/** Prints one JSON line per figure on standard output. */
export function createFigures(run: string): Figures {
  const all: Figure[] = [];
  function add(one: Figure): void {
    all.push(one);
    console.log(JSON.stringify({ run, ...one, value: Math.round(one.value * 100) / 100 }));
  }
  return {
    atMost: (figure, value, unit, limit) => add({ figure, value, unit, limit, ok: value <= limit }),
    atLeast: (figure, value, unit, limit) => add({ figure, value, unit, limit, ok: value >= limit }),
    exactly: (figure, value, unit, limit) => add({ figure, value, unit, limit, ok: value === limit }),
    told: (figure, value, unit) => add({ figure, value, unit, limit: null, ok: true }),
    end: () => {
      process.exitCode = all.length > 0 && all.every((one) => one.ok) ? 0 : 1;
    },
  };
}

/** The value below which the share `q` of the values lies. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * q) - 1)] ?? Number.NaN;
}
