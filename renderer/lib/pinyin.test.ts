import fc from 'fast-check';
import { pinyin } from 'pinyin-pro';
import { describe, expect, it } from 'vitest';
import { matches, mayBePinyin } from './pinyin.ts';
import { readings } from './pinyinReadings.ts';

const HAN = Array.from('省政务云核心交换机汇聚接入防火墙数据库服务器公积金社保税务重庆银行机房边界出口互联网负载均衡存储阵列电源长春女绿');
const name = fc.array(fc.constantFrom(...HAN), { minLength: 1, maxLength: 12 }).map((characters) => characters.join(''));
const around = fc.constantFrom('', 'SW-A1 ', '10.1.1.1\n', '（备）');
const spoken = (text: string, pattern: 'first' | 'pinyin') => pinyin(text, { toneType: 'none', pattern, type: 'array', v: true });

describe('search in pinyin', () => {
  it.each([
    ['核心交换机', 'hxjhj'],
    ['核心交换机', 'hexinjiaohuanji'],
    ['核心交换机', 'HXJHJ'],
    ['核心交换机', 'hexinjhj'],
    ['核心交换机', '核心jhj'],
    ['核心交换机', 'jiaohuan'],
    ['核心交换机', 'hexinji'],
    ['核心交换机', "he'xin"],
    ['重庆', 'cq'],
    ['重庆', 'zhongqing'],
    ['工商银行', 'gsyh'],
    ['工商银行', 'gsyx'],
    ['中山数据中心', 'zhshshuju'],
    ['绿地', 'lvdi'],
    ['绿地', 'ludi'],
    ['绿地', 'lüdi'],
    ['边界防火墙 02', 'bjfhq02'],
    ['核心-交换机（备）', 'hxjhjb'],
    ['SW-核心', 'swhx'],
    ['SW-CORE-1', 'sw-core'],
  ])('finds %s by %s', (text, query) => expect(matches(text, query, readings)).toBe(true));

  it.each([
    ['核心交换机', 'hxjj'],
    ['核心交换机', 'xhjhj'],
    ['核心交换机', 'hxjhjx'],
    ['核心\n交换机', 'hxjhj'],
    ['核心交换机', 'hexim'],
    ['核心交换机', "'"],
    ['SW-CORE-1', 'swcx'],
  ])('does not find %s by %s', (text, query) => expect(matches(text, query, readings)).toBe(false));

  it('needs every word, each by its own way', () => {
    expect(matches('核心交换机\n10.1.1.1\n机房A', 'hxjhj 10.1 机房', readings)).toBe(true);
    expect(matches('核心交换机\n10.1.1.1\n机房A', 'hxjhj 10.2', readings)).toBe(false);
    expect(matches('anything', '  ', readings)).toBe(true);
  });

  it('without readings goes by text alone', () => {
    expect(matches('核心交换机', 'hxjhj', null)).toBe(false);
    expect(matches('核心交换机 SW-1', 'sw 交换', null)).toBe(true);
  });

  it('says when readings would help', () => {
    expect(['hx', '核心X', 'ü'].map(mayBePinyin)).toEqual([true, true, true]);
    expect(['', '核心', '10.1.1.1 '].map(mayBePinyin)).toEqual([false, false, false]);
  });

  it('initials, syllables and any mixture of them find any name, wherever it stands', () => {
    fc.assert(
      fc.property(name, around, around, fc.infiniteStream(fc.boolean()), (text, before, after, isShort) => {
        const initials = spoken(text, 'first').join('');
        const syllables = spoken(text, 'pinyin');
        const mixed = syllables.map((one) => (isShort.next().value ? one.charAt(0) : one)).join('');
        for (const query of [initials, syllables.join(''), mixed, initials.toUpperCase(), syllables.join('').slice(0, -1)])
          if (query !== '') expect(matches(`${before}${text}${after}`, query, readings), `${text} by ${query}`).toBe(true);
      }),
    );
  });

  it('a part of the text as it is written is always found', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), fc.nat(30), fc.nat(30), (text, from, length) => {
        expect(matches(text, text.slice(from, from + length), readings)).toBe(true);
      }),
    );
  });

  it('is quick also with what repeats itself: 100 characters each of which can begin and go on everywhere', () => {
    expect(matches('安'.repeat(100), `${'an'.repeat(49)}x`, readings)).toBe(false);
    expect(matches('嗯'.repeat(100), `${'n'.repeat(99)}x`, readings)).toBe(false);
  });
});
