// Typed requests: paths, parameters, bodies and answers come from the document of the interface.
import type { components, paths } from "./schema";

export type Schemas = components["schemas"];
export type Method = "get" | "post" | "put" | "delete";

/** Why something was not answered. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

type Paths<M extends Method> = { [P in keyof paths]: paths[P] extends { [K in M]: object } ? P : never }[keyof paths];
type Operation<P extends keyof paths, M extends Method> = M extends keyof paths[P] ? paths[P][M] : never;
type Answer<O> = O extends { responses: { 200: { content: { "application/json": infer T } } } } ? T : unknown;
type QueryOf<O> = O extends { parameters: { query?: infer Q } } ? Q : never;
type PathOf<O> = O extends { parameters: { path: infer P } } ? P : never;
type BodyOf<O> = O extends { requestBody: { content: { "application/json": infer B } } } ? B : never;

export interface Options<O> {
  path?: PathOf<O>;
  query?: QueryOf<O>;
  body?: BodyOf<O>;
  signal?: AbortSignal;
}

type Values = Record<string, unknown> | undefined;

/** The address of an operation with its parameters filled in. */
export function address(path: string, values: Record<string, unknown> = {}, query: Record<string, unknown> = {}): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(values[name] ?? "")));
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== "") asked.set(name, String(value));
  }
  const text = asked.toString();
  return text ? `${filled}?${text}` : filled;
}

/** Called when the server wants somebody to sign in. */
let onSignIn: () => void = () => {};
export function whenSignInIsNeeded(then: () => void): void {
  onSignIn = then;
}

export async function refusal(response: Response): Promise<Refused> {
  let code = "internal";
  let message = `the server answered ${response.status}`;
  try {
    const told = (await response.json()) as { code?: string; message?: string };
    code = told.code ?? code;
    message = told.message ?? message;
  } catch {
    // An answer of somebody between, most likely.
  }
  if (response.status === 401) onSignIn();
  return new Refused(response.status, code, message);
}

async function ask(method: Method, url: string, body: unknown, signal?: AbortSignal): Promise<unknown> {
  const init: RequestInit = { method: method.toUpperCase(), signal };
  if (body !== undefined) {
    init.body = JSON.stringify(body);
    init.headers = { "content-type": "application/json" };
  }
  let response: Response;
  try {
    response = await fetch(url, init);
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Refused(0, "unreachable", "the server cannot be reached; is it still running?");
  }
  if (!response.ok) throw await refusal(response);
  return response.json();
}

export function get<P extends Paths<"get">>(path: P, options: Options<Operation<P, "get">> = {}) {
  const url = address(path, options.path as Values, options.query as Values);
  return ask("get", url, undefined, options.signal) as Promise<Answer<Operation<P, "get">>>;
}

export function send<M extends "post" | "put" | "delete", P extends Paths<M>>(
  method: M,
  path: P,
  options: Options<Operation<P, M>> = {},
) {
  const url = address(path, options.path as Values, options.query as Values);
  return ask(method, url, options.body, options.signal) as Promise<Answer<Operation<P, M>>>;
}
