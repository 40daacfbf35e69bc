// What serves: endpoints, and the models that are kept.
import { A } from "@solidjs/router";
import { For, Index, Show, onCleanup } from "solid-js";
import { get } from "../api/client";
import { Card, Loaded, Status } from "../parts/basics";
import { createData } from "../state/data";
import { ago, at, count, number, share } from "../state/format";
import { now } from "../state/now";
import { session } from "../state/session";

export default function Endpoints() {
  const endpoints = createData(() => true, (_, signal) => get("/api/v1/endpoints", { signal }));
  const models = createData(() => true, (_, signal) => get("/api/v1/models", { signal }));
  const timer = setInterval(endpoints.refresh, 3000);
  onCleanup(() => clearInterval(timer));
  return (
    <>
      <h1>Models and endpoints</h1>
      <Show when={session() && !session()!.serves_models}>
        <div class="note warn">
          Endpoints are here when a server runs: <code class="mono">tunesmith serve</code>
        </div>
      </Show>
      <Card title="Endpoints">
        <Loaded data={endpoints}>
          {(all) => (
            <Show
              when={all().length > 0}
              fallback={
                <div class="empty">
                  Nothing is deployed. Open a trial and press Deploy, or: <code class="mono">tunesmith deploy best</code>
                </div>
              }
            >
              <div class="scroll" tabindex="0">
                <table>
                  <thead>
                    <tr>
                      <th>Name</th>
                      <th>Status</th>
                      <th>Variants</th>
                      <th class="right">Requests</th>
                      <th class="right">Errors</th>
                      <th class="right">Latency (ms)</th>
                      <th>Changed</th>
                    </tr>
                  </thead>
                  <tbody>
                    <Index each={all()}>
                      {(e) => {
                        const sum = (f: (v: ReturnType<typeof e>["variants"][number]) => number) => e().variants.reduce((n, v) => n + f(v), 0);
                        const answered = () => sum((v) => (v.latency_ms === null || v.latency_ms === undefined ? 0 : v.invocations));
                        return (
                          <tr>
                            <td>
                              <A class="strong" href={`/endpoints/${encodeURIComponent(e().name)}`}>
                                {e().name}
                              </A>
                            </td>
                            <td>
                              <Status status={e().status} />
                            </td>
                            <td>{e().variants.map((v) => `${v.name} ${share(v.share)}`).join(", ")}</td>
                            <td class="right">{count(sum((v) => v.invocations))}</td>
                            <td class="right">{count(sum((v) => v.errors_4xx + v.errors_5xx))}</td>
                            <td class="right">
                              {answered() > 0 ? number(sum((v) => (v.latency_ms ?? 0) * v.invocations) / answered()) : "–"}
                            </td>
                            <td class="nowrap" title={at(e().updated_ms)}>
                              {ago(e().updated_ms, now())}
                            </td>
                          </tr>
                        );
                      }}
                    </Index>
                  </tbody>
                </table>
              </div>
            </Show>
          )}
        </Loaded>
      </Card>
      <Card title="Models">
        <Loaded data={models}>
          {(all) => (
            <Show when={all().length > 0} fallback={<p class="muted">No model is kept yet.</p>}>
              <div class="scroll" tabindex="0">
                <table>
                  <thead>
                    <tr>
                      <th>Name</th>
                      <th>Served by</th>
                      <th>Data</th>
                      <th>Created</th>
                    </tr>
                  </thead>
                  <tbody>
                    <For each={all()}>
                      {(m) => (
                        <tr>
                          <td class="strong">{m.name}</td>
                          <td class="mono small">{m.image}</td>
                          <td class="mono small">{m.data ?? "–"}</td>
                          <td class="nowrap" title={at(m.created_ms)}>
                            {ago(m.created_ms, now())}
                          </td>
                        </tr>
                      )}
                    </For>
                  </tbody>
                </table>
              </div>
            </Show>
          )}
        </Loaded>
      </Card>
    </>
  );
}
