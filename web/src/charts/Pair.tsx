// What the model expects over two parameters, with how sure it is.
import { For } from "solid-js";
import type { PairView, ParameterInfo } from "../api/types";
import { any, number } from "../state/format";
import { isDark } from "../state/theme";
import { Frame } from "./Frame";

/** Five colours from dark to bright, which stay in order for any colour vision (after "cividis", Nuñez et al. 2018). */
const STOPS = [
  [0, 34, 78],
  [65, 77, 107],
  [124, 123, 120],
  [188, 175, 111],
  [254, 232, 56],
];

export function shadeOf(share: number): string {
  const at = Math.min(0.9999, Math.max(0, share)) * (STOPS.length - 1);
  const [from, to] = [STOPS[Math.floor(at)] as number[], STOPS[Math.floor(at) + 1] as number[]];
  const rest = at - Math.floor(at);
  return `rgb(${[0, 1, 2].map((i) => Math.round((from[i] as number) * (1 - rest) + (to[i] as number) * rest)).join(" ")})`;
}

export function PairChart(props: {
  pair: PairView;
  infos: ParameterInfo[];
  show: "mean" | "deviation";
  goal: string;
  metric: string;
  best: [unknown, unknown] | undefined;
}) {
  const grid = () => (props.show === "mean" ? props.pair.means : props.pair.deviations);
  const ends = () => {
    const all = grid().flat();
    return [Math.min(...all), Math.max(...all)] as const;
  };
  // Bright is good; of the deviation, bright is unsure.
  const share = (value: number) => {
    const [low, high] = ends();
    const place = (value - low) / (high - low || 1);
    return props.show === "mean" && props.goal === "minimize" ? 1 - place : place;
  };
  const names = (values: unknown[]) => {
    const every = Math.ceil(values.length / 5);
    return values.map((v, i) => (i % every === 0 || values.length <= 6 ? any(v) : ""));
  };
  const index = (values: unknown[], value: unknown) => {
    if (typeof value !== "number") return values.indexOf(value);
    let nearest = 0;
    values.forEach((v, i) => {
      if (Math.abs(Number(v) - value) < Math.abs(Number(values[nearest]) - value)) nearest = i;
    });
    return nearest;
  };
  const [nx, ny] = [() => props.pair.first.length, () => props.pair.second.length];
  return (
    <Frame
      label={`${props.show === "mean" ? "Expected" : "Uncertainty of"} ${props.metric} over ${props.pair.parameters.join(" and ")}`}
      height={250}
      x={{ low: -0.5, high: nx() - 0.5, names: names(props.pair.first), label: props.pair.parameters[0] }}
      y={{ low: -0.5, high: ny() - 0.5, names: names(props.pair.second) }}
    >
      {(sx, sy, hover) => (
        <g shape-rendering="crispEdges" opacity={isDark() ? 0.92 : 1}>
          <For each={grid()}>
            {(row, i) => (
              <For each={row}>
                {(value, j) => (
                  <rect
                    x={sx.place(i() - 0.5)}
                    y={sy.place(j() + 0.5)}
                    width={sx.place(1) - sx.place(0) + 0.5}
                    height={sy.place(0) - sy.place(1) + 0.5}
                    fill={shadeOf(share(value))}
                    onMouseMove={(event) =>
                      hover(
                        `${props.pair.parameters[0]} = ${any(props.pair.first[i()])}\n${props.pair.parameters[1]} = ${any(
                          props.pair.second[j()],
                        )}\n${number(props.pair.means[i()]?.[j()])} ± ${number(props.pair.deviations[i()]?.[j()])}`,
                        event,
                      )
                    }
                    onMouseLeave={() => hover(undefined)}
                  />
                )}
              </For>
            )}
          </For>
          {props.best && (
            <circle
              cx={sx.place(index(props.pair.first, props.best[0]))}
              cy={sy.place(index(props.pair.second, props.best[1]))}
              r="6"
              fill="none"
              stroke="var(--mark-best)"
              stroke-width="2.5"
              pointer-events="none"
            />
          )}
        </g>
      )}
    </Frame>
  );
}
