// Patterns tried on a pasted log: by the same code that reads the logs of trials.
import { For, Show, createEffect, createSignal, on, onCleanup } from "solid-js";
import { send } from "../api/client";
import type { Findings } from "../api/types";
import { number } from "../state/format";
import type { Metric } from "../state/draft";
import { Marked } from "./Log";

/** Of a longer text the end is what counts. */
const LONGEST = 200_000;

export function RegexTester(props: { metrics: Metric[]; log: string; onLog: (log: string) => void; onPick: (name: string) => void }) {
  const [found, setFound] = createSignal<Findings>();
  const [problem, setProblem] = createSignal<string>();
  const [tested, setTested] = createSignal("");
  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(timer));
  createEffect(
    on([() => JSON.stringify(props.metrics), () => props.log], () => {
      clearTimeout(timer);
      timer = setTimeout(async () => {
        const log = props.log.slice(-LONGEST);
        if (!log) return setFound(undefined);
        try {
          const patterns = props.metrics.map((m) => ({ name: m.name || "metric", pattern: m.pattern }));
          const told = await send("post", "/api/v1/metrics/try", { body: { patterns, log } });
          setTested(log);
          setFound(told);
          setProblem(undefined);
        } catch (error) {
          setProblem((error as Error).message);
        }
      }, 250);
    }),
  );
  const unused = () => found()?.candidates.filter((c) => !props.metrics.some((m) => m.name === c.name)) ?? [];
  return (
    <div class="stack">
      <label class="field">
        Paste some of the program’s output
        <textarea
          rows="5"
          value={props.log}
          onInput={(event) => props.onLog(event.currentTarget.value)}
          placeholder={"epoch 1 loss = 0.452 pr_auc = 0.3680\nepoch 2 loss = 0.431 pr_auc = 0.3911"}
        />
      </label>
      <Show when={problem()}>
        <p class="note bad">{problem()}</p>
      </Show>
      <Show when={found()}>
        {(told) => (
          <>
            <For each={told().tried}>
              {(one) => (
                <p class={one.problem ? "note bad" : one.count === 0 ? "note warn" : "note good"}>
                  <b>{one.name}</b>:{" "}
                  {one.problem ?? (one.count === 0 ? "matches nothing" : `${one.count} matches, value ${number(one.last)} (the last one)`)}
                </p>
              )}
            </For>
            <Show when={unused().length > 0}>
              <div class="row tight">
                <span class="muted small">Also there:</span>
                <For each={unused()}>
                  {(candidate) => (
                    <button type="button" onClick={() => props.onPick(candidate.name)} title={`${candidate.count} times`}>
                      + {candidate.name} = {number(candidate.last)}
                    </button>
                  )}
                </For>
              </div>
            </Show>
            <pre class="log short" tabindex="0" aria-label="The output with its matches">
              <Marked text={tested()} matches={told().matches} names={props.metrics.map((m) => m.name)} />
            </pre>
          </>
        )}
      </Show>
    </div>
  );
}
