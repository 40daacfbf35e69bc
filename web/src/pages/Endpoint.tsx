// One endpoint: its variants and their shares, a box to try it, latency and errors.
import { A, useNavigate, useParams } from "@solidjs/router";
import { For, Index, Show, createSignal, onCleanup } from "solid-js";
import { get, refusal, send } from "../api/client";
import type { Endpoint as Info } from "../api/types";
import { Legend, LineChart } from "../charts/LineChart";
import { Act, Card, Code, Dialog, Loaded, Status } from "../parts/basics";
import { createData } from "../state/data";
import { at, count, number, share } from "../state/format";
import { session } from "../state/session";

export default function Endpoint() {
  const params = useParams<{ endpoint: string }>();
  const navigate = useNavigate();
  const [deleting, setDeleting] = createSignal(false);
  const data = createData(
    () => params.endpoint,
    (endpoint, signal) => get("/api/v1/endpoints/{endpoint}", { path: { endpoint }, signal }),
    500,
  );
  const timer = setInterval(data.refresh, 2000);
  onCleanup(() => clearInterval(timer));
  return (
    <Loaded data={data}>
      {(endpoint) => (
        <>
          <div class="row">
            <A href="/endpoints" class="small">
              Endpoints
            </A>
            <span class="muted small">/</span>
            <h1>{endpoint().name}</h1>
            <Status status={endpoint().status} />
            <span class="muted small grow">since {at(endpoint().created_ms)}</span>
            <Show when={session()?.may_remove}>
              <button type="button" class="danger" onClick={() => setDeleting(true)}>
                Take away
              </button>
            </Show>
          </div>
          <Show when={endpoint().failure}>
            <div class="note bad">{endpoint().failure}</div>
          </Show>
          <div class="halves">
            <Card title="Variants">
              <Variants endpoint={endpoint()} reload={data.refresh} />
            </Card>
            <Card title="Try it">
              <Try endpoint={endpoint()} reload={data.refresh} />
            </Card>
          </div>
          <Card title="The last hours, by the minute">
            <Charts endpoint={endpoint()} />
          </Card>
          <Card title="From elsewhere">
            <Code
              text={`tunesmith invoke ${endpoint().name} BODY\n\n# or boto3, within: tunesmith exec -- python\nboto3.client("sagemaker-runtime").invoke_endpoint(EndpointName="${endpoint().name}", Body=body)`}
              what="how to ask it from elsewhere"
            />
          </Card>
          <Show when={deleting()}>
            <Dialog title={`Take ${endpoint().name} away?`} onClose={() => setDeleting(false)}>
              <p>Its processes end when the last requests are answered. The model is kept.</p>
              <div class="row end">
                <Act
                  class="primary"
                  run={async () => {
                    await send("delete", "/api/v1/endpoints/{endpoint}", { path: { endpoint: endpoint().name } });
                    navigate("/endpoints");
                  }}
                >
                  Take it away
                </Act>
              </div>
            </Dialog>
          </Show>
        </>
      )}
    </Loaded>
  );
}

function Variants(props: { endpoint: Info; reload: () => void }) {
  const [weights, setWeights] = createSignal<Record<string, number>>({});
  const weight = (name: string, now: number) => weights()[name] ?? now;
  const all = () => props.endpoint.variants.reduce((n, v) => n + weight(v.name, v.weight), 0);
  const changed = () => props.endpoint.variants.some((v) => weight(v.name, v.weight) !== v.weight);
  return (
    <>
      <Index each={props.endpoint.variants}>
        {(v) => (
          <div class="parameter">
            <div class="row between">
              <b>{v().name}</b>
              <span class="muted small">
                {v().ready} of {v().count} processes ready, {v().in_flight} in flight
              </span>
            </div>
            <div class="mono small">{v().model}</div>
            <label class="row">
              <span class="small muted">share {share(all() > 0 ? weight(v().name, v().weight) / all() : 0)}</span>
              <input
                class="grow"
                type="range"
                min="0"
                max={Math.max(1, v().weight * 2)}
                step="any"
                aria-label={`Weight of ${v().name}`}
                value={weight(v().name, v().weight)}
                disabled={props.endpoint.variants.length < 2 || !session()?.may_work}
                onInput={(event) => setWeights((w) => ({ ...w, [v().name]: event.currentTarget.valueAsNumber }))}
              />
              <span class="small">{number(weight(v().name, v().weight))}</span>
            </label>
            <div class="row small">
              <span>{count(v().invocations)} requests</span>
              <span>{count(v().errors_4xx)} refused</span>
              <span>{count(v().errors_5xx)} failed</span>
              <span>{v().latency_ms === null || v().latency_ms === undefined ? "" : `${number(v().latency_ms)} ms`}</span>
            </div>
          </div>
        )}
      </Index>
      <Show when={changed()}>
        <div class="row end">
          <button type="button" onClick={() => setWeights({})}>
            As before
          </button>
          <Act
            class="primary"
            done="shared anew"
            run={async () => {
              const variants = props.endpoint.variants.map((v) => ({ name: v.name, weight: weight(v.name, v.weight) }));
              await send("put", "/api/v1/endpoints/{endpoint}/weights", { path: { endpoint: props.endpoint.name }, body: { variants } });
              setWeights({});
              props.reload();
            }}
          >
            Share so
          </Act>
        </div>
      </Show>
    </>
  );
}

