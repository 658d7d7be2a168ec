import { createRequire } from 'node:module';
import { Resvg } from '@resvg/resvg-js';
import * as echarts from 'echarts';
import type { DayFigures } from '../../store/asks.ts';
import { dayName } from '../blocks/week.ts';

const require = createRequire(import.meta.url);

/** Shipped with Pasteur, so that the picture is the same on machines without any font. */
const FONTS = [
  require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
  require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'),
];

const WIDTH = 900;
const HEIGHT = 420;
/** Twice as many pixels: Slack shows pictures on dense screens too. */
const SCALE = 2;

const INK = '#1d1c1d';

/** Tell apart without colour vision (Okabe and Ito, https://jfly.uni-koeln.de/color/). */
const COLOURS = { matched: '#009e73', similar: '#e69f00', unmatched: '#d55e00', alerts: '#0072b2' } as const;

/** The picture of a week as PNG. Its ground is white, so that it can be read in Slack's dark theme too. */
export function drawWeek(days: readonly DayFigures[]): Buffer {
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height: HEIGHT });
  const bar = (name: string, key: 'matched' | 'similar' | 'unmatched') => ({
    type: 'bar' as const,
    stack: 'answers',
    barMaxWidth: 48,
    name,
    itemStyle: { color: COLOURS[key] },
    data: days.map((day) => day[key]),
  });
  const hasAlerts = days.some(({ alerts }) => alerts !== undefined);
  chart.setOption({
    animation: false,
    backgroundColor: '#ffffff',
    textStyle: { fontFamily: 'DejaVu Sans', color: INK },
    title: {
      text: 'Answers and alerts of the last seven days',
      left: 24,
      top: 16,
      textStyle: { fontSize: 18, color: INK },
    },
    // Words are measured without the font, which is wider: the gap makes up for it.
    legend: { left: 20, top: 50, itemGap: 44, textStyle: { fontSize: 14, color: INK } },
    grid: { left: 60, right: 30, top: 95, bottom: 50 },
    xAxis: {
      type: 'category',
      data: days.map(({ day }) => dayName(day)),
      axisLabel: { fontSize: 14, color: INK },
    },
    yAxis: { type: 'value', minInterval: 1, axisLabel: { fontSize: 14, color: INK } },
    series: [
      bar('answered by a rule', 'matched'),
      bar('similar entry shown', 'similar'),
      bar('no entry', 'unmatched'),
      ...(hasAlerts
        ? [
            {
              type: 'line' as const,
              name: 'alerts',
              symbolSize: 9,
              lineStyle: { width: 3 },
              itemStyle: { color: COLOURS.alerts },
              data: days.map(({ alerts }) => alerts ?? 0),
            },
          ]
        : []),
    ],
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  const picture = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: SCALE },
    font: { fontFiles: FONTS, loadSystemFonts: false, defaultFontFamily: 'DejaVu Sans' },
  });
  return picture.render().asPng();
}
