// Every trial's value, the best so far, and failures.
import { createMemo } from "solid-js";
import uPlot from "uplot";
import type { Progress } from "../api/types";
import { number } from "../state/format";
import { AMBER, BLUE, GREY, ORANGE, PINK, colour, series } from "../state/theme";
import { Plot, WHOLE, axis } from "./Plot";

export type Along = "trial" | "time";
/** In the order of `Progress.kinds`. */
export const KINDS = ["completed", "stopped by a rule", "stopped", "misses a requirement"];
const COLOURS = [BLUE, GREY, AMBER, PINK];

export function kindColour(kind: number): string {
  return series(COLOURS[kind] ?? BLUE);
}

/** Columns for the plot: x, one for each kind, the best so far; and the trial of each place. */
export function columns(progress: Progress, along: Along): { data: uPlot.AlignedData; trials: number[] } {
  const best = new Map(progress.best_trials.map((trial, i) => [trial, progress.best_values[i] ?? null]));
  const places = progress.trials
    .map((trial, i) => ({
      trial,
      x: along === "trial" ? trial : (progress.ended_s[i] ?? null),
      value: progress.values[i] ?? null,
      kind: progress.kinds[i] ?? 0,
    }))
    .concat(
      // Of many trials not all are drawn one by one; those that bettered the best are.
      progress.best_trials.flatMap((trial, i) =>
        progress.trials.includes(trial)
          ? []
          : [
              {
                trial,
                x: along === "trial" ? trial : (progress.best_ended_s[i] ?? null),
                value: progress.best_values[i] ?? null,
                kind: 0,
              },
            ],
      ),
    )
    .concat(
      // Failed ones have no value and a place.
      along === "trial" ? progress.failed.map((trial) => ({ trial, x: trial, value: null, kind: 0 })) : [],
    )
    .filter((place) => place.x !== null)
    .sort((a, b) => (a.x as number) - (b.x as number));
  const xs = places.map((place) => place.x as number);
  const kinds = KINDS.map((_, kind) => places.map((place) => (place.kind === kind ? place.value : null)));
  const better = progress.goal === "maximize" ? (a: number, b: number) => a > b : (a: number, b: number) => a < b;
  let so_far: number | null = null;
  const course = places.map((place) => {
    const value = best.get(place.trial);
    if (value !== undefined && value !== null && (so_far === null || better(value, so_far))) so_far = value;
    return so_far;
  });
  return { data: [xs, ...kinds, course] as uPlot.AlignedData, trials: places.map((place) => place.trial) };
}

export function ProgressChart(props: {
  progress: Progress;
  along: Along;
  height?: number;
  onOpen: (trial: number) => void;
}) {
  const drawn = createMemo(() => columns(props.progress, props.along));
  const label = () => {
    const { metric, goal, total, best_values, best_trials, failed } = props.progress;
    const best = best_values[best_values.length - 1];
    const said = best === undefined ? "no value yet" : `best ${number(best)} by trial ${best_trials[best_trials.length - 1]}`;
    return `${metric} (${goal}) of ${total} trials, ${said}, ${failed.length} failed`;
  };
  const options = () => {
    const stepped = uPlot.paths.stepped?.({ align: 1 });
    return {
      cursor: { drag: { x: true, y: false }, focus: { prox: 24 } },
      focus: { alpha: 1 },
      scales: { x: { time: false } },
      axes: [
        axis(
          props.along === "trial"
            ? { label: "trial", labelSize: 18, size: 34, incrs: WHOLE }
            : { label: "seconds since the job began", labelSize: 18, size: 34 },
        ),
        axis({ size: 58, values: (_: uPlot, all: number[]) => all.map((v) => number(v)) }),
      ],
      series: [
        {},
        ...KINDS.map((name, kind) => ({
          label: name,
          stroke: kindColour(kind),
          paths: () => null,
          points: { show: true, size: 6, width: 1, fill: kindColour(kind), stroke: kindColour(kind) },
        })),
        {
          label: "best so far",
          stroke: series(ORANGE),
          width: 2,
          spanGaps: true,
          paths: stepped,
          points: { show: false },
        },
      ],
      hooks: {
        draw: [
          (u: uPlot) => {
            const { ctx, bbox } = u;
            // As it is now: the plot lives on while trials come.
            const { failed, target } = props.progress;
            ctx.save();
            if (target !== null && target !== undefined) {
              const y = u.valToPos(target, "y", true);
              ctx.setLineDash([6, 4]);
              ctx.strokeStyle = colour("good");
              ctx.beginPath();
              ctx.moveTo(bbox.left, y);
              ctx.lineTo(bbox.left + bbox.width, y);
              ctx.stroke();
            }
            // Failures have no value: they stand below.
            if (props.along === "trial") {
              ctx.strokeStyle = colour("bad");
              ctx.setLineDash([]);
              ctx.lineWidth = Math.max(1, devicePixelRatio);
              ctx.beginPath();
              for (const trial of failed) {
                const x = u.valToPos(trial, "x", true);
                if (x < bbox.left || x > bbox.left + bbox.width) continue;
                ctx.moveTo(x, bbox.top + bbox.height);
                ctx.lineTo(x, bbox.top + bbox.height - 8 * devicePixelRatio);
              }
              ctx.stroke();
            }
            ctx.restore();
          },
        ],
      },
    } as Omit<uPlot.Options, "width" | "height">;
  };
  return (
    <Plot
      label={label()}
      height={props.height ?? 300}
      data={drawn().data}
      options={options}
      shape={`${props.along} ${props.progress.metric}`}
      onPick={(index) => {
        const trial = drawn().trials[index];
        if (trial !== undefined) props.onOpen(trial);
      }}
    />
  );
}
