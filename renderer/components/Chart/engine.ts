import { CustomChart, LineChart } from 'echarts/charts';
import { GridComponent, MarkAreaComponent, MarkLineComponent, MarkPointComponent } from 'echarts/components';
import { type EChartsType, init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';

use([LineChart, CustomChart, GridComponent, MarkAreaComponent, MarkLineComponent, MarkPointComponent, CanvasRenderer]);

export type Engine = EChartsType;

/** A drawing surface on an element; the caller disposes it. Only the parts of ECharts named here are in the bundle. */
export function createEngine(element: HTMLElement): Engine {
  return init(element, undefined, { renderer: 'canvas' });
}
