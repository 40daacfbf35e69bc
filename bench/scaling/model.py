"""Servers, a database and trials as queues: what limits how many trials a second, by a simulation of their events.

A server takes what is in its queue in one step, like the dispatcher: some of its own time for each event, then one commit a job that
something happened to, one after the other. A commit takes time of the database's cores, first come first served, and a wait for
the disk that many can share. A trial takes its own time, and some of a core to be started and ended. Servers that have nothing to
do still renew their lease and look for requests. What each of these takes is measured by `run.py`.
"""
import collections
import dataclasses
import heapq
import random


@dataclasses.dataclass
class Costs:
    """Milliseconds of a core, and of waiting."""
    event: float        # the server's own, of an event
    commit: float       # the database's, of a commit
    trial: float        # to start and end a program, and to watch it
    disk: float         # until a commit is on the disk
    idle: float         # the database's, of a server that does nothing, in a second


@dataclasses.dataclass
class Place:
    """Where it runs."""
    servers: int
    slots: int          # trials at a time on each server
    jobs: int           # jobs of each server
    database_cores: int
    server_cores: int   # for the trials of a server, where they run on it
    one_machine: bool = False  # all of it on the cores of one machine: `server_cores` of them
    trial_s: float = 0.0       # what a trial takes by itself, elsewhere
    by_hand: bool = True       # trials are started on the server's machine, and not by an engine


class Cores:
    """Some cores, and who waits for one: first come, first served."""

    def __init__(self, world, number):
        self.world, self.free, self.waiting, self.busy_ms = world, number, collections.deque(), 0.0
        self.number = number

    def use(self, ms, then):
        self.waiting.append((ms, then))
        self.start()

    def start(self):
        while self.free and self.waiting:
            ms, then = self.waiting.popleft()
            self.free -= 1
            self.busy_ms += ms

            def done(then=then):
                self.free += 1
                then()
                self.start()
            self.world.after(ms, done)


class World:
    def __init__(self, seed):
        self.now, self.events, self.count, self.chance = 0.0, [], 0, random.Random(seed)

    def after(self, ms, what):
        self.count += 1
        heapq.heappush(self.events, (self.now + ms, self.count, what))

    def run(self, until_ms):
        while self.events and self.events[0][0] <= until_ms:
            self.now, _, what = heapq.heappop(self.events)
            what()
        self.now = until_ms


class Server:
    """One dispatcher, and its trials."""

    def __init__(self, world, costs, place, database, cores, own):
        self.world, self.costs, self.place, self.database, self.cores, self.own = world, costs, place, database, cores, own
        self.queue, self.is_busy, self.ended, self.gaps, self.busy_ms = [], False, 0, [], 0.0
        for slot in range(place.slots):
            self.event(slot)

    def event(self, slot):
        self.queue.append((slot, self.world.now))
        if not self.is_busy:
            self.step()

    def step(self):
        batch, self.queue = self.queue[:256], self.queue[256:]
        self.is_busy, self.begun = True, self.world.now
        jobs = collections.defaultdict(list)
        for slot, at in batch:
            jobs[slot % self.place.jobs].append((slot, at))
        self.own.use(self.costs.event * len(batch), lambda: self.commit(list(jobs.values())))

    def commit(self, jobs):
        if not jobs:
            self.is_busy = False
            self.busy_ms += self.world.now - self.begun
            if self.queue:
                self.step()
            return
        slots = jobs.pop()

        def written():
            for slot, at in slots:
                self.gaps.append(self.world.now - at)
                self.launch(slot)
            self.commit(jobs)
        # More events in one commit are more rows, and each of those a part of what the first one takes.
        work = self.costs.commit * (1 + 0.5 * (len(slots) - 1))
        self.database.use(work, lambda: self.world.after(self.costs.disk, written))

    def launch(self, slot):
        def ended():
            self.ended += 1
            self.event(slot)
        own_ms = self.place.trial_s * 1000 * self.world.chance.uniform(0.5, 1.5)
        # Starting, watching, ending: on the server's machine, or the engine's.
        work = self.costs.trial if self.place.by_hand else 0.0
        self.world.after(own_ms, lambda: self.cores.use(work, ended) if work else ended())


def simulate(costs, place, seconds, seed=1):
    """Trials a second, shares of time that database and dispatchers are busy, and the time from the end of a trial to the start
    of the next (median and 99th percentile, in ms)."""
    world = World(seed)
    shared = Cores(world, place.server_cores) if place.one_machine else None
    database = shared or Cores(world, place.database_cores)
    servers = []
    for _ in range(place.servers):
        cores = shared or Cores(world, place.server_cores)
        # A dispatcher is one thread.
        servers.append(Server(world, costs, place, database, cores, shared or Cores(world, 1)))

    def idle():
        database.use(costs.idle / 4, lambda: None)
        world.after(250, idle)
    for _ in range(place.servers):
        world.after(250 * world.chance.random(), idle)
    warm = seconds / 4
    world.run(1000 * warm)
    before = sum(s.ended for s in servers)
    database.busy_ms = 0.0
    for server in servers:
        server.busy_ms, server.gaps = 0.0, []
    world.run(1000 * seconds)
    span = seconds - warm
    gaps = sorted(g for s in servers for g in s.gaps) or [0.0]
    return {
        'trials_a_second': (sum(s.ended for s in servers) - before) / span,
        'database': database.busy_ms / (1000 * span * database.number),
        'dispatcher': max(s.busy_ms for s in servers) / (1000 * span),
        'gap_ms': gaps[len(gaps) // 2],
        'gap_99_ms': gaps[int(0.99 * (len(gaps) - 1))],
    }
