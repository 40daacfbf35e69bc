// A parameter's range, and how 1,000 samples of it lie.
import { For, Show } from "solid-js";
import type { Samples } from "../api/types";
import type { Parameter } from "../state/draft";
import { any } from "../state/format";

export function RangeEditor(props: {
  parameter: Parameter;
  samples: Samples | undefined;
  problems: { message: string }[];
  change: (field: keyof Parameter, value: string) => void;
  remove: () => void;
}) {
  const p = () => props.parameter;
  const isNumber = () => p().kind === "float" || p().kind === "int";
  const most = () => Math.max(1, ...(props.samples?.bars ?? [1]));
  const set = (field: keyof Parameter) => (event: { currentTarget: { value: string } }) => props.change(field, event.currentTarget.value);
  return (
    <div class="parameter">
      <div class="row">
        <label class="field">
          Name
          <input value={p().name} onInput={set("name")} />
        </label>
        <label class="field">
          Kind
          <select value={p().kind} onChange={set("kind")}>
            <option value="float">real</option>
            <option value="int">whole</option>
            <option value="choice">choice</option>
            <option value="bool">true or false</option>
          </select>
        </label>
        <Show when={isNumber()}>
          <label class="field number">
            From
            <input value={p().low} onInput={set("low")} inputmode="decimal" />
          </label>
          <label class="field number">
            To
            <input value={p().high} onInput={set("high")} inputmode="decimal" />
          </label>
          <label class="field">
            Scale
            <select value={p().scale} onChange={set("scale")}>
              <option value="linear">linear</option>
              <option value="log">log</option>
              <option value="reverse-log">reverse log</option>
            </select>
          </label>
          <label class="field number">
            Step
            <input value={p().step} onInput={set("step")} placeholder="any" inputmode="decimal" />
          </label>
        </Show>
        <Show when={p().kind === "choice"}>
          <label class="field grow">
            Choices, with commas between
            <input value={p().choices} onInput={set("choices")} />
          </label>
        </Show>
        <button type="button" class="plain" aria-label={`Remove ${p().name}`} onClick={() => props.remove()}>
          ✕
        </button>
      </div>
      <Show when={props.samples}>
        {(samples) => (
          <div role="img" aria-label={`How 1,000 samples of ${p().name} lie: ${samples().examples.map(any).join(", ")} …`}>
            <div class="samples">
              <For each={samples().bars}>{(n, i) => <i title={`${samples().labels[i()]}: ${n}`} style={{ height: `${(100 * n) / most()}%` }} />}</For>
            </div>
            <div class="row between small muted">
              <span>{isNumber() ? any(samples().parameter.low) : samples().labels[0]}</span>
              <span>1,000 samples, such as {samples().examples.slice(0, 3).map(any).join(", ")}</span>
              <span>{isNumber() ? any(samples().parameter.high) : samples().labels.at(-1)}</span>
            </div>
          </div>
        )}
      </Show>
      <For each={props.problems}>{(problem) => <p class="note bad small">{problem.message}</p>}</For>
    </div>
  );
}
