// Signing in with a key.
import { Show, createSignal } from "solid-js";
import { signIn } from "../state/session";

export function SignIn() {
  const [problem, setProblem] = createSignal<string>();
  const [busy, setBusy] = createSignal(false);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const [id, secret] = [String(form.get("id") ?? ""), String(form.get("secret") ?? "")];
    setBusy(true);
    setProblem(undefined);
    try {
      await signIn({ access_key_id: id, secret_access_key: secret });
    } catch (error) {
      setProblem((error as Error).message);
    } finally {
      setBusy(false);
    }
  };
  return (
    <section class="card sign-in" aria-label="Sign in">
      <h1>Sign in</h1>
      <p class="muted">
        On the machine of the server, <code class="mono">tunesmith console</code> prints a link that signs in. Or use a key;{" "}
        <code class="mono">tunesmith env</code> shows one.
      </p>
      <form class="stack" onSubmit={submit}>
        <label class="field">
          Access key ID
          <input name="id" autocomplete="username" required autofocus spellcheck={false} />
        </label>
        <label class="field">
          Secret access key
          <input name="secret" type="password" autocomplete="current-password" required />
        </label>
        <Show when={problem()}>
          <div class="note bad" role="alert">
            {problem()}
          </div>
        </Show>
        <button class="primary" type="submit" disabled={busy()}>
          Sign in
        </button>
      </form>
    </section>
  );
}
