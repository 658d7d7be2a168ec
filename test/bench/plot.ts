import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import * as echarts from 'echarts';
import { z } from 'zod';

const USAGE = `Draws what the benchmark found as an SVG.
usage: npm run -s bench -- --json > figures.json && npm run plot -- figures.json docs/bench.svg
`;

const FIGURES = z.object({
  engines: z.array(z.object({ name: z.string(), strictTop1: z.number(), medianMs: z.number() })),
  entries: z.array(z.object({ count: z.number(), medianMs: z.number(), p99Ms: z.number() })),
});

const { positionals } = parseArgs({ allowPositionals: true });
const [from, to] = positionals;
if (from === undefined || to === undefined) {
  process.stderr.write(USAGE);
  process.exitCode = 2;
} else {
  writeFileSync(to, draw(FIGURES.parse(JSON.parse(readFileSync(from, 'utf8')))));
}

/** Both plots side by side; a white ground, so that they can be read on a dark page too. */
function draw({ engines, entries }: z.output<typeof FIGURES>): string {
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: 1000, height: 380 });
  const milliseconds = { name: 'milliseconds a paste', nameLocation: 'middle', nameGap: 30 } as const;
  chart.setOption({
    animation: false,
    backgroundColor: '#ffffff',
    color: ['#0b6e4f', '#c8553d'],
    textStyle: { fontFamily: 'Helvetica, Arial, sans-serif' },
    title: [
      { text: 'Right entry first, against time', left: 55, top: 12, textStyle: { fontSize: 15 } },
      { text: 'Time against number of entries', left: 555, top: 12, textStyle: { fontSize: 15 } },
    ],
    grid: [
      { left: 60, width: 400, top: 60, bottom: 60 },
      { left: 560, width: 400, top: 60, bottom: 60 },
    ],
    legend: { right: 40, top: 14, data: ['median', 'p99'] },
    xAxis: [
      { ...milliseconds, type: 'log', min: 0.1, max: 1000, gridIndex: 0 },
      {
        type: 'log',
        name: 'entries',
        nameLocation: 'middle',
        nameGap: 30,
        min: 100,
        max: 100_000,
        gridIndex: 1,
      },
    ],
    yAxis: [
      { type: 'value', min: 0, max: 100, axisLabel: { formatter: '{value} %' }, gridIndex: 0 },
      { ...milliseconds, nameGap: 40, type: 'log', min: 0.1, max: 100, gridIndex: 1 },
    ],
    series: [
      {
        type: 'scatter',
        symbolSize: 12,
        xAxisIndex: 0,
        yAxisIndex: 0,
        itemStyle: { color: '#0b6e4f' },
        label: { show: true, formatter: '{b}', color: '#333333' },
        data: engines.map(({ name, medianMs, strictTop1 }, index) => ({
          name,
          value: [medianMs, strictTop1 * 100],
          label: { position: medianMs < 10 ? 'right' : index % 2 === 0 ? 'top' : 'bottom' },
        })),
      },
      ...(['medianMs', 'p99Ms'] as const).map((figure) => ({
        type: 'line' as const,
        name: figure === 'medianMs' ? 'median' : 'p99',
        xAxisIndex: 1,
        yAxisIndex: 1,
        symbolSize: 8,
        data: entries.map((entry) => [entry.count, entry[figure]]),
      })),
    ],
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return `${svg}\n`;
}
