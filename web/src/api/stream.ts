// Server-sent events that go on where they broke off.
import { createSignal } from "solid-js";

/** Whether what is shown follows what happens. */
export type Link = "live" | "waiting" | "over";

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 15000;

export interface Stream {
  link: () => Link;
  close: () => void;
}

/**
 * Follows an address. A browser goes on by itself after most breaks; after a refusal (the server is down, or was started anew) it
 * is tried again, behind the last event that came.
 */
export function follow(
  url: string,
  after: number,
  handlers: Record<string, (data: unknown, id: number) => void>,
  make: (url: string) => EventSource = (u) => new EventSource(u),
): Stream {
  const [link, setLink] = createSignal<Link>("waiting");
  let at = after;
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pause = FIRST_PAUSE_MS;
  let closed = false;

  const open = () => {
    if (closed || document.hidden) return;
    source?.close();
    source = make(`${url}${url.includes("?") ? "&" : "?"}after=${at}`);
    source.onopen = () => {
      pause = FIRST_PAUSE_MS;
      setLink("live");
    };
    source.onerror = () => {
      if (closed) return;
      setLink("waiting");
      // Closed for good: it was refused.
      if (source?.readyState === 2) {
        source.close();
        timer = setTimeout(open, pause);
        pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
      }
    };
    for (const [kind, handle] of Object.entries(handlers)) {
      source.addEventListener(kind, (event) => {
        const message = event as MessageEvent<string>;
        const id = Number(message.lastEventId);
        if (Number.isFinite(id) && id > 0) at = id;
        handle(JSON.parse(message.data), at);
      });
    }
  };
  // A browser has six connections for all pages of a server: those that nobody looks at give theirs back.
  const look = () => {
    clearTimeout(timer);
    if (document.hidden) {
      source?.close();
      setLink("waiting");
    } else {
      open();
    }
  };
  document.addEventListener("visibilitychange", look);
  const close = () => {
    closed = true;
    document.removeEventListener("visibilitychange", look);
    clearTimeout(timer);
    source?.close();
    setLink("over");
  };
  open();
  return { link, close };
}
