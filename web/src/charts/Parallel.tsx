// Parallel coordinates on a canvas: a line a trial, an axis a parameter. Dragging along an axis chooses a range of it.
import { createEffect, createMemo, createSignal, on } from "solid-js";
import type { Parallel, ParameterInfo } from "../api/types";
import { any, number } from "../state/format";
import { colour, isDark } from "../state/theme";
import { extent } from "./scale";
import { useWidth } from "./size";

/** A range of an axis, in places from 0 (below) to 1. */
export type Range = [number, number];
/** Ranges by the name of their axis; the objective's is called `objective`. */
export type Ranges = Record<string, Range>;

const TOP = 34;
const BOTTOM = 22;
const SIDE = 44;
/** Narrowest distance of two axes; a picture with many becomes wider than its place. */
const NARROWEST = 74;

interface Column {
  name: string;
  info?: ParameterInfo;
  /** Places from 0 to 1; null where a trial has none. */
  places: (number | null)[];
  top: string;
  bottom: string;
}

/** The place of a value on an axis: 0 at its lower end, 1 at its upper one. */
export function placeOf(info: ParameterInfo, value: number): number {
  const [low, high] = [info.low ?? 0, info.high ?? 1];
  if (info.scale === "log" && low > 0) return Math.log(value / low) / Math.log(high / low || 1) || 0;
  if (info.scale === "reverse-log" && high < 1) return Math.log((1 - value) / (1 - low)) / Math.log((1 - high) / (1 - low)) || 0;
  return (value - low) / (high - low || 1);
}

/** Columns with places from 0 to 1: parameters, then the objective. */
export function columnsOf(data: Parallel): Column[] {
  const columns: Column[] = data.axes.map((info, i) => {
    const values = (data.values[i] ?? []) as (number | null)[];
    const isChoice = info.choices.length > 0;
    const last = Math.max(1, info.choices.length - 1);
    return {
      name: info.name,
      info,
      places: values.map((v) => {
        if (v === null) return null;
        // A value of an earlier range lies beyond the ends.
        if (!isChoice) return Math.min(1, Math.max(0, placeOf(info, v)));
        return info.choices.length === 1 ? 0.5 : Math.min(1, v / last);
      }),
      top: isChoice ? any(info.choices[info.choices.length - 1]) : any(info.high),
      bottom: isChoice ? any(info.choices[0]) : any(info.low),
    };
  });
  const [low, high] = extent(data.objectives as (number | null)[], 0);
  columns.push({
    name: data.metric,
    places: data.objectives.map((v) => (v === null || v === undefined ? null : (v - low) / (high - low || 1))),
    top: number(high),
    bottom: number(low),
  });
  return columns;
}

/** The value at a place of an axis. */
export function valueAt(info: ParameterInfo, place: number): number {
  const [low, high] = [info.low ?? 0, info.high ?? 1];
  if (info.scale === "log" && low > 0) return low * (high / low) ** place;
  // Distances to 1 are what is even there.
  if (info.scale === "reverse-log" && high < 1) return 1 - (1 - low) * ((1 - high) / (1 - low)) ** place;
  return low + (high - low) * place;
}

