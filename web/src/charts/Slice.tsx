// What the model expects along a parameter, and the trials beside it.
import { For, Show } from "solid-js";
import type { ParameterInfo, ParameterView } from "../api/types";
import { any, number } from "../state/format";
import { Frame } from "./Frame";
import { extent } from "./scale";

export interface Dot {
  trial: number;
  /** The parameter's value, or the place of its choice. */
  x: number;
  y: number;
}

export function SliceChart(props: {
  info: ParameterInfo;
  view: ParameterView | undefined;
  dots: Dot[];
  metric: string;
  best?: number;
  onOpen: (trial: number) => void;
}) {
  const isChoice = () => props.info.choices.length > 0;
  const names = () => (isChoice() ? props.info.choices.map(any) : undefined);
  const placeOf = (value: unknown) =>
    isChoice() ? props.info.choices.findIndex((c) => c === value) : Number(value);
  const points = () => (props.view?.slice ?? []).map((p) => ({ ...p, x: placeOf(p.value) })).filter((p) => p.x >= 0 || !isChoice());
  const y = () => extent([...props.dots.map((d) => d.y), ...points().flatMap((p) => [p.low, p.high])]);
  const x = () =>
    isChoice()
      ? { low: -0.5, high: props.info.choices.length - 0.5 }
      : { low: props.info.low ?? 0, high: props.info.high ?? 1 };
  return (
    <Frame
      label={`${props.metric} along ${props.info.name}: expected course and ${props.dots.length} trials`}
      height={170}
      x={{ ...x(), log: props.info.scale === "log", names: names() }}
      y={{ low: y()[0], high: y()[1] }}
    >
      {(sx, sy, hover) => {
        const band = () => {
          const upper = points().map((p) => `${sx.place(p.x)} ${sy.place(p.high)}`);
          const lower = points().map((p) => `${sx.place(p.x)} ${sy.place(p.low)}`).reverse();
          return `M${upper.concat(lower).join("L")}Z`;
        };
        const line = () => `M${points().map((p) => `${sx.place(p.x)} ${sy.place(p.mean)}`).join("L")}`;
        return (
          <g>
            <Show when={points().length > 1 && !isChoice()}>
              <path d={band()} fill="var(--accent)" opacity="0.16" />
            </Show>
            <For each={props.dots}>
              {(dot) => (
                <circle
                  cx={sx.place(dot.x)}
                  cy={sy.place(dot.y)}
                  r={dot.trial === props.best ? 4.5 : 2.5}
                  fill={dot.trial === props.best ? "var(--mark-best)" : "var(--muted)"}
                  opacity={dot.trial === props.best ? 1 : 0.5}
                  cursor="pointer"
                  onMouseMove={(event) =>
                    hover(
                      `trial ${dot.trial}\n${props.info.name} = ${isChoice() ? any(props.info.choices[dot.x]) : any(dot.x)}\n${props.metric} = ${number(dot.y)}`,
                      event,
                    )
                  }
                  onMouseLeave={() => hover(undefined)}
                  onClick={() => props.onOpen(dot.trial)}
                />
              )}
            </For>
            <Show when={points().length > 1 && !isChoice()}>
              <path d={line()} fill="none" stroke="var(--accent)" stroke-width="2" />
            </Show>
            <Show when={isChoice()}>
              <For each={points()}>
                {(p) => (
                  <g stroke="var(--accent)" stroke-width="2">
                    <line x1={sx.place(p.x)} x2={sx.place(p.x)} y1={sy.place(p.low)} y2={sy.place(p.high)} />
                    <line x1={sx.place(p.x) - 9} x2={sx.place(p.x) + 9} y1={sy.place(p.mean)} y2={sy.place(p.mean)} />
                  </g>
                )}
              </For>
            </Show>
          </g>
        );
      }}
    </Frame>
  );
}
