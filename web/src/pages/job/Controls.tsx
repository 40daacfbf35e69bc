// Stop, extend, deploy.
import { useNavigate } from "@solidjs/router";
import { Show, createSignal } from "solid-js";
import { send } from "../../api/client";
import { Act, Dialog } from "../../parts/basics";
import { session } from "../../state/session";
import { useJob } from "./context";

export function Controls() {
  const { job, reload } = useJob();
  const [dialog, setDialog] = createSignal<"extend" | "deploy" | "stop">();
  const running = () => job().status === "in-progress";
  return (
    <div class="row">
      <span class="muted grow">
        {job().strategy}
        {job().why_strategy ? ` (${job().why_strategy})` : ""}
        {job().early_stop !== "off" ? `, stops early by ${job().early_stop}` : ""}
        {job().requirements.length > 0 ? `, requires ${job().requirements.join(", ")}` : ""}
      </span>
      <Show when={session()?.may_work}>
        <Show when={running()}>
          <button type="button" class="danger" onClick={() => setDialog("stop")}>
            Stop
          </button>
        </Show>
        <Show when={!job().single}>
          <button type="button" onClick={() => setDialog("extend")}>
            Extend
          </button>
        </Show>
        <Show when={job().can_deploy && job().best_trial}>
          <button type="button" class="primary" onClick={() => setDialog("deploy")}>
            Deploy the best
          </button>
        </Show>
      </Show>
      <Show when={dialog() === "stop"}>
        <Dialog title={`Stop ${job().name}?`} onClose={() => setDialog(undefined)}>
          <p>
            Its {job().counts.running} running trials are stopped and keep their last values; no more are started. “Extend” goes on with
            it later.
          </p>
          <div class="row end">
            <Act
              class="primary"
              done="stopping"
              run={async () => {
                await send("post", "/api/v1/jobs/{job}/stop", { path: { job: job().name } });
                setDialog(undefined);
                reload();
              }}
            >
              Stop the job
            </Act>
          </div>
        </Dialog>
      </Show>
      <Show when={dialog() === "extend"}>
        <Extend onClose={() => setDialog(undefined)} />
      </Show>
      <Show when={dialog() === "deploy"}>
        <Deploy job={job().name} trial={job().best_trial?.trial ?? 0} onClose={() => setDialog(undefined)} />
      </Show>
    </div>
  );
}

function Extend(props: { onClose: () => void }) {
  const { job, reload } = useJob();
  const over = () => job().counts.completed + job().counts.failed + job().counts.stopped + job().counts.running + job().counts.queued;
  const [trials, setTrials] = createSignal(Math.max(job().trials, over()) + Math.max(5, Math.round(job().trials / 2)));
  const [parallel, setParallel] = createSignal(job().parallel);
  return (
    <Dialog title={`Extend ${job().name}`} onClose={props.onClose}>
      <label class="field">
        Trials in all ({over()} so far)
        <input type="number" min={over() + 1} value={trials()} onInput={(event) => setTrials(event.currentTarget.valueAsNumber)} />
      </label>
      <label class="field">
        Trials at a time
        <input type="number" min="1" value={parallel()} onInput={(event) => setParallel(event.currentTarget.valueAsNumber)} />
      </label>
      <div class="row end">
        <Act
          class="primary"
          disabled={!(trials() > 0 && parallel() > 0)}
          done="it goes on"
          run={async () => {
            const body = { trials: trials(), parallel: parallel() === job().parallel ? undefined : parallel() };
            await send("post", "/api/v1/jobs/{job}/extend", { path: { job: job().name }, body });
            props.onClose();
            reload();
          }}
        >
          Go on
        </Act>
      </div>
    </Dialog>
  );
}

export function Deploy(props: { job: string; trial: number; onClose: () => void }) {
  const navigate = useNavigate();
  const [name, setName] = createSignal("");
  const [count, setCount] = createSignal(1);
  const [command, setCommand] = createSignal("");
  const [handlers, setHandlers] = createSignal("");
  return (
    <Dialog title={`Deploy trial ${props.trial} of ${props.job}`} onClose={props.onClose}>
      <p class="muted small">
        The model is what the trial saved in its folder ({"{dir}"}): joblib, TorchScript, XGBoost, a SavedModel or MLflow are known by
        their files. Anything else needs a command that serves it, or handlers.
      </p>
      <label class="field">
        Name of the endpoint (the job’s, where none is said)
        <input value={name()} onInput={(event) => setName(event.currentTarget.value)} placeholder={props.job} />
      </label>
      <label class="field">
        Processes that answer
        <input type="number" min="1" max="64" value={count()} onInput={(event) => setCount(event.currentTarget.valueAsNumber)} />
      </label>
      <label class="field">
        Command that serves it on {"{port}"} (optional)
        <input class="mono" value={command()} onInput={(event) => setCommand(event.currentTarget.value)} placeholder="python serve.py --model {dir} --port {port}" />
      </label>
      <label class="field">
        File with model_fn, predict_fn … (optional)
        <input class="mono" value={handlers()} onInput={(event) => setHandlers(event.currentTarget.value)} placeholder="/path/to/inference.py" />
      </label>
      <div class="row end">
        <Act
          class="primary"
          run={async () => {
            const made = await send("post", "/api/v1/endpoints", {
              body: { job: props.job, trial: props.trial, name: name() || undefined, count: count(), command: command(), handlers: handlers() },
            });
            props.onClose();
            navigate(`/endpoints/${encodeURIComponent(made.endpoint)}`);
          }}
        >
          Deploy
        </Act>
      </div>
    </Dialog>
  );
}
