import { describe, expect, it } from "vitest";
import type { Parallel, ParameterInfo, Progress } from "../src/api/types";
import { aligned, smoothed } from "../src/charts/CurvesChart";
import { union } from "../src/charts/LineChart";
import { columnsOf, placeOf, queryOf, valueAt } from "../src/charts/Parallel";
import { shadeOf } from "../src/charts/Pair";
import { columns } from "../src/charts/ProgressChart";
import { extent, scale, tick, ticks } from "../src/charts/scale";

const info = (over: Partial<ParameterInfo>): ParameterInfo => ({
  name: "x", kind: "float", low: 0, high: 1, scale: "linear", step: null, choices: [], when: null, ...over,
});

const data: Parallel = {
  axes: [
    info({ name: "lr", low: 1e-5, high: 1e-1, scale: "log" }),
    info({ name: "batch size", low: null, high: null, kind: "choice", choices: ["a", "b", "c d"] }),
  ],
  values: [[1e-5, 1e-3, 1e-1], [0, null, 2]],
  trials: [1, 2, 3],
  objectives: [0.1, 0.3, 0.2],
  metrics: [],
  metric_names: [],
  durations_s: [1, 1, 1],
  meets: [true, true, true],
  metric: "auc",
  goal: "maximize",
  total: 3,
};

describe("scales", () => {
  it("places values and rounds ticks", () => {
    const log = scale(1e-4, 1, 0, 100, true);
    expect(log.place(1e-2)).toBeCloseTo(50);
    expect(scale(0, 10, 100, 0).place(2.5)).toBe(75);
    expect(ticks(0, 10, 5)).toEqual([0, 2, 4, 6, 8, 10]);
    expect(ticks(1e-5, 1e-1, 4, true)).toEqual([1e-5, 1e-4, 1e-3, 1e-2, 1e-1]);
    expect(ticks(0.1, 0.3, 2)).toEqual([0.1, 0.2, 0.3]);
    expect(ticks(3, 3, 4)).toEqual([3]);
    expect([tick(1e-5), tick(0.25), tick(2e7)]).toEqual(["1e-5", "0.25", "2.0e7"]);
  });
  it("of nothing make something that can be drawn", () => {
    expect(extent([])).toEqual([0, 1]);
    expect(extent([null, NaN, 5])).toEqual([4.5, 5.5]);
    expect(extent([0, 10], 0)).toEqual([0, 10]);
  });
});

describe("parallel coordinates", () => {
  it("put every trial on every axis", () => {
    const all = columnsOf(data);
    expect(all.map((c) => c.name)).toEqual(["lr", "batch size", "auc"]);
    expect(all[0]!.places.map((p) => Number(p!.toFixed(6)))).toEqual([0, 0.5, 1]);
    expect(all[1]!.places).toEqual([0, null, 1]);
    expect(all[2]!.places.map((p) => Number(p!.toFixed(3)))).toEqual([0, 1, 0.5]);
  });
  it("turn ranges into the query of the table", () => {
    expect(queryOf(data, { lr: [0.25, 0.75] })).toBe("lr >= 0.0001 and lr <= 0.01");
    expect(queryOf(data, { "batch size": [0.4, 1] })).toBe('("batch size" = b or "batch size" = "c d")');
    expect(queryOf(data, { objective: [0.5, 1], lr: [0, 1] })).toBe(
      "lr >= 0.00001 and lr <= 0.1 and objective >= 0.2 and objective <= 0.3",
    );
    expect(queryOf(data, {})).toBe("");
  });
  it("know values by their places on every scale", () => {
    expect(valueAt(info({ low: 1, high: 100, scale: "log" }), 0.5)).toBeCloseTo(10);
    expect(valueAt(info({ low: 0, high: 0.99, scale: "reverse-log" }), 0.5)).toBeCloseTo(0.9);
    expect(valueAt(info({ low: -1, high: 1 }), 0.25)).toBe(-0.5);
    // And places by their values: there and back.
    for (const axis of [info({ low: 1, high: 3, kind: "int" }), info({ low: 1e-4, high: 1, scale: "log" }), info({ low: 0, high: 0.999, scale: "reverse-log" })]) {
      for (const place of [0, 0.25, 0.5, 1]) expect(placeOf(axis, valueAt(axis, place))).toBeCloseTo(place);
    }
    expect(placeOf(info({ low: 1, high: 3, kind: "int" }), 1)).toBe(0);
  });
});

describe("courses", () => {
  it("are smoothed without inventing values", () => {
    expect(smoothed([0, 1, null, 1], 0.5)).toEqual([0, 0.5, null, 0.75]);
    expect(smoothed([1, 2], 0)).toEqual([1, 2]);
  });
  it("stand over the union of their steps", () => {
    const curve = (trial: number, steps: number[], values: (number | null)[]) => ({
      trial, steps, values, status: "completed", stopped_early: false, cause: null, objective: null, stop_step: null, stop_line: null,
    });
    expect(aligned([curve(1, [0, 2], [1, 2]), curve(2, [1], [5])], 0)).toEqual([
      [0, 1, 2],
      [1, undefined, 2],
      [undefined, 5, undefined],
    ]);
    expect(union([{ name: "a", xs: [2, 1], ys: [20, 10] }])).toEqual([[1, 2], [10, 20]]);
  });
  it("keep the best so far, in the order of time", () => {
    const progress: Progress = {
      metric: "loss", goal: "minimize", target: null, total: 4,
      trials: [1, 2, 3, 4], values: [5, 3, 4, 2], ended_s: [1, 4, 2, 3], kinds: [0, 0, 1, 0],
      best_trials: [1, 3, 4], best_values: [5, 4, 2], best_ended_s: [1, 2, 3], failed: [],
    };
    const byTime = columns(progress, "time");
    expect(byTime.trials).toEqual([1, 3, 4, 2]);
    expect(byTime.data.at(-1)).toEqual([5, 4, 2, 2]);
    expect(byTime.data[2]).toEqual([null, 4, null, null]);
  });
});

it("shades go from dark to bright", () => {
  expect(shadeOf(0)).toBe("rgb(0 34 78)");
  expect(shadeOf(1)).toMatch(/^rgb\(25\d 23\d 5\d\)$/);
});
