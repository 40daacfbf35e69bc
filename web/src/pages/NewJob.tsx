// A job without code: command, ranges, metrics, budget; and what it is as a file, a command, a script.
import { useNavigate } from "@solidjs/router";
import { For, Show, createEffect, createSignal, on, onCleanup } from "solid-js";
import { createStore, reconcile, unwrap } from "solid-js/store";
import { send } from "../api/client";
import type { Preview, Samples } from "../api/types";
import { Act, Card, Code } from "../parts/basics";
import { RangeEditor } from "../parts/RangeEditor";
import { RegexTester } from "../parts/RegexTester";
import { type Draft, asParameter, emptyDraft, optionsOf, toToml } from "../state/draft";
import { count, duration, share } from "../state/format";
import { session } from "../state/session";

const KEY = "tunesmith-new-job";
const TEXT_KEY = "tunesmith-new-job-text";
const STRATEGIES = ["auto", "bayesian", "random", "grid", "tpe", "cma-es", "hyperband"];
const RULES: [string, string][] = [
  ["off", "every trial runs to its end"],
  ["curve", "those whose curve will hardly win"],
  ["median", "those behind the median"],
];

function kept(): Draft {
  try {
    const text = sessionStorage.getItem(KEY);
    return text ? { ...emptyDraft(), ...(JSON.parse(text) as Draft) } : emptyDraft();
  } catch {
    return emptyDraft();
  }
}

/** The file, where it was changed by hand. */
function keptText(): string | undefined {
  try {
    return sessionStorage.getItem(TEXT_KEY) ?? undefined;
  } catch {
    return undefined;
  }
}

