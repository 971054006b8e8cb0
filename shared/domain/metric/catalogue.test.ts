import { describe, expect, it } from 'vitest';
import { RESOURCE_CLASSES } from '../inventory/resource.ts';
import { METRICS, type MetricDefinition, metricDefinition } from './catalogue.ts';
import { protocolsOf } from './protocol.ts';

const DEFINITIONS: readonly MetricDefinition[] = METRICS;

describe('R-8.2.2-d-3 indicator catalogue', () => {
  it('has every code once, in lower case words', () => {
    const codes = DEFINITIONS.map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    for (const code of codes) expect(code).toMatch(/^[a-z]+(\.[a-z0-9]+)+$/);
  });

  it('says for each metric what it applies to, how exact it is and where its axis ends', () => {
    for (const { code, classes, decimals, range, unit } of DEFINITIONS) {
      expect(classes.length, code).toBeGreaterThan(0);
      expect(RESOURCE_CLASSES, code).toEqual(expect.arrayContaining([...classes]));
      expect(decimals, code).toBeGreaterThanOrEqual(0);
      if (range) expect(range[0], code).toBeLessThan(range[1]);
      if (unit === '%' && code !== 'process.cpu') expect(range, code).toEqual([0, 100]);
    }
  });

  it('finds a metric by its code and nothing by another', () => {
    for (const definition of DEFINITIONS) expect(metricDefinition(definition.code)).toBe(definition);
    for (const code of ['', 'cpu', 'toString', 'cpu.utilisation ']) expect(metricDefinition(code)).toBeUndefined();
  });

  it('knows which collector delivers a metric', () => {
    const delivered = (protocol: string) =>
      DEFINITIONS.map(({ code }) => code).filter((code) => protocolsOf(code).some((one) => one === protocol));
    expect(delivered('icmp')).toEqual(['icmp.rtt', 'icmp.loss']);
    expect(delivered('tcp')).toEqual(['tcp.connect']);
    expect(delivered('http')).toEqual(['http.duration', 'http.status', 'tls.certificate.days']);
    expect(delivered('tls')).toEqual(['tls.certificate.days', 'tls.handshake', 'tls.version']);
    expect(delivered('host')).toEqual(
      DEFINITIONS.map(({ code }) => code).filter(
        (code) =>
          /^(cpu|load|memory|swap|filesystem|disk|interface|process|system)\./.test(code) &&
          !/^interface\..*(utilisation|packets|discards)$/.test(code),
      ),
    );
    expect(delivered('snmp')).toEqual(expect.arrayContaining(['snmp.rtt', 'cpu.utilisation', 'interface.in.packets', 'ups.load']));
    expect(['constructor.x', 'icmp', ''].flatMap(protocolsOf)).toEqual([]);
  });
});
