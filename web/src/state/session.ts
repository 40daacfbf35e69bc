// Who looks, and what they may do.
import { createSignal } from "solid-js";
import { type Schemas, get, send, whenSignInIsNeeded } from "../api/client";

export type Session = Schemas["Session"];

const [session, setSession] = createSignal<Session>();
const [unreachable, setUnreachable] = createSignal<string>();
export { session, unreachable };

export async function readSession(): Promise<void> {
  try {
    setSession(await get("/api/v1/session"));
    setUnreachable(undefined);
  } catch (error) {
    setUnreachable(String((error as Error).message));
  }
}

/** A link from the terminal brings a ticket behind the `#`; it is used once and taken out of the address. */
export async function useTicket(): Promise<void> {
  const ticket = /[#&]ticket=([^&]+)/.exec(location.hash)?.[1];
  if (!ticket) return;
  history.replaceState(null, "", location.pathname + location.search);
  await signIn({ ticket: decodeURIComponent(ticket) });
}

export async function signIn(shown: Schemas["SignIn"]): Promise<void> {
  setSession(await send("post", "/api/v1/session", { body: shown }));
}

export async function signOut(): Promise<void> {
  setSession(await send("delete", "/api/v1/session"));
}

whenSignInIsNeeded(() => {
  const known = session();
  if (known?.signed_in) setSession({ ...known, signed_in: false });
});
