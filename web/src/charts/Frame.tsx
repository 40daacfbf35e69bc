// A picture in SVG with two axes.
import { For, type JSX, Show, createMemo, createSignal } from "solid-js";
import { type Scale, scale, tick, ticks } from "./scale";
import { useWidth } from "./size";

export interface AxisInfo {
  low: number;
  high: number;
  log?: boolean;
  label?: string;
  /** Names in place of numbers, each at its index. */
  names?: string[];
}

export interface FrameProps {
  label: string;
  height: number;
  x: AxisInfo;
  y: AxisInfo;
  children: (x: Scale, y: Scale, hover: (text: string | undefined, event?: MouseEvent) => void) => JSX.Element;
}

const LEFT = 52;
const RIGHT = 10;
const TOP = 8;

export function Frame(props: FrameProps) {
  let box: HTMLDivElement | undefined;
  const width = useWidth(() => box);
  const [tip, setTip] = createSignal<{ text: string; x: number; y: number }>();
  const bottom = () => props.height - (props.x.label ? 34 : 22);
  const x = createMemo(() => scale(props.x.low, props.x.high, LEFT, Math.max(LEFT + 20, width() - RIGHT), props.x.log));
  const y = createMemo(() => scale(props.y.low, props.y.high, bottom(), TOP, props.y.log));
  const hover = (text: string | undefined, event?: MouseEvent) => {
    if (text === undefined || !event || !box) return setTip(undefined);
    const at = box.getBoundingClientRect();
    setTip({ text, x: Math.min(event.clientX - at.left + 12, width() - 150), y: event.clientY - at.top + 12 });
  };
  const marks = (info: AxisInfo, room: number) =>
    info.names
      ? info.names.map((name, i) => ({ at: i, text: name.length > 14 ? `${name.slice(0, 13)}…` : name }))
      : ticks(info.low, info.high, Math.max(2, Math.floor(room)), info.log).map((t) => ({ at: t, text: tick(t) }));
  return (
    <div ref={box} class="plot">
      <Show when={width() > 0}>
        <svg width={width()} height={props.height} role="img" aria-label={props.label} font-size="11">
          <For each={marks(props.y, props.height / 50)}>
            {(mark) => (
              <g>
                <line x1={LEFT} x2={width() - RIGHT} y1={y().place(mark.at)} y2={y().place(mark.at)} stroke="var(--grid)" />
                <text x={LEFT - 6} y={y().place(mark.at) + 4} text-anchor="end" fill="var(--muted)">
                  {mark.text}
                </text>
              </g>
            )}
          </For>
          <For each={marks(props.x, width() / 75)}>
            {(mark) => (
              <text x={x().place(mark.at)} y={bottom() + 15} text-anchor="middle" fill="var(--muted)">
                {mark.text}
              </text>
            )}
          </For>
          <line x1={LEFT} x2={width() - RIGHT} y1={bottom()} y2={bottom()} stroke="var(--line)" />
          <Show when={props.x.label}>
            <text x={(LEFT + width()) / 2} y={props.height - 3} text-anchor="middle" fill="var(--muted)">
              {props.x.label}
            </text>
          </Show>
          <Show when={props.y.label}>
            <text
              x={0}
              y={0}
              transform={`translate(11 ${(TOP + bottom()) / 2}) rotate(-90)`}
              text-anchor="middle"
              fill="var(--muted)"
            >
              {props.y.label}
            </text>
          </Show>
          {props.children(x(), y(), hover)}
        </svg>
      </Show>
      <Show when={tip()}>
        {(shown) => (
          <div class="tip" style={{ left: `${shown().x}px`, top: `${shown().y}px` }}>
            {shown().text}
          </div>
        )}
      </Show>
    </div>
  );
}
