// Small parts that many pages share.
import { For, type JSX, Show, createSignal, createUniqueId, onCleanup } from "solid-js";
import { Portal } from "solid-js/web";
import { Refused } from "../api/client";
import type { Data } from "../state/data";

const KINDS: Record<string, string> = {
  "in-progress": "live",
  running: "live",
  stopping: "warn",
  queued: "",
  completed: "good",
  failed: "bad",
  stopped: "",
  interrupted: "warn",
  InService: "good",
  Creating: "live",
  Updating: "live",
  RollingBack: "warn",
  Deleting: "warn",
  Failed: "bad",
};

export function Status(props: { status: string }) {
  const kind = () => KINDS[props.status] ?? "";
  return (
    <span class={`chip ${kind()}`}>
      <i class={kind() === "live" ? "dot pulse" : "dot"} />
      {props.status.replace("-", " ")}
    </span>
  );
}

/** Text that goes to the clipboard; without the right to it, it is selected. */
export async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Pages that did not come over TLS have no clipboard, but on this machine itself.
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}

export function Copy(props: { text: string; label?: string; what: string }) {
  const [done, setDone] = createSignal<boolean>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(timer));
  return (
    <button
      type="button"
      aria-label={`Copy ${props.what}`}
      onClick={async (event) => {
        event.stopPropagation();
        setDone(await copy(props.text));
        clearTimeout(timer);
        timer = setTimeout(() => setDone(undefined), 1500);
      }}
    >
      {done() === undefined ? (props.label ?? "Copy") : done() ? "Copied" : "Cannot copy"}
    </button>
  );
}

export function Code(props: { text: string; what: string; wrap?: boolean }) {
  return (
    <div class="code-box">
      <pre class={props.wrap ? "code wrap" : "code"} tabindex="0" aria-label={props.what}>
        {props.text}
      </pre>
      <Copy text={props.text} what={props.what} />
    </div>
  );
}

export function Problem(props: { problem: Refused | undefined; retry?: () => void }) {
  return (
    <Show when={props.problem}>
      {(problem) => (
        <div class={`note ${problem().status === 409 ? "warn" : "bad"}`} role="alert">
          {problem().message}
          <Show when={props.retry && problem().status !== 409}>
            {" "}
            <button type="button" onClick={() => props.retry?.()}>
              Try again
            </button>
          </Show>
        </div>
      )}
    </Show>
  );
}

/** What was loaded; before that, that it is being loaded; or why not. */
export function Loaded<T>(props: { data: Data<T>; children: (value: () => NonNullable<T>) => JSX.Element; waiting?: string }) {
  return (
    <>
      <Problem problem={props.data.problem()} retry={props.data.refresh} />
      <Show
        when={props.data.value()}
        fallback={
          <Show when={!props.data.problem()}>
            <div class="empty" role="status">
              {props.waiting ?? "Loading …"}
            </div>
          </Show>
        }
      >
        {(value) => props.children(value as () => NonNullable<T>)}
      </Show>
    </>
  );
}

export function Card(props: { title?: JSX.Element; aside?: JSX.Element; children: JSX.Element; flush?: boolean; label?: string }) {
  return (
    <section class={props.flush ? "card flush" : "card"} aria-label={props.label}>
      <Show when={props.title}>
        <header class="row between">
          <h2>{props.title}</h2>
          <Show when={props.aside}>
            <div class="row tight">{props.aside}</div>
          </Show>
        </header>
      </Show>
      {props.children}
    </section>
  );
}

export function Facts(props: { facts: [string, JSX.Element | undefined | null][] }) {
  return (
    <dl class="facts">
      <For each={props.facts.filter(([, value]) => value !== undefined && value !== null && value !== "")}>
        {([name, value]) => (
          <>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </>
        )}
      </For>
    </dl>
  );
}

/** A dialog, open as long as it is there. */
export function Dialog(props: { title: string; onClose: () => void; children: JSX.Element }) {
  const id = createUniqueId();
  return (
    <Portal>
      <dialog
        ref={(el) => queueMicrotask(() => el.isConnected && !el.open && el.showModal())}
        aria-labelledby={id}
        onClose={() => props.onClose()}
        onClick={(event) => event.target === event.currentTarget && event.currentTarget.close()}
      >
        <div class="stack">
          <div class="row between">
            <h2 id={id}>{props.title}</h2>
            <button
              type="button"
              class="plain"
              aria-label="Close"
              onClick={(event) => event.currentTarget.closest("dialog")?.close()}
            >
              ✕
            </button>
          </div>
          {props.children}
        </div>
      </dialog>
    </Portal>
  );
}

interface Toast {
  id: number;
  text: string;
  kind: "good" | "bad";
}
const [toasts, setToasts] = createSignal<Toast[]>([]);
let nextToast = 0;

export function toast(text: string, kind: Toast["kind"] = "good"): void {
  const id = nextToast++;
  setToasts((all) => [...all, { id, text, kind }]);
  setTimeout(() => setToasts((all) => all.filter((t) => t.id !== id)), kind === "bad" ? 10000 : 4000);
}

export function Toasts() {
  return (
    <div class="toasts" aria-live="polite">
      <For each={toasts()}>{(t) => <div class={`note ${t.kind}`}>{t.text}</div>}</For>
    </div>
  );
}

/** A button that asks for something, and tells if it was refused. */
export function Act(props: {
  run: () => Promise<unknown>;
  children: JSX.Element;
  class?: string;
  disabled?: boolean;
  title?: string;
  done?: string;
}) {
  const [busy, setBusy] = createSignal(false);
  return (
    <button
      type="button"
      class={props.class}
      title={props.title}
      disabled={props.disabled || busy()}
      onClick={async () => {
        setBusy(true);
        try {
          await props.run();
          if (props.done) toast(props.done);
        } catch (error) {
          toast((error as Error).message, "bad");
        } finally {
          setBusy(false);
        }
      }}
    >
      {props.children}
    </button>
  );
}

export function Shares(props: { parts: { name: string; n: number; colour: string }[]; all: number }) {
  return (
    <div class="bar" role="img" aria-label={props.parts.map((p) => `${p.n} ${p.name}`).join(", ")}>
      <For each={props.parts.filter((p) => p.n > 0)}>
        {(part) => (
          <i
            title={`${part.n} ${part.name}`}
            style={{ width: `${(100 * part.n) / Math.max(1, props.all)}%`, background: part.colour }}
          />
        )}
      </For>
    </div>
  );
}

/** A colour and what it stands for. */
export function Key(props: { colour: string | undefined; children: JSX.Element }) {
  return (
    <span>
      <i style={{ background: props.colour }} />
      {props.children}
    </span>
  );
}
