import { describe, expect, it } from 'vitest';
import { timeAxis, timeLabel, valueAxis } from './axis.ts';

const HOUR = 3_600_000;
const at = (text: string): number => Date.parse(`${text}+08:00`);

describe('time axis in Asia/Shanghai', () => {
  it('puts ticks on whole hours of the wall clock in Shanghai, whatever the zone of the machine', () => {
    const axis = timeAxis({ from: at('2026-11-21T14:35:12'), to: at('2026-11-22T14:35:12') }, 7);
    expect(axis.stepMs).toBe(4 * HOUR);
    expect(axis.ticks.map((tick) => timeLabel(tick, axis.stepMs))).toEqual(['16:00', '20:00', '11-22', '04:00', '08:00', '12:00']);
  });
  it('labels days where a step is a day or longer', () => {
    const axis = timeAxis({ from: at('2026-11-15T10:00:00'), to: at('2026-11-22T10:00:00') }, 7);
    expect(axis.ticks.map((tick) => timeLabel(tick, axis.stepMs))).toEqual(['11-16', '11-17', '11-18', '11-19', '11-20', '11-21', '11-22']);
  });
  it('never has more ticks than asked for, up to half a year', () => {
    for (const hours of [1, 6, 24, 168, 720, 4416, 40_000]) {
      const axis = timeAxis({ from: at('2026-05-22T14:35:12'), to: at('2026-05-22T14:35:12') + hours * HOUR }, 7);
      expect(axis.ticks.length).toBeGreaterThanOrEqual(2);
      expect(axis.ticks.length).toBeLessThanOrEqual(8);
    }
  });
});

describe('value axis', () => {
  const values = (value: number | null, limit: number | null = null) => ({ value, limit });
  it('keeps the bounds of a percentage', () => {
    expect(valueAxis(values(31), [0, 100])).toEqual({ min: 0, max: 100, ticks: [0, 25, 50, 75, 100] });
    expect(valueAxis(values(null, 80), [0, 100]).max).toBe(100);
    expect(valueAxis(values(0.2), [0, 100]).max).toBe(100);
  });
  it('opens the bounds for a value beyond them rather than hide it', () => {
    expect(valueAxis(values(130), [0, 100]).max).toBeGreaterThanOrEqual(130);
  });
  it('opens around a limit that would lie on the frame, and only as long as the values stay there', () => {
    expect(valueAxis(values(0.9, 1), [0, 100])).toEqual({ min: 0, max: 2, ticks: [0, 0.5, 1, 1.5, 2] });
    expect(valueAxis(values(40, 1), [0, 100]).max).toBe(100);
  });
  it.each([85, 90, 95, 97])('keeps grid lines out of the words over a limit of %d %%', (limit) => {
    const axis = valueAxis(values(97, limit), [0, 100]);
    expect(axis.max).toBe(100);
    expect(axis.ticks.filter((tick) => tick > limit && tick < limit + 20)).toEqual([]);
    expect(axis.ticks.length).toBeGreaterThanOrEqual(3);
  });
  it('keeps the usual ticks where the words of a limit do not reach the top', () => {
    expect(valueAxis(values(31, 80), [0, 100]).ticks).toEqual([0, 25, 50, 75, 100]);
  });
  it('leaves room for the words over a limit below the top of an open axis', () => {
    for (const limit of [7, 90, 200, 1234]) {
      const { max } = valueAxis(values(3, limit), undefined);
      expect(limit + 0.2 * max).toBeLessThanOrEqual(max * 1.0001);
    }
  });
  it('shows a state as two levels', () => {
    expect(valueAxis(values(1), [0, 1]).ticks).toEqual([0, 1]);
  });
  it.each([
    [32, 40, 5],
    [0.93, 1, 5],
    [228.9, 320, 5],
    [1.7, 2, 5],
    [9.999, 12, 5],
  ])('ends at or above the highest value %d with round ticks', (highest, max, count) => {
    const axis = valueAxis(values(highest), undefined);
    expect(axis.max).toBeCloseTo(max);
    expect(axis.ticks).toHaveLength(count);
  });
  it('makes room for a limit above every value', () => {
    expect(valueAxis(values(3, 200), undefined).max).toBeGreaterThan(200);
  });
  it('rounds in the shown unit', () => {
    const mega = 1024 * 1024;
    expect(valueAxis(values(182 * mega), undefined, mega).ticks.map((tick) => tick / mega)).toEqual([0, 50, 100, 150, 200]);
  });
  it('has an axis also for a series that is zero throughout', () => {
    expect(valueAxis(values(0), undefined)).toEqual({ min: 0, max: 1, ticks: [0, 1] });
  });
});
