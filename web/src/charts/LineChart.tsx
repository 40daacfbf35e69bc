// A few lines over steps or time.
import uPlot from "uplot";
import { Key } from "../parts/basics";
import { number } from "../state/format";
import { series } from "../state/theme";
import { Plot, WHOLE, axis } from "./Plot";

export interface Line {
  name: string;
  xs: number[];
  ys: (number | null)[];
  /** Drawn as steps: it keeps its value until the next. */
  stepped?: boolean;
}

/** Lines over the union of their places. */
export function union(lines: Line[]): uPlot.AlignedData {
  const xs = [...new Set(lines.flatMap((line) => line.xs))].sort((a, b) => a - b);
  const place = new Map(xs.map((x, i) => [x, i]));
  const columns = lines.map((line) => {
    const column = new Array<number | null | undefined>(xs.length).fill(undefined);
    line.xs.forEach((x, i) => (column[place.get(x) as number] = line.ys[i] ?? null));
    return column;
  });
  return [xs, ...columns] as unknown as uPlot.AlignedData;
}

function spread(low: number | null, high: number | null, time: boolean | undefined): [number, number] {
  if (low === null || high === null) return [0, 1];
  const room = time ? 300 : 1;
  return low === high ? [low - room, high + room] : [low, high];
}

export function LineChart(props: {
  label: string;
  lines: Line[];
  x: string;
  /** The x axis is a time in seconds since the epoch. */
  time?: boolean;
  height?: number;
  dots?: boolean;
}) {
  const options = () =>
    ({
      cursor: { drag: { x: true, y: false }, focus: { prox: 16 } },
      focus: { alpha: 0.3 },
      // One moment by itself would be spread over years.
      scales: { x: { time: props.time ?? false, range: (_: uPlot, low: number, high: number) => spread(low, high, props.time) } },
      axes: [
        axis(
          props.time
            ? { size: 40 }
            : { label: props.x, labelSize: 18, size: 34, incrs: ["step", "trial"].includes(props.x) ? WHOLE : undefined },
        ),
        axis({ size: 58, values: (_: uPlot, all: number[]) => all.map((v) => number(v)) }),
      ],
      series: [
        {},
        ...props.lines.map((line, i) => ({
          label: line.name,
          stroke: series(i),
          width: 1.8,
          spanGaps: true,
          paths: line.stepped ? uPlot.paths.stepped?.({ align: 1 }) : undefined,
          points: { show: props.dots ?? line.xs.length <= 40, size: 5 },
        })),
      ],
    }) as Omit<uPlot.Options, "width" | "height">;
  return (
    <Plot
      label={props.label}
      height={props.height ?? 220}
      data={union(props.lines)}
      options={options}
      shape={`${props.lines.map((line) => line.name).join()} ${props.x} ${props.lines.some((l) => l.xs.length > 40)}`}
    />
  );
}

export function Legend(props: { names: string[] }) {
  return (
    <div class="legend">
      {props.names.map((name, i) => (
        <Key colour={series(i)}>{name}</Key>
      ))}
    </div>
  );
}
