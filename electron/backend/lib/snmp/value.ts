import { BerWrong, type Element, readElements, readInteger, readNumber, readOid, TAG, type Value } from './ber.ts';

const COUNTER64_MOST = 0xffff_ffff_ffff_ffffn;

/** The value of an element. Throws BerWrong for one that SNMP has not, or whose body cannot be. */
export function readValue({ tag, body }: Element): Value {
  switch (tag) {
    case TAG.integer:
      return { type: 'integer', value: readNumber(body) };
    case TAG.counter32:
      return { type: 'counter32', value: readNumber(body, 0, 0xffff_ffff) };
    case TAG.gauge32:
      return { type: 'gauge32', value: readNumber(body, 0, 0xffff_ffff) };
    case TAG.timeTicks:
      return { type: 'timeTicks', value: readNumber(body, 0, 0xffff_ffff) };
    case TAG.counter64: {
      const value = readInteger(body);
      if (value < 0n || value > COUNTER64_MOST) throw new BerWrong('counter');
      return { type: 'counter64', value };
    }
    case TAG.octets:
      return { type: 'octets', value: body };
    case TAG.ipAddress:
      if (body.length !== 4) throw new BerWrong('address');
      return { type: 'ipAddress', value: body };
    case TAG.oid:
      return { type: 'oid', value: readOid(body) };
    case TAG.none:
      return { type: 'none' };
    case TAG.noSuchObject:
      return { type: 'noSuchObject' };
    case TAG.noSuchInstance:
      return { type: 'noSuchInstance' };
    case TAG.endOfMibView:
      return { type: 'endOfMibView' };
    default:
      throw new BerWrong(`value of tag ${tag}`);
  }
}

/** A variable with its identifier in dots. */
export interface Variable {
  readonly oid: string;
  readonly value: Value;
}

/** The variables of a list, in order. Throws BerWrong. */
export function readVariables(list: Buffer, most: number): readonly Variable[] {
  const bindings = readElements(list);
  if (bindings.length > most) throw new BerWrong('variables');
  return bindings.map(({ tag, body }) => {
    const [name, value] = tag === TAG.sequence ? readElements(body) : [];
    if (name?.tag !== TAG.oid || !value) throw new BerWrong('variable');
    return { oid: readOid(name.body).join('.'), value: readValue(value) };
  });
}
