// Learning curves, all at once.
import { createMemo } from "solid-js";
import uPlot from "uplot";
import type { Curves } from "../api/types";
import { number } from "../state/format";
import { AMBER, BLUE, ORANGE, PINK, series, colour } from "../state/theme";
import { Plot, WHOLE, axis } from "./Plot";

type Curve = Curves["curves"][number];

/** An exponential moving average; `weight` of what was before. */
export function smoothed(values: (number | null)[], weight: number): (number | null)[] {
  if (weight <= 0) return values;
  let mean: number | null = null;
  return values.map((value) => {
    if (value === null) return null;
    mean = mean === null ? value : weight * mean + (1 - weight) * value;
    return mean;
  });
}

/** Curves over the union of their steps. */
export function aligned(curves: Curve[], weight: number): uPlot.AlignedData {
  const steps = [...new Set(curves.flatMap((curve) => curve.steps))].sort((a, b) => a - b);
  const place = new Map(steps.map((step, i) => [step, i]));
  const columns = curves.map((curve) => {
    // Undefined: the curve has no value there; null: it was no number.
    const column = new Array<number | null | undefined>(steps.length).fill(undefined);
    smoothed(curve.values as (number | null)[], weight).forEach((value, i) => {
      column[place.get(curve.steps[i] as number) as number] = value;
    });
    return column;
  });
  return [steps, ...columns] as unknown as uPlot.AlignedData;
}

function stroke(curve: Curve, best: number | undefined): string {
  if (curve.trial === best) return series(ORANGE);
  if (curve.stopped_early) return colour("plot-dim");
  if (curve.status === "running") return series(AMBER);
  if (curve.status === "failed") return series(PINK);
  return series(BLUE);
}

export function CurvesChart(props: {
  curves: Curves;
  best?: number;
  smoothing: number;
  log: boolean;
  height?: number;
  onOpen: (trial: number) => void;
  onHover: (trial: number | undefined) => void;
}) {
  // The best one is drawn last, above the others.
  const ordered = createMemo(() =>
    [...props.curves.curves].sort((a, b) => Number(a.trial === props.best) - Number(b.trial === props.best)),
  );
  const data = createMemo(() => aligned(ordered(), props.smoothing));
  const options = () =>
    ({
      cursor: { drag: { x: true, y: false }, focus: { prox: 16 }, points: { show: false } },
      focus: { alpha: 0.18 },
      scales: { x: { time: false }, y: { distr: props.log ? 3 : 1 } },
      axes: [
        axis({ label: "step", labelSize: 18, size: 34, incrs: WHOLE }),
        axis({ size: 58, values: (_: uPlot, all: number[]) => all.map((v) => (v === null ? "" : number(v))) }),
      ],
      series: [
        {},
        ...ordered().map((curve) => ({
          label: String(curve.trial),
          stroke: stroke(curve, props.best),
          width: curve.trial === props.best ? 2.5 : 1.1,
          alpha: curve.trial === props.best ? 1 : 0.65,
          spanGaps: true,
          points: { show: curve.steps.length === 1, size: 5 },
        })),
      ],
      hooks: {
        setSeries: [
          (_: uPlot, series: number | null) =>
            props.onHover(series === null || series === 0 ? undefined : ordered()[series - 1]?.trial),
        ],
        draw: [
          (u: uPlot) => {
            const { ctx } = u;
            ctx.save();
            ctx.strokeStyle = colour("muted");
            ctx.lineWidth = devicePixelRatio;
            const arm = 3 * devicePixelRatio;
            ctx.beginPath();
            for (const curve of ordered()) {
              if (!curve.stopped_early || curve.steps.length === 0) continue;
              const last = curve.values.length - 1;
              const value = curve.values[last];
              if (value === null || value === undefined) continue;
              const x = u.valToPos(curve.steps[last] as number, "x", true);
              const y = u.valToPos(value, "y", true);
              ctx.moveTo(x - arm, y - arm);
              ctx.lineTo(x + arm, y + arm);
              ctx.moveTo(x - arm, y + arm);
              ctx.lineTo(x + arm, y - arm);
            }
            ctx.stroke();
            // What they would have needed: the line that stopped them, by the step at which it was looked at.
            const wanted = new Map<number, number[]>();
            for (const curve of ordered()) {
              if (curve.stop_step === null || curve.stop_step === undefined || curve.stop_line === null || curve.stop_line === undefined) continue;
              wanted.set(curve.stop_step, [...(wanted.get(curve.stop_step) ?? []), curve.stop_line]);
            }
            const places = [...wanted]
              .map(([step, all]) => [step, all.reduce((a, b) => a + b, 0) / all.length] as const)
              .sort((a, b) => a[0] - b[0]);
            ctx.strokeStyle = colour("text");
            ctx.lineWidth = 1.5 * devicePixelRatio;
            ctx.setLineDash([6 * devicePixelRatio, 4 * devicePixelRatio]);
            ctx.beginPath();
            places.forEach(([step, value], i) => {
              const [x, y] = [u.valToPos(step, "x", true), u.valToPos(value, "y", true)];
              if (i === 0) ctx.moveTo(x, y);
              else ctx.lineTo(x, y);
            });
            ctx.stroke();
            ctx.setLineDash([]);
            ctx.beginPath();
            for (const [step, value] of places) {
              const [x, y] = [u.valToPos(step, "x", true), u.valToPos(value, "y", true)];
              ctx.moveTo(x - 2 * arm, y);
              ctx.lineTo(x + 2 * arm, y);
            }
            ctx.stroke();
            ctx.restore();
          },
        ],
      },
    }) as Omit<uPlot.Options, "width" | "height">;
  const label = () =>
    `Courses of ${props.curves.metric} over ${props.curves.curves.length} of ${props.curves.total} trials, ` +
    `${props.curves.curves.filter((c) => c.stopped_early).length} stopped before their end`;
  return (
    <Plot
      label={label()}
      height={props.height ?? 380}
      data={data()}
      options={options}
      shape={`${props.log} ${props.curves.metric} ${ordered()
        .map((c) => `${c.trial}${c.status}`)
        .join()}`}
      onPick={(_, series) => {
        const curve = series ? ordered()[series - 1] : undefined;
        if (curve) props.onOpen(curve.trial);
      }}
    />
  );
}
