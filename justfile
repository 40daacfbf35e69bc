# `just` lists the tasks; each is a plain command that works without `just`.

default:
    @just --list

# All checks and tests, as CI runs them
test:
    cargo xtask test

# Import direction and purity
arch:
    cargo xtask arch

# The main job on real input
digits:
    cargo run --release -- tune -f examples/digits/tune.toml

# Licences, sources, advisories of dependencies (needs cargo-deny)
deny:
    cargo deny check

# Orchestration: no-op trials, suggestion latency, memory, log flood
bench:
    cargo build --release
    python3 bench/orchestration.py

# The console: types, units, and a real browser against a real server
console:
    cargo xtask console

# Real engines, set up on this machine for the purpose (installs them; needs root)
test-cluster *arguments:
    cargo xtask cluster {{arguments}}

# Pictures of every page, light and dark, wide and narrow, in target/screens
screens:
    cargo xtask console screens

# How quickly the console shows ten thousand trials, beside optuna-dashboard (needs five gigabytes, Chromium, optuna-dashboard)
bench-console:
    cargo build --release
    python3 bench/console.py

# What the way to a model behind an endpoint costs (needs wrk)
bench-hosting:
    cargo build --release
    python3 bench/hosting.py

# The engine's inner parts, by criterion
bench-engine:
    cd bench/engine && cargo bench

# Early-stopping rules on the learning curves of real trainings
bench-early-stop:
    python3 bench/early_stop/run.py

# The optimiser: what each of its parts is worth; `just bench-optimizer --peers optuna-tpe` compares with a peer
bench-optimizer *arguments:
    python3 bench/optimizer/run.py {{arguments}}
