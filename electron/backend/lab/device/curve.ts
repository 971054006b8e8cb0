import { fractionOf } from '../../../../shared/domain/poll/phase.ts';

/** One wave: its period in seconds, its share of the mean, its place in the period (0 to 1). */
interface Wave {
  readonly periodS: number;
  readonly share: number;
  readonly phase: number;
}

const DAY_S = 86_400;
const TURN = 2 * Math.PI;

/** How something that people use moves: a mean of 1, low at four in the morning of Asia/Shanghai, high in the afternoon, never below zero. */
export interface Curve {
  /** The value at a moment, in seconds since the epoch. */
  at(second: number): number;
  /** The area below it between two moments: what a counter has counted for each unit of the mean. */
  between(from: number, to: number): number;
}

/** The curve of a name: the day is the same for all, what is faster is each one's own. */
export function curveOf(name: string): Curve {
  const own = (what: string) => fractionOf(`${what} ${name}`);
  const waves: readonly Wave[] = [
    // 04:00 in Shanghai is 20:00 UTC; a sine is lowest at three quarters of its period.
    { periodS: DAY_S, share: 0.42, phase: 0.75 - 20 / 24 },
    { periodS: DAY_S / 2, share: 0.12, phase: 0.25 - 2 / 12 },
    { periodS: 4200 + 1800 * own('hour'), share: 0.12, phase: own('hour phase') },
    { periodS: 900 + 600 * own('quarter'), share: 0.1, phase: own('quarter phase') },
    { periodS: 170 + 160 * own('minute'), share: 0.12, phase: own('minute phase') },
  ];
  const angle = ({ periodS, phase }: Wave, second: number) => TURN * ((second / periodS + phase) % 1);
  return {
    at: (second) => waves.reduce((sum, wave) => sum + wave.share * Math.sin(angle(wave, second)), 1),
    between: (from, to) =>
      waves.reduce(
        (sum, wave) => sum + ((wave.share * wave.periodS) / TURN) * (Math.cos(angle(wave, from)) - Math.cos(angle(wave, to))),
        to - from,
      ),
  };
}
