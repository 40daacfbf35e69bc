// What is around every page: the way to the others, who is signed in, light or dark, help.
import { A, type RouteSectionProps, useNavigate } from "@solidjs/router";
import { ErrorBoundary, For, Show, Suspense } from "solid-js";
import { SignIn } from "./pages/SignIn";
import { Dialog, Toasts, toast } from "./parts/basics";
import { helpOpen, setHelpOpen, shortcuts, useKeys } from "./state/keys";
import { readSession, session, signOut, unreachable } from "./state/session";
import { type Theme, setTheme, theme } from "./state/theme";

const NEXT: Record<Theme, Theme> = { system: "light", light: "dark", dark: "system" };
const SIGN: Record<Theme, string> = { system: "◐ auto", light: "☀ light", dark: "☾ dark" };

function Help() {
  return (
    <Dialog title="Keys" onClose={() => setHelpOpen(false)}>
      <table>
        <tbody>
          <For each={shortcuts()}>
            {(shortcut) => (
              <tr>
                <td>
                  <kbd>{shortcut.key}</kbd>
                </td>
                <td>{shortcut.what}</td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
      <p class="muted small">
        Pictures: drag to zoom, double click to see all again, click a point to open its trial. Programs can ask for all of this,
        too: <a href="/api/v1/openapi.json">openapi.json</a> describes how.
      </p>
    </Dialog>
  );
}

export function Frame(props: RouteSectionProps) {
  const navigate = useNavigate();
  useKeys(
    { key: "?", what: "show these keys", run: () => setHelpOpen(true) },
    { key: "h", what: "all jobs", run: () => navigate("/") },
    { key: "n", what: "new job", run: () => navigate("/new") },
  );
  return (
    <>
      <a class="skip" href="#main" onClick={(event) => {
        event.preventDefault();
        document.getElementById("main")?.focus();
      }}>
        Skip to the content
      </a>
      <header class="top">
        <A href="/" class="brand" end>
          <img src="/console/icon.svg" alt="" />
          Tunesmith
        </A>
        <nav class="nav grow" aria-label="Pages">
          <A href="/" end>
            Jobs
          </A>
          <Show when={session()?.runs_jobs && session()?.may_work}>
            <A href="/new">New job</A>
          </Show>
          <A href="/compare">Compare</A>
          <A href="/metrics">Metrics</A>
          <A href="/endpoints">Models &amp; endpoints</A>
          <A href="/settings">Settings</A>
        </nav>
        <button type="button" class="plain" onClick={() => setTheme(NEXT[theme()])} aria-label={`Colours: ${theme()}`}>
          {SIGN[theme()]}
        </button>
        <button type="button" class="plain" onClick={() => setHelpOpen(true)} aria-label="Keys and help">
          ?
        </button>
        <Show when={session()?.can_sign_out}>
          <span class="muted small">
            {session()?.name} ({session()?.role})
          </span>
          <button
            type="button"
            onClick={() => signOut().then(() => navigate("/"), (error: Error) => toast(error.message, "bad"))}
          >
            Sign out
          </button>
        </Show>
      </header>
      <main id="main" tabindex="-1">
        <Show when={unreachable()}>
          <div class="note bad" role="alert">
            {unreachable()}{" "}
            <button type="button" onClick={() => void readSession()}>
              Try again
            </button>
          </div>
        </Show>
        <Show when={session()} fallback={<div class="empty">Loading …</div>}>
          {(known) => (
            <Show when={known().signed_in} fallback={<SignIn />}>
              <ErrorBoundary
                fallback={(error, reset) => (
                  <div class="note bad" role="alert">
                    <p>This page could not be shown: {String((error as Error).message ?? error)}</p>
                    <button type="button" onClick={reset}>
                      Try again
                    </button>
                  </div>
                )}
              >
                <Suspense fallback={<div class="empty">Loading …</div>}>{props.children}</Suspense>
              </ErrorBoundary>
            </Show>
          )}
        </Show>
      </main>
      <Show when={helpOpen()}>
        <Help />
      </Show>
      <Toasts />
    </>
  );
}
