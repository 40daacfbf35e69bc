// The course of a value, beside a name.
import { Show } from "solid-js";
import { scale } from "./scale";

export function Sparkline(props: { values: number[]; label?: string }) {
  const path = () => {
    const [low, high] = [Math.min(...props.values), Math.max(...props.values)];
    const y = scale(low, high === low ? low + 1 : high, 19, 3);
    const step = 80 / Math.max(1, props.values.length - 1);
    return props.values.map((v, i) => `${i === 0 ? "M" : "L"}${(2 + i * step).toFixed(1)} ${y.place(v).toFixed(1)}`).join("");
  };
  return (
    <Show when={props.values.length > 1} fallback={<span class="muted">–</span>}>
      <svg class="spark" viewBox="0 0 84 22" role="img" aria-label={props.label ?? "course of the best value"}>
        <path d={path()} fill="none" stroke="var(--accent)" stroke-width="1.6" stroke-linejoin="round" />
      </svg>
    </Show>
  );
}
