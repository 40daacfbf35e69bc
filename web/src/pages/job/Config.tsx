// The job as it was made, in every language in which it can be said.
import { A } from "@solidjs/router";
import { For, Show, createSignal } from "solid-js";
import { get, send } from "../../api/client";
import { Act, Card, Code, Facts, Loaded } from "../../parts/basics";
import { createData } from "../../state/data";
import { at, count } from "../../state/format";
import { session } from "../../state/session";
import { useJob } from "./context";

export default function Config() {
  const { job, reload } = useJob();
  const data = createData(
    () => job().name,
    (n, signal) => get("/api/v1/jobs/{job}/config", { path: { job: n }, signal }),
  );
  const [tags, setTags] = createSignal(job().tags.join(", "));
  return (
    <Loaded data={data}>
      {(config) => (
        <>
          <div class="halves">
            <Card title="Job">
              <Facts
                facts={[
                  ["name", job().name],
                  ["asked for as", job().asked_name],
                  ["created", at(job().created_ms)],
                  ["changed", at(job().updated_ms)],
                  ["objective", job().aims.map((a) => `${a.goal} ${a.metric}`).join(", ")],
                  ["target", job().target ?? undefined],
                  ["requires", job().requirements.join(", ")],
                  ["strategy", job().strategy + (job().why_strategy ? ` (${job().why_strategy})` : "")],
                  ["early stopping", job().early_stop],
                  ["trials", `${count(job().trials)}, ${job().parallel} at a time`],
                ]}
              />
              <Show when={session()?.may_work}>
                <form class="row" onSubmit={(event) => event.preventDefault()}>
                  <label class="field grow">
                    Tags, with commas between
                    <input value={tags()} onInput={(event) => setTags(event.currentTarget.value)} />
                  </label>
                  <Act
                    done="tags saved"
                    run={async () => {
                      await send("put", "/api/v1/jobs/{job}/tags", { path: { job: job().name }, body: { tags: tags().split(",") } });
                      reload();
                    }}
                  >
                    Save tags
                  </Act>
                </form>
              </Show>
            </Card>
            <Card title="Metrics">
              <div class="scroll" tabindex="0">
                <table>
                  <tbody>
                    <For each={job().metrics}>
                      {(metric) => (
                        <tr>
                          <td class="strong">{metric.name}</td>
                          <td class="mono">{metric.text}</td>
                        </tr>
                      )}
                    </For>
                  </tbody>
                </table>
              </div>
              <Show when={config().warm_start}>
                <p>
                  Started from {count(config().earlier_trials)} earlier trials ({config().warm_start})
                  <Show when={config().parents.length > 0}>
                    {" "}
                    of{" "}
                    <For each={config().parents}>
                      {(parent, i) => (
                        <>
                          {i() > 0 ? ", " : ""}
                          <A href={`/?q=${encodeURIComponent(parent)}`}>{parent}</A>
                        </>
                      )}
                    </For>
                  </Show>
                  .
                </p>
              </Show>
            </Card>
          </div>
          <Show when={config().command_line}>
            {(text) => (
              <Card title="As a command">
                <Code text={text()} what="the command that makes this job" wrap />
              </Card>
            )}
          </Show>
          <Show when={config().toml}>
            {(text) => (
              <Card title="As tune.toml">
                <Code text={text()} what="the file that makes this job" />
              </Card>
            )}
          </Show>
          <Show when={config().sdk}>
            {(text) => (
              <Card title="As Python">
                <Code text={text()} what="Python code that makes this job" />
              </Card>
            )}
          </Show>
          <Show when={config().request}>
            {(request) => (
              <Card title="The request that asked for it">
                <Code text={JSON.stringify(request(), null, 2)} what="the request" />
              </Card>
            )}
          </Show>
          <Card title="Whole description">
            <details>
              <summary>JSON</summary>
              <div class="stack">
                <Code text={JSON.stringify(config().spec, null, 2)} what="the description as JSON" />
              </div>
            </details>
          </Card>
        </>
      )}
    </Loaded>
  );
}
