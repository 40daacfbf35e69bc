// Keys of the keyboard: each page says what its own do.
import { createSignal, onCleanup } from "solid-js";

export interface Shortcut {
  key: string;
  what: string;
  run: (event: KeyboardEvent) => void;
}

const [groups, setGroups] = createSignal<Shortcut[][]>([]);
const [helpOpen, setHelpOpen] = createSignal(false);
export { helpOpen, setHelpOpen };

export const shortcuts = () => groups().flat();

/** Keys for as long as a component lives; those that came last win. */
export function useKeys(...keys: Shortcut[]): void {
  setGroups((all) => [keys, ...all]);
  onCleanup(() => setGroups((all) => all.filter((group) => group !== keys)));
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.isContentEditable);
}

export function listen(): void {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && isTyping(event.target)) {
      (event.target as HTMLElement).blur();
      return;
    }
    if (isTyping(event.target)) return;
    // Buttons and links have meanings of their own for Enter.
    if (event.key === "Enter" && (event.target as HTMLElement | null)?.closest("a,button,summary")) return;
    if (document.querySelector("dialog[open]")) return;
    const found = shortcuts().find((shortcut) => shortcut.key === event.key);
    if (!found) return;
    event.preventDefault();
    found.run(event);
  });
}
