// What all tabs of a job share.
import { createContext, useContext } from "solid-js";
import type { JobDetail, TrialLine } from "../../api/types";
import type { Link } from "../../api/stream";

export interface JobContext {
  job: () => JobDetail;
  /** Grows with each change that was told. */
  turn: () => number;
  /** Trials that changed last. */
  changed: () => TrialLine[];
  link: () => Link;
  open: (trial: number) => void;
  reload: () => void;
}

export const Context = createContext<JobContext>();

export function useJob(): JobContext {
  const context = useContext(Context);
  if (!context) throw new Error("a tab lives within a job's page");
  return context;
}
