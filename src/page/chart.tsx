/** A line over time. Its library is loaded with the first chart that is shown; the figures stand in a table for who cannot see it. */
import { useEffect, useRef } from 'preact/hooks';
import type uPlot from 'uplot';
import { theme, zone } from './preferences.ts';
import { clock } from './words.ts';

export interface Line {
  readonly name: string;
  readonly values: readonly (number | null)[];
  /** A custom property of the style sheet. */
  readonly color: string;
  readonly dashed?: boolean;
}

interface ChartParts {
  /** What it shows, in a sentence. */
  readonly label: string;
  /** Epoch milliseconds. */
  readonly at: readonly number[];
  readonly lines: readonly Line[];
  /** Two of the lines, by their places, with the ground between them filled. */
  readonly band?: readonly [upper: number, lower: number];
  /** A value in words. */
  readonly words: (value: number) => string;
}

const HEIGHT = 180;
const STYLE = '/page/vendor/uPlot.min.css';

let styled: Promise<void> | null = null;

/** The style sheet of the library; charts are drawn without it where it does not come. */
function loadStyle(): Promise<void> {
  styled ??= new Promise((resolve) => {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = STYLE;
    for (const end of ['load', 'error']) link.addEventListener(end, () => resolve());
    document.head.append(link);
  });
  return styled;
}

export function Chart({ label, at, lines, band, words }: ChartParts) {
  const place = useRef<HTMLDivElement>(null);
  const drawn = useRef<uPlot | null>(null);
  useEffect(() => {
    let ended = false;
    const draw = async (): Promise<void> => {
      const [{ default: Plot }] = await Promise.all([import('uplot'), loadStyle()]);
      const { current } = place;
      if (ended || current === null) return;
      drawn.current?.destroy();
      drawn.current = new Plot(
        optionsOf(current, { lines, words, ...(band === undefined ? {} : { band }) }),
        dataOf(at, lines),
        current,
      );
    };
    if (at.length > 0) void draw();
    const resized = new ResizeObserver(([entry]) => {
      if (entry !== undefined) drawn.current?.setSize({ width: entry.contentRect.width, height: HEIGHT });
    });
    if (place.current !== null) resized.observe(place.current);
    return () => {
      ended = true;
      resized.disconnect();
      drawn.current?.destroy();
      drawn.current = null;
    };
  }, [JSON.stringify(at), JSON.stringify(lines), theme.value, zone.value]);
  return (
    <figure class="chart">
      <figcaption>
        {label}
        {lines.map(({ name, color }) => (
          <span key={name} class="legend">
            <span class={`swatch ${color}`} aria-hidden="true" />
            {name}
          </span>
        ))}
      </figcaption>
      {at.length === 0 ? (
        <p class="small">Nothing is known yet.</p>
      ) : (
        <div ref={place} class="plot" aria-hidden="true" />
      )}
      <table class="unseen">
        <caption>{label}</caption>
        <thead>
          <tr>
            <th scope="col">Time</th>
            {lines.map(({ name }) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {at.map((time, row) => (
            <tr key={time}>
              <th scope="row">{clock(time)}</th>
              {lines.map(({ name, values }) => {
                const value = values[row];
                return <td key={name}>{value === null || value === undefined ? 'not known' : words(value)}</td>;
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}

const dataOf = (at: readonly number[], lines: readonly Line[]): uPlot.AlignedData => [
  at.map((time) => time / 1_000),
  ...lines.map(({ values }) => [...values]),
];

/** Of neighbours that read the same, the first. */
const once = (labels: readonly string[]): string[] =>
  labels.map((label, at) => (label === labels[at - 1] ? '' : label));

function optionsOf(
  place: HTMLElement,
  { lines, band, words }: Pick<ChartParts, 'lines' | 'band' | 'words'>,
): uPlot.Options {
  const styles = getComputedStyle(place);
  const colorOf = (name: string): string => styles.getPropertyValue(`--${name}`).trim();
  const axis = { stroke: colorOf('soft'), grid: { stroke: colorOf('line'), width: 1 }, ticks: { show: false } };
  const font = `12px ${styles.fontFamily}`;
  return {
    width: place.clientWidth,
    height: HEIGHT,
    cursor: { show: false },
    legend: { show: false },
    axes: [
      { ...axis, font, values: (_, times) => once(times.map((time) => clock(time * 1_000, time * 1_000).slice(0, 5))) },
      { ...axis, font, size: 60, values: (_, values) => once(values.map(words)) },
    ],
    scales: { y: { range: (_, __, high) => [0, Math.max(1, high * 1.1)] } },
    series: [
      {},
      ...lines.map(({ color, dashed = false }) => ({
        stroke: colorOf(color),
        width: dashed ? 1 : 2,
        points: { show: false },
        ...(dashed ? { dash: [4, 4] } : {}),
      })),
    ],
    ...(band === undefined
      ? {}
      : { bands: [{ series: [band[0] + 1, band[1] + 1] as [number, number], fill: `${colorOf('soft')}22` }] }),
  };
}