function quoted(name: string): string {
  return /^[\w\-./+:@%#]+$/.test(name) && !/^(and|or|not)$/i.test(name) ? name : `"${name}"`;
}

/** The query that chooses the same trials as the ranges do. */
export function queryOf(data: Parallel, ranges: Ranges): string {
  const parts: string[] = [];
  const short = (x: number) => String(Number(x.toPrecision(6)));
  for (const info of data.axes) {
    const range = ranges[info.name];
    if (!range) continue;
    if (info.choices.length > 0) {
      const last = Math.max(1, info.choices.length - 1);
      const within = info.choices.filter((_, i) => {
        const place = info.choices.length === 1 ? 0.5 : i / last;
        return place >= range[0] && place <= range[1];
      });
      const each = within.map((choice) => `${quoted(info.name)} = ${quoted(String(choice))}`);
      if (each.length > 0) parts.push(each.length === 1 ? (each[0] as string) : `(${each.join(" or ")})`);
    } else {
      const [low, high] = [valueAt(info, range[0]), valueAt(info, range[1])];
      parts.push(`${quoted(info.name)} >= ${short(low)} and ${quoted(info.name)} <= ${short(high)}`);
    }
  }
  const range = ranges.objective;
  if (range) {
    const [low, high] = extent(data.objectives as (number | null)[], 0);
    const at = (place: number) => short(low + (high - low) * place);
    parts.push(`objective >= ${at(range[0])} and objective <= ${at(range[1])}`);
  }
  return parts.join(" and ");
}

/** From the worst (0) to the best (1): a scale that people with any colour vision read as dark to bright. */
function shade(goodness: number, dark: boolean): string {
  const [from, to] = dark
    ? [
        [70, 84, 110],
        [255, 190, 70],
      ]
    : [
        [190, 205, 222],
        [0, 84, 150],
      ];
  const mix = (i: number) => Math.round((from[i] as number) + ((to[i] as number) - (from[i] as number)) * goodness);
  return `rgb(${mix(0)} ${mix(1)} ${mix(2)})`;
}

export function ParallelChart(props: {
  data: Parallel;
  ranges: Ranges;
  onRanges: (ranges: Ranges) => void;
  height?: number;
}) {
  let box: HTMLDivElement | undefined;
  let lines: HTMLCanvasElement | undefined;
  let marks: HTMLCanvasElement | undefined;
  const width = useWidth(() => box);
  const height = () => props.height ?? 360;
  const columns = createMemo(() => columnsOf(props.data));
  const wide = () => Math.max(width(), SIDE * 2 + NARROWEST * (columns().length - 1));
  const [drag, setDrag] = createSignal<{ axis: number; from: number; to: number }>();

  const x = (axis: number) => SIDE + (axis * (wide() - 2 * SIDE)) / Math.max(1, columns().length - 1);
  const y = (place: number) => height() - BOTTOM - place * (height() - TOP - BOTTOM);
  const heightOf = (py: number) => Math.min(1, Math.max(0, (height() - BOTTOM - py) / (height() - TOP - BOTTOM)));
  const nameOf = (axis: number) => (axis === columns().length - 1 ? "objective" : (columns()[axis]?.name ?? ""));
  const ranges = (): Ranges => {
    const d = drag();
    if (!d) return props.ranges;
    return { ...props.ranges, [nameOf(d.axis)]: [Math.min(d.from, d.to), Math.max(d.from, d.to)] };
  };

  const draw = () => {
    if (!lines || width() === 0) return;
    const ratio = devicePixelRatio || 1;
    lines.width = wide() * ratio;
    lines.height = height() * ratio;
    const ctx = lines.getContext("2d");
    if (!ctx) return;
    ctx.scale(ratio, ratio);
    ctx.clearRect(0, 0, wide(), height());
    const all = columns();
    const objective = all[all.length - 1]?.places ?? [];
    const chosen = Object.entries(ranges()).map(([name, range]) => ({
      axis: name === "objective" ? all.length - 1 : all.findIndex((c) => c.name === name),
      range,
    }));
    const goodness = (i: number) => {
      const place = objective[i] ?? 0;
      return props.data.goal === "maximize" ? place : 1 - place;
    };
    const order = [...objective.keys()].sort((a, b) => goodness(a) - goodness(b));
    const dark = isDark();
    const isIn = (i: number) =>
      chosen.every(({ axis, range }) => {
        const place = all[axis]?.places[i];
        return place !== null && place !== undefined && place >= range[0] && place <= range[1];
      });
    const path = (i: number) => {
      ctx.beginPath();
      let pen = false;
      all.forEach((column, axis) => {
        const place = column.places[i];
        // A parameter that is not active has no place: the line has a gap.
        if (place === null || place === undefined) {
          pen = false;
          return;
        }
        if (pen) ctx.lineTo(x(axis), y(place));
        else ctx.moveTo(x(axis), y(place));
        pen = true;
      });
      ctx.stroke();
    };
    ctx.lineWidth = 1;
    const faint = colour("grid");
    const inside: number[] = [];
    ctx.globalAlpha = 0.5;
    ctx.strokeStyle = faint;
    for (const i of order) {
      if (isIn(i)) inside.push(i);
      else path(i);
    }
    ctx.globalAlpha = inside.length > 400 ? 0.35 : 0.7;
    for (const i of inside) {
      ctx.strokeStyle = shade(goodness(i) ** 2, dark);
      path(i);
    }
    ctx.globalAlpha = 1;
  };
  const drawMarks = () => {
    if (!marks || width() === 0) return;
    const ratio = devicePixelRatio || 1;
    marks.width = wide() * ratio;
    marks.height = height() * ratio;
    const ctx = marks.getContext("2d");
    if (!ctx) return;
    ctx.scale(ratio, ratio);
    ctx.clearRect(0, 0, wide(), height());
    ctx.font = "11px system-ui, sans-serif";
    const all = columns();
    all.forEach((column, axis) => {
      const at = x(axis);
      ctx.strokeStyle = colour("muted");
      ctx.lineWidth = 1;
      ctx.beginPath();
      ctx.moveTo(at, y(0));
      ctx.lineTo(at, y(1));
      ctx.stroke();
      ctx.textAlign = "center";
      const fit = (text: string, room: number) => {
        let cut = text;
        while (cut.length > 3 && ctx.measureText(cut).width > room) cut = `${cut.slice(0, -2)}…`;
        return cut;
      };
      const room = all.length > 1 ? x(1) - x(0) - 6 : 200;
      ctx.fillStyle = colour("text");
      ctx.font = "600 11px system-ui, sans-serif";
      ctx.fillText(fit(column.name, room), at, 12);
      ctx.font = "11px system-ui, sans-serif";
      ctx.fillStyle = colour("muted");
      ctx.fillText(fit(column.top, room), at, 27);
      ctx.fillText(fit(column.bottom, room), at, height() - 7);
      const range = ranges()[nameOf(axis)];
      if (range) {
        ctx.fillStyle = colour("accent");
        ctx.globalAlpha = 0.3;
        ctx.fillRect(at - 8, y(range[1]), 16, Math.max(2, y(range[0]) - y(range[1])));
        ctx.globalAlpha = 1;
        ctx.strokeStyle = colour("accent");
        ctx.strokeRect(at - 8, y(range[1]), 16, Math.max(2, y(range[0]) - y(range[1])));
      }
    });
  };
  let frame = 0;
  const later = () => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => {
      draw();
      drawMarks();
    });
  };
  createEffect(on([columns, width, isDark, drag, () => props.ranges, height], later));

  const axisAt = (event: PointerEvent) => {
    const px = event.offsetX;
    let nearest = 0;
    columns().forEach((_, i) => {
      if (Math.abs(x(i) - px) < Math.abs(x(nearest) - px)) nearest = i;
    });
    return Math.abs(x(nearest) - px) < 30 ? nearest : undefined;
  };
  const down = (event: PointerEvent) => {
    const axis = axisAt(event);
    if (axis === undefined) return;
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    setDrag({ axis, from: heightOf(event.offsetY), to: heightOf(event.offsetY) });
  };
  const move = (event: PointerEvent) => {
    const d = drag();
    if (d) setDrag({ ...d, to: heightOf(event.offsetY) });
  };
  const up = () => {
    const d = drag();
    if (!d) return;
    const next = { ...props.ranges };
    // A click without a drag takes the range away.
    if (Math.abs(d.to - d.from) < 0.01) delete next[nameOf(d.axis)];
    else next[nameOf(d.axis)] = [Math.min(d.from, d.to), Math.max(d.from, d.to)];
    setDrag(undefined);
    props.onRanges(next);
  };
  return (
    <div ref={box} class="scroll" tabindex="0">
      <div
        class="plot parallel"
        role="img"
        aria-label={`Parallel coordinates of ${props.data.trials.length} of ${props.data.total} trials over ${props.data.axes.length} parameters; the query field chooses ranges by keyboard`}
        style={{ width: `${wide()}px`, height: `${height()}px` }}
        onPointerDown={down}
        onPointerMove={move}
        onPointerUp={up}
        onPointerCancel={up}
      >
        <canvas ref={lines} class="layer" style={{ width: `${wide()}px`, height: `${height()}px` }} />
        <canvas ref={marks} class="layer" style={{ width: `${wide()}px`, height: `${height()}px` }} />
      </div>
    </div>
  );
}
