// A plot over an axis that can be zoomed into, by uPlot.
import { createEffect, createMemo, on, onCleanup } from "solid-js";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { colour, isDark } from "../state/theme";
import { useWidth } from "./size";

export interface PlotProps {
  /** What is shown, in words: for those who do not see it. */
  label: string;
  height: number;
  data: uPlot.AlignedData;
  /** Series, scales, hooks; made anew when the colours change. */
  options: () => Omit<uPlot.Options, "width" | "height">;
  /** A change of this makes the plot anew; other changes of the data do not move what is looked at. */
  shape: unknown;
  onPick?: (index: number, series: number | null) => void;
}

/** Steps of an axis of whole numbers. */
export const WHOLE = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 100000];

export function axis(options: Partial<uPlot.Axis> = {}): uPlot.Axis {
  return {
    stroke: colour("muted"),
    grid: { stroke: colour("grid"), width: 1 },
    ticks: { stroke: colour("grid"), width: 1, size: 4 },
    font: "11px system-ui, sans-serif",
    ...options,
  };
}

export function Plot(props: PlotProps) {
  let box: HTMLDivElement | undefined;
  let plot: uPlot | undefined;
  let focused: number | null = null;
  const width = useWidth(() => box);

  const make = () => {
    plot?.destroy();
    plot = undefined;
    if (!box || width() === 0) return;
    const options = props.options();
    const hooks = options.hooks ?? {};
    plot = new uPlot(
      {
        ...options,
        width: width(),
        height: props.height,
        legend: { show: false },
        hooks: { ...hooks, setSeries: [...(hooks.setSeries ?? []), (_, series) => (focused = series)] },
      },
      props.data,
      box,
    );
    if (props.onPick) {
      const over = plot.over;
      let down: [number, number] = [0, 0];
      over.addEventListener("mousedown", (event) => (down = [event.clientX, event.clientY]));
      over.addEventListener("click", (event) => {
        // The end of a drag is no click.
        if (Math.hypot(event.clientX - down[0], event.clientY - down[1]) > 4) return;
        const index = plot?.cursor.idx;
        if (index !== null && index !== undefined) props.onPick?.(index, focused);
      });
    }
  };
  const shape = createMemo(() => props.shape);
  createEffect(on([shape, isDark, () => props.height], make));
  createEffect(
    on(width, (wide, before) => {
      if (wide === 0) return;
      if (!plot || !before) make();
      else plot.setSize({ width: wide, height: props.height });
    }),
  );
  createEffect(
    on(
      () => props.data,
      (data) => {
        if (!plot) return;
        const { min, max } = plot.scales.x ?? {};
        const xs = plot.data[0];
        const zoomed = xs.length > 1 && (min !== xs[0] || max !== xs[xs.length - 1]);
        plot.setData(data, !zoomed);
        if (zoomed) plot.redraw();
      },
      { defer: true },
    ),
  );
  onCleanup(() => plot?.destroy());
  return <div ref={box} class="plot" role="img" aria-label={props.label} />;
}
