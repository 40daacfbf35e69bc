// The console: one page for all addresses.
import { Route, Router } from "@solidjs/router";
import { lazy } from "solid-js";
import { render } from "solid-js/web";
import { Frame } from "./Frame";
import { Jobs } from "./pages/Jobs";
import { listen } from "./state/keys";
import { readSession, useTicket } from "./state/session";
import { apply } from "./state/theme";
import "./style.css";

// Pages are loaded when they are opened.
const Job = lazy(() => import("./pages/job/Job"));
const Trial = lazy(() => import("./pages/Trial"));
const NewJob = lazy(() => import("./pages/NewJob"));
const Metrics = lazy(() => import("./pages/Metrics"));
const Endpoints = lazy(() => import("./pages/Endpoints"));
const Endpoint = lazy(() => import("./pages/Endpoint"));
const Compare = lazy(() => import("./pages/Compare"));
const Settings = lazy(() => import("./pages/Settings"));
const Absent = lazy(() => import("./pages/Absent"));

apply();
listen();
useTicket()
  .catch((error: Error) => alert(error.message))
  .finally(readSession);

const root = document.getElementById("root");
if (root) {
  render(
    () => (
      <Router base="/console" root={Frame}>
        <Route path="/" component={Jobs} />
        <Route path="/new" component={NewJob} />
        <Route path="/jobs/:job/trials/:trial" component={Trial} />
        <Route path="/jobs/:job/:tab?" component={Job} />
        <Route path="/metrics" component={Metrics} />
        <Route path="/endpoints" component={Endpoints} />
        <Route path="/endpoints/:endpoint" component={Endpoint} />
        <Route path="/compare" component={Compare} />
        <Route path="/settings" component={Settings} />
        <Route path="*" component={Absent} />
      </Router>
    ),
    root,
  );
}
