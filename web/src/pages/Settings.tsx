// Keys and roles, what the server is set to, what it keeps.
import { For, Show, createSignal } from "solid-js";
import { get, send } from "../api/client";
import { Act, Card, Code, Facts, Loaded } from "../parts/basics";
import { createData } from "../state/data";
import { bytes, count } from "../state/format";
import { session } from "../state/session";

const ROLES: [string, string][] = [
  ["read-only", "looks, and asks models"],
  ["submit", "makes and changes jobs and endpoints"],
  ["admin", "everything, keys too"],
];

export default function Settings() {
  const data = createData(() => true, (_, signal) => get("/api/v1/settings", { signal }));
  return (
    <>
      <h1>Settings</h1>
      <Show when={session()?.may_manage}>
        <Keys />
      </Show>
      <Loaded data={data}>
        {(s) => (
          <div class="halves">
            <Card title="Server">
              <Facts
                facts={[
                  ["version", s().version],
                  ["address", s().address],
                  ["data directory", <span class="mono small">{s().data_directory}</span>],
                  ["database", s().database ? <span class="mono small">{s().database}</span> : undefined],
                  ["store", bytes(s().store_bytes)],
                  ["training jobs at once", s().slots ?? undefined],
                  ["account", s().account],
                  ["jobs", s().jobs.map((c) => `${count(c.count)} ${c.status}`).join(", ")],
                  ["trials", s().trials.map((c) => `${count(c.count)} ${c.status}`).join(", ")],
                ]}
              />
              <p class="muted small">
                Nothing is deleted by itself: logs are capped at 16 MiB a trial, metrics and results stay until their folder is removed.
                Archived jobs leave the list and stay in the store.
              </p>
            </Card>
            <Show when={s().database}>
              <Named title="Servers and terminals" list={s().controllers} none="Nobody runs jobs now." help="Who shares the database; when one is gone, servers go on with what servers ran." />
            </Show>
            <Named title="Images" list={s().images} none="No images are mapped." help="[[images]] in the server’s configuration file says what runs the jobs of which image." />
            <Named title="Quotas" list={s().quotas} none="There are no quotas." help="[quotas] in the configuration file, or --no-quotas." />
            <Named title="Buckets elsewhere" list={s().buckets} none="All buckets are on this machine." help="[[buckets]] and [objects] in the configuration file name those of other S3 endpoints." />
          </div>
        )}
      </Loaded>
    </>
  );
}

function Named(props: { title: string; list: { name: string; text: string }[]; none: string; help: string }) {
  return (
    <Card title={props.title}>
      <Show when={props.list.length > 0} fallback={<p class="muted">{props.none}</p>}>
        <div class="scroll" tabindex="0">
          <table>
            <tbody>
              <For each={props.list}>
                {(item) => (
                  <tr>
                    <td>{item.name}</td>
                    <td class="right mono small">{item.text}</td>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </div>
      </Show>
      <p class="muted small">{props.help}</p>
    </Card>
  );
}

function Keys() {
  const keys = createData(() => true, (_, signal) => get("/api/v1/keys", { signal }), 0);
  const [name, setName] = createSignal("");
  const [role, setRole] = createSignal("submit");
  const [made, setMade] = createSignal<{ name: string; access_key_id: string; secret_access_key: string }>();
  return (
    <Card title="Keys">
      <Loaded data={keys}>
        {(all) => (
          <div class="scroll" tabindex="0">
            <table>
              <thead>
                <tr>
                  <th>Name</th>
                  <th>Role</th>
                  <th>Access key ID</th>
                  <th />
                </tr>
              </thead>
              <tbody>
                <For each={all()}>
                  {(key) => (
                    <tr>
                      <td class="strong">{key.name}</td>
                      <td>
                        {key.role} <span class="muted small">{ROLES.find(([r]) => r === key.role)?.[1]}</span>
                      </td>
                      <td class="mono small">{key.access_key_id}</td>
                      <td class="right">
                        <Act
                          class="danger"
                          title="Takes the key and its sessions away"
                          disabled={key.name === "jobs"}
                          run={async () => {
                            if (!confirm(`Take the key ${key.name} away? Whoever uses it is let in no more.`)) return;
                            await send("delete", "/api/v1/keys/{key}", { path: { key: key.name } });
                            keys.refresh();
                          }}
                        >
                          Remove
                        </Act>
                      </td>
                    </tr>
                  )}
                </For>
              </tbody>
            </table>
          </div>
        )}
      </Loaded>
      <form class="row" onSubmit={(event) => event.preventDefault()}>
        <label class="field">
          New key
          <input value={name()} onInput={(event) => setName(event.currentTarget.value)} placeholder="whose it is" />
        </label>
        <label class="field">
          Role
          <select value={role()} onChange={(event) => setRole(event.currentTarget.value)}>
            <For each={ROLES}>{([r, what]) => <option value={r}>{r}: {what}</option>}</For>
          </select>
        </label>
        <Act
          class="primary"
          disabled={!name()}
          run={async () => {
            setMade(await send("post", "/api/v1/keys", { body: { name: name(), role: role() } }));
            setName("");
            keys.refresh();
          }}
        >
          Make
        </Act>
      </form>
      <Show when={made()}>
        {(key) => (
          <div class="stack tight">
            <p class="note warn">The secret of {key().name} is shown this once.</p>
            <Code text={`AWS_ACCESS_KEY_ID=${key().access_key_id}\nAWS_SECRET_ACCESS_KEY=${key().secret_access_key}`} what="the new key" />
          </div>
        )}
      </Show>
    </Card>
  );
}