export default function NewJob() {
  const navigate = useNavigate();
  const [draft, setDraft] = createStore<Draft>(kept());
  const [log, setLog] = createSignal("");
  const [preview, setPreview] = createSignal<Preview>();
  const [shown, setShown] = createSignal<"toml" | "command_line" | "sdk">("toml");
  const [text, setText] = createSignal(keptText());
  const [trialSeconds, setTrialSeconds] = createSignal(60);
  const toml = () => text() ?? toToml(draft);
  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(timer));
  createEffect(
    on(toml, (wanted) => {
      clearTimeout(timer);
      try {
        sessionStorage.setItem(KEY, JSON.stringify(unwrap(draft)));
        const changed = text();
        if (changed === undefined) sessionStorage.removeItem(TEXT_KEY);
        else sessionStorage.setItem(TEXT_KEY, changed);
      } catch {
        // It is kept as long as the page is.
      }
      timer = setTimeout(async () => {
        try {
          const told = await send("post", "/api/v1/check-job", { body: { toml: wanted } });
          if (toml() === wanted) setPreview(told);
        } catch {
          setPreview(undefined);
        }
      }, 300);
    }),
  );
  const begun = () => text() !== undefined || Boolean(draft.command || draft.parameters.length || draft.metrics.length);
  const samples = (name: string): Samples | undefined => preview()?.samples.find((s) => s.parameter.name === name);
  const problemsOf = (place: string) => preview()?.problems.filter((p) => p.place === place || p.place.startsWith(`${place}.`)) ?? [];
  const addParameter = () =>
    setDraft("parameters", draft.parameters.length, {
      name: `p${draft.parameters.length + 1}`,
      kind: "float",
      low: "0",
      high: "1",
      scale: "linear",
      step: "",
      choices: "",
    });
  const addMetric = (name: string, pattern = name) => {
    setDraft("metrics", draft.metrics.length, { name, pattern });
    if (!draft.objective) setDraft("objective", name);
  };
  const rounds = () => Math.ceil(draft.trials / Math.max(1, draft.parallel));
  const forecast = () => rounds() * trialSeconds() * 1000;
  const create = async () => {
    const made = await send("post", "/api/v1/jobs", { body: { toml: toml() } });
    sessionStorage.removeItem(KEY);
    sessionStorage.removeItem(TEXT_KEY);
    navigate(`/jobs/${encodeURIComponent(made.name)}`);
  };
  const ready = () => preview() !== undefined && preview()!.problems.length === 0 && !preview()!.machine;
  return (
    <Show
      when={session()?.runs_jobs}
      fallback={
        <div class="note warn">
          Jobs are made in the page when a server runs: <code class="mono">tunesmith serve</code>. In a terminal,{" "}
          <code class="mono">tunesmith tune</code> needs none.
        </div>
      }
    >
      <div class="row between">
        <h1>New job</h1>
        <div class="row tight">
          <Show when={begun()}>
            <button
              type="button"
              onClick={() => {
                setText(undefined);
                setDraft(reconcile(emptyDraft()));
              }}
            >
              Start over
            </button>
          </Show>
          <Act class="primary" disabled={!ready()} run={create}>
            Create and run
          </Act>
        </div>
      </div>
      <div class="halves">
        <fieldset class="stack plain-set" disabled={text() !== undefined}>
          <Card title="1 · What to run">
            <label class="field">
              Command; {"{name}"} stands for a parameter’s value, {"{dir}"} for the trial’s folder
              <textarea
                rows="3"
                value={draft.command}
                onInput={(event) => setDraft("command", event.currentTarget.value)}
                placeholder="python train.py --lr 0.01 --layers 3 --optimizer adam"
                spellcheck={false}
              />
            </label>
            <Show when={optionsOf(draft.command).length > 0}>
              <div class="row tight">
                <span class="muted small">Tune:</span>
                <For each={optionsOf(draft.command)}>
                  {(option) => (
                    <button type="button" onClick={() => setDraft(reconcile(asParameter(structuredClone(unwrap(draft)), option)))}>
                      + {option.name} <span class="muted">{option.value}</span>
                    </button>
                  )}
                </For>
              </div>
            </Show>
            <div class="grid form">
              <label class="field">
                Working directory
                <input class="mono" value={draft.dir} onInput={(event) => setDraft("dir", event.currentTarget.value)} placeholder="where the server was started" />
              </label>
              <label class="field">
                Name (made from the command, where none is said)
                <input value={draft.name} onInput={(event) => setDraft("name", event.currentTarget.value)} placeholder={preview()?.name ?? ""} />
              </label>
            </div>
            <Problems list={[...problemsOf("command"), ...problemsOf("name"), ...problemsOf("dir")]} quiet={!begun()} />
          </Card>
          <Card
            title="2 · What to vary"
            aside={
              <button type="button" onClick={addParameter}>
                + Parameter
              </button>
            }
          >
            <Show when={draft.parameters.length > 0} fallback={<p class="muted">Pick options of the command above, or add parameters by hand.</p>}>
              <For each={draft.parameters}>
                {(parameter, i) => (
                  <RangeEditor
                    parameter={parameter}
                    samples={samples(parameter.name)}
                    problems={problemsOf(`params.${parameter.name}`)}
                    change={(field, value) => setDraft("parameters", i(), field, value as never)}
                    remove={() => setDraft("parameters", (all) => all.filter((_, k) => k !== i()))}
                  />
                )}
              </For>
            </Show>
            <Problems list={preview()?.problems.filter((p) => p.place === "params") ?? []} quiet={!begun()} />
          </Card>
          <Card
            title="3 · What to measure"
            aside={
              <button type="button" onClick={() => addMetric(`metric${draft.metrics.length + 1}`, "")}>
                + Metric
              </button>
            }
          >
            <For each={draft.metrics}>
              {(metric, i) => (
                <div class="row">
                  <label class="field">
                    Name
                    <input
                      value={metric.name}
                      onInput={(event) => {
                        const [before, name] = [metric.name, event.currentTarget.value];
                        // The list of the objective has the name before it is chosen there.
                        setDraft("metrics", i(), "name", name);
                        if (draft.objective === before) queueMicrotask(() => setDraft("objective", name));
                      }}
                    />
                  </label>
                  <label class="field grow">
                    Word before the number, or a regex with one group
                    <input
                      class="mono"
                      value={metric.pattern}
                      onInput={(event) => setDraft("metrics", i(), "pattern", event.currentTarget.value)}
                      spellcheck={false}
                      aria-invalid={problemsOf(`metrics.${metric.name}`).length > 0}
                    />
                  </label>
                  <button
                    type="button"
                    class="plain"
                    aria-label={`Remove ${metric.name}`}
                    onClick={() => setDraft("metrics", (all) => all.filter((_, k) => k !== i()))}
                  >
                    ✕
                  </button>
                </div>
              )}
            </For>
            <RegexTester metrics={draft.metrics} log={log()} onLog={setLog} onPick={(name) => addMetric(name)} />
            <Problems list={problemsOf("metrics")} quiet={!begun()} />
            <div class="row">
              <label class="field">
                Goal
                <select value={draft.goal} onChange={(event) => setDraft("goal", event.currentTarget.value as Draft["goal"])}>
                  <option value="maximize">maximise</option>
                  <option value="minimize">minimise</option>
                </select>
              </label>
              <label class="field grow">
                of
                <select value={draft.objective} onChange={(event) => setDraft("objective", event.currentTarget.value)}>
                  <For each={[...draft.metrics.map((m) => m.name), "@duration"]}>
                    {(name) => <option value={name}>{name === "@duration" ? "run time (@duration)" : name}</option>}
                  </For>
                </select>
              </label>
            </div>
            <Problems list={problemsOf("objective")} quiet={!begun()} />
          </Card>
          <Card title="4 · How much">
            <div class="grid form">
              <label class="field">
                Trials: {draft.trials}
                <input type="range" min="4" max="500" value={draft.trials} onInput={(event) => setDraft("trials", event.currentTarget.valueAsNumber)} />
                <input type="number" min="1" aria-label="Trials" value={draft.trials} onInput={(event) => setDraft("trials", event.currentTarget.valueAsNumber)} />
              </label>
              <label class="field">
                At a time
                <input type="number" min="1" value={draft.parallel} onInput={(event) => setDraft("parallel", event.currentTarget.valueAsNumber)} />
              </label>
              <label class="field">
                Strategy
                <select value={draft.strategy} onChange={(event) => setDraft("strategy", event.currentTarget.value)}>
                  <For each={STRATEGIES}>{(s) => <option value={s}>{s}</option>}</For>
                </select>
              </label>
              <label class="field">
                Stop early
                <select value={draft.earlyStop} onChange={(event) => setDraft("earlyStop", event.currentTarget.value)}>
                  <For each={RULES}>{([rule, what]) => <option value={rule}>{rule}: {what}</option>}</For>
                </select>
              </label>
              <label class="field">
                Time limit, such as 2h (optional)
                <input value={draft.time} onInput={(event) => setDraft("time", event.currentTarget.value)} />
              </label>
              <label class="field">
                A trial takes about (seconds)
                <input type="number" min="1" value={trialSeconds()} onInput={(event) => setTrialSeconds(event.currentTarget.valueAsNumber || 1)} />
              </label>
            </div>
            <p class="note">
              About <b>{duration(forecast())}</b>: {count(draft.trials)} trials, {count(draft.parallel)} at a time, {duration(trialSeconds() * 1000)} each.
              <Show when={preview()?.why_strategy}>
                {" "}
                {preview()!.strategy}: {preview()!.why_strategy}.
              </Show>
              <Show when={preview()?.combinations}>
                {" "}
                There are {count(preview()!.combinations!)} combinations, of which it tries {share(Math.min(1, draft.trials / preview()!.combinations!))}.
              </Show>
            </p>
            <Problems list={[...problemsOf("budget"), ...problemsOf("search"), ...problemsOf("run")]} quiet={!begun()} />
          </Card>
        </fieldset>
        <div class="stack">
          <Card title="Check">
            <Show when={begun()} fallback={<p class="muted">Say what to run, and it is checked as you type.</p>}>
              <Show when={preview()} fallback={<p class="muted">Checking …</p>}>
                {(told) => (
                  <>
                    <For each={told().problems}>
                      {(p) => (
                        <p class="note bad">
                          {p.message}
                          <Show when={text() !== undefined && p.line}> (line {p.line})</Show>
                        </p>
                      )}
                    </For>
                    <Show when={told().machine}>
                      <p class="note bad">{told().machine}</p>
                    </Show>
                    <Show when={ready()}>
                      <p class="note good">
                        Ready: {count(told().trials ?? 0)} trials of <b>{told().name}</b> by {told().strategy}. The first trial runs alone until
                        its objective is seen.
                      </p>
                    </Show>
                  </>
                )}
              </Show>
            </Show>
          </Card>
          <Card
            title="Preview"
            aside={
              <>
                <For each={[["toml", "tune.toml"], ["command_line", "Command"], ["sdk", "Python"]] as const}>
                  {([form, label]) => (
                    <button type="button" class={shown() === form ? "primary" : ""} aria-pressed={shown() === form} onClick={() => setShown(form)}>
                      {label}
                    </button>
                  )}
                </For>
              </>
            }
          >
            <Show when={shown() === "toml"}>
              <textarea
                class="file"
                rows="22"
                aria-label="tune.toml"
                value={toml()}
                spellcheck={false}
                onInput={(event) => setText(event.currentTarget.value)}
              />
              <Show when={text() !== undefined} fallback={<p class="muted small">Change the file itself, and it counts in place of the form.</p>}>
                <div class="row">
                  <span class="muted small">The file counts now; the form is as it was before.</span>
                  <button type="button" onClick={() => setText(undefined)}>
                    Back to the form
                  </button>
                </div>
              </Show>
            </Show>
            <Show when={shown() !== "toml"}>
              <Show
                when={preview()?.[shown() as "command_line" | "sdk"]}
                fallback={<p class="muted">{ready() ? "This job cannot be said in this form." : "There is a preview once the job holds together."}</p>}
              >
                {(code) => <Code text={code()} what="the job" wrap={shown() === "command_line"} />}
              </Show>
            </Show>
          </Card>
        </div>
      </div>
    </Show>
  );
}

function Problems(props: { list: { message: string }[]; quiet: boolean }) {
  return (
    <Show when={!props.quiet}>
      <For each={props.list}>{(p) => <p class="note bad small">{p.message}</p>}</For>
    </Show>
  );
}
