// Points over two measured axes: trade-offs, predictions against observations.
import { For, Show } from "solid-js";
import { Frame } from "./Frame";
import { extent } from "./scale";

export interface Point {
  trial: number | undefined;
  x: number;
  y: number;
  low?: number;
  high?: number;
  colour: string;
  /** Drawn larger, above the others. */
  strong?: boolean;
  text: string;
}

export function Scatter(props: {
  label: string;
  x: string;
  y: string;
  points: Point[];
  height?: number;
  /** Draws the line on which both are the same. */
  diagonal?: boolean;
  /** Joins the strong points by steps: the front. */
  front?: boolean;
  onOpen?: (trial: number) => void;
}) {
  const all = () => [...props.points].sort((a, b) => Number(a.strong ?? false) - Number(b.strong ?? false));
  const xs = () => extent(props.points.map((p) => p.x));
  const ys = () => extent(props.points.flatMap((p) => [p.y, p.low, p.high]));
  const x = () => (props.diagonal ? extent([...xs(), ...extent(props.points.map((p) => p.y))], 0) : xs());
  return (
    <Frame
      label={props.label}
      height={props.height ?? 320}
      x={{ low: x()[0], high: x()[1], label: props.x }}
      y={{ low: ys()[0], high: ys()[1], label: props.y }}
    >
      {(sx, sy, hover) => {
        const strong = () => props.points.filter((p) => p.strong).sort((a, b) => a.x - b.x);
        return (
          <g>
            <Show when={props.diagonal}>
              <line
                x1={sx.place(Math.max(sx.low, sy.low))}
                y1={sy.place(Math.max(sx.low, sy.low))}
                x2={sx.place(Math.min(sx.high, sy.high))}
                y2={sy.place(Math.min(sx.high, sy.high))}
                stroke="var(--muted)"
                stroke-dasharray="5 4"
              />
            </Show>
            <Show when={props.front && strong().length > 1}>
              <path
                d={`M${strong()
                  .map((p) => `${sx.place(p.x)} ${sy.place(p.y)}`)
                  .join("L")}`}
                fill="none"
                stroke="var(--mark-best)"
                stroke-width="1.5"
              />
            </Show>
            <For each={all()}>
              {(point) => (
                <g>
                  <Show when={point.low !== undefined}>
                    <line
                      x1={sx.place(point.x)}
                      x2={sx.place(point.x)}
                      y1={sy.place(point.low as number)}
                      y2={sy.place(point.high as number)}
                      stroke={point.colour}
                      opacity="0.35"
                    />
                  </Show>
                  <circle
                    cx={sx.place(point.x)}
                    cy={sy.place(point.y)}
                    r={point.strong ? 5 : 3}
                    fill={point.colour}
                    opacity={point.strong ? 1 : 0.6}
                    cursor={props.onOpen && point.trial !== undefined ? "pointer" : undefined}
                    onMouseMove={(event) => hover(point.text, event)}
                    onMouseLeave={() => hover(undefined)}
                    onClick={() => point.trial !== undefined && props.onOpen?.(point.trial)}
                  />
                </g>
              )}
            </For>
          </g>
        );
      }}
    </Frame>
  );
}