interface Answer {
  text: string;
  variant: string | null;
  took: string | null;
  good: boolean;
}

function Try(props: { endpoint: Info; reload: () => void }) {
  const [body, setBody] = createSignal("");
  const [kind, setKind] = createSignal("text/csv");
  const [answer, setAnswer] = createSignal<Answer>();
  const ask = async () => {
    const url = `/api/v1/endpoints/${encodeURIComponent(props.endpoint.name)}/invocations`;
    const response = await fetch(url, { method: "POST", body: body(), headers: { "content-type": kind() } });
    if (!response.ok) {
      setAnswer({ text: (await refusal(response)).message, variant: null, took: null, good: false });
      return;
    }
    const raw = await response.text();
    let text = raw;
    try {
      text = JSON.stringify(JSON.parse(raw), null, 2);
    } catch {
      // It is shown as it came.
    }
    setAnswer({
      text,
      variant: response.headers.get("x-tunesmith-variant"),
      took: response.headers.get("x-tunesmith-took-ms"),
      good: true,
    });
    props.reload();
  };
  return (
    <>
      <label class="field">
        Request
        <textarea rows="5" value={body()} onInput={(event) => setBody(event.currentTarget.value)} placeholder="5.1,3.5,1.4,0.2" />
      </label>
      <div class="row">
        <label class="field">
          It is
          <select value={kind()} onChange={(event) => setKind(event.currentTarget.value)}>
            <For each={["text/csv", "application/json", "text/plain", "application/octet-stream"]}>{(k) => <option value={k}>{k}</option>}</For>
          </select>
        </label>
        <Act class="primary" run={ask} disabled={props.endpoint.status !== "InService" && props.endpoint.status !== "Updating"}>
          Send
        </Act>
      </div>
      <Show when={answer()}>
        {(a) => (
          <div aria-live="polite" class="stack tight">
            <p class={a().good ? "note good" : "note bad"}>
              {a().good ? `answered by ${a().variant} in ${a().took} ms` : a().text}
            </p>
            <Show when={a().good}>
              <pre class="code wrap" aria-label="Answer" tabindex="0">
                {a().text}
              </pre>
            </Show>
          </div>
        )}
      </Show>
    </>
  );
}

function Charts(props: { endpoint: Info }) {
  const lines = (value: (m: Info["variants"][number]["minutes"][number]) => number | null | undefined) =>
    props.endpoint.variants.map((v) => ({
      name: v.name,
      xs: v.minutes.map((m) => m.at_ms / 1000),
      ys: v.minutes.map((m) => value(m) ?? null),
    }));
  const any = () => props.endpoint.variants.some((v) => v.minutes.length > 0);
  return (
    <Show when={any()} fallback={<div class="empty">Nobody has asked it yet.</div>}>
      <div class="grid">
        <div>
          <h3>Requests</h3>
          <LineChart label="Requests by the minute" lines={lines((m) => m.invocations)} x="time" time height={170} dots />
        </div>
        <div>
          <h3>Latency of the model (ms)</h3>
          <LineChart label="Mean latency by the minute" lines={lines((m) => m.latency_ms)} x="time" time height={170} dots />
        </div>
        <div>
          <h3>Errors</h3>
          <LineChart label="Errors by the minute" lines={lines((m) => m.errors_4xx + m.errors_5xx)} x="time" time height={170} dots />
        </div>
      </div>
      <Legend names={props.endpoint.variants.map((v) => v.name)} />
    </Show>
  );
}
