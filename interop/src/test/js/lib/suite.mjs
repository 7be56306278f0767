// Cases, their context and their reports.
import { Peer, generationOf, modes, within } from "./peer.mjs";

/** What a case works with. Everything that it opens is closed after it. */
class Context {
  #opened = [];
  #started = [];
  #undo = [];
  #problem;
  #suite;

  constructor(suite, version, mode) {
    this.#suite = suite;
    this.version = version;
    this.mode = mode;
    this.generation = version && generationOf(version);
    /** The generation of the official server, when the cases run against that one. */
    this.official = suite.official;
  }

  /** The address of the server that the cases of this process share: its defaults, nothing changed. */
  url() {
    return this.#suite.sharedUrl();
  }

  /** A server of this case alone: the suite's command with these options, unless `how` names another command. */
  async server(args, how) {
    const all = args.includes("--port") ? args : ["--port", "0", ...args];
    const server = await this.#suite.servers.start(all, { command: this.#suite.command, ...how });
    this.#started.push(server);
    return server;
  }

  stop(server, how) {
    return this.#suite.servers.stop(server, how);
  }

  /** A server of the case on the port of one that was stopped. */
  startAgain(server, args, how) {
    return this.server(["--port", new URL(server.url).port, ...args], how);
  }

  async restart(server, args, how) {
    await this.stop(server, how);
    return this.startAgain(server, args, how);
  }

  /** A client that is about to connect. `version`, `mode` and `url` are the case's unless given. */
  async dial({ version = this.version, mode = this.mode, url, ...options } = {}) {
    return this.watch(Peer.open(version, url ?? (await this.url()), mode, options));
  }

  /** A client that has connected, perhaps not upgraded as yet. */
  async open(options) {
    return (await this.dial(options)).join();
  }

  /** A client that has connected and finished its upgrade. */
  async settled(options) {
    const peer = await this.open(options);
    return peer.mode === "upgrade" ? peer.upgraded() : peer;
  }

  watch(peer) {
    this.#opened.push(peer);
    return peer;
  }

  /** Whoever is still connected must be on the transport that the case is about. */
  async finish() {
    if (this.#problem) throw this.#problem;
    for (const peer of this.#opened) {
      if (!peer.connected) continue;
      if (peer.mode === "upgrade") await peer.upgraded();
      const expected = peer.mode === "polling" ? "polling" : "websocket";
      if (peer.transport !== expected) throw new Error(`the client is on ${peer.transport}, not on ${expected}`);
    }
  }

  /** Registers what is to be undone when the case is over. */
  afterwards(undo) {
    this.#undo.push(undo);
  }

  /** Fails the case from outside of its body. */
  fail(problem) {
    this.#problem ??= new Error(problem);
  }

  async clean() {
    for (const peer of this.#opened) peer.close();
    for (const undo of this.#undo.reverse()) await undo();
    for (const server of this.#started) await this.#suite.servers.stop(server, { background: true });
  }
}

export class Suite {
  #cases = [];
  #last = [];
  #shared;

  constructor(servers, official, command = "echo") {
    this.servers = servers;
    this.official = official;
    this.command = command;
  }

  sharedUrl() {
    this.#shared ??= this.servers.start(["--port", "0"], { command: this.command });
    return this.#shared.then((server) => server.url);
  }

  add(name, body, { version, mode, seconds = 10 } = {}) {
    this.#cases.push({ name, body, version, mode, seconds });
  }

  /** Adds the case for each transport. `deviation` says why an official server does not pass it. */
  matrix(version, { name, body, seconds, generations = [1, 2, 3, 4], transports = modes, deviation = {} }) {
    if (!generations.includes(generationOf(version)) || this.official in deviation) return;
    for (const mode of transports) {
      this.add(`client ${version} / ${mode} / ${name}`, body, { version, mode, seconds });
    }
  }

  /** Registers what is to be done after the last case. */
  atEnd(last) {
    this.#last.push(last);
  }

  async run(only) {
    const chosen = this.#cases.filter((one) => only.test(one.name));
    report({ plan: chosen.map((one) => one.name) });
    let failures = 0;
    for (const one of chosen) failures += (await this.#runOne(one)) ? 0 : 1;
    for (const last of this.#last) await last();
    if (this.#shared) await this.servers.stop(await this.#shared, {});
    return failures;
  }

  async #runOne({ name, body, version, mode, seconds }) {
    const context = new Context(this, version, mode);
    const start = performance.now();
    let problem;
    try {
      const steps = async () => {
        await body(context);
        await context.finish();
      };
      await within(seconds * 1000, "the case", steps());
    } catch (error) {
      problem = error.stack ?? String(error);
    }
    try {
      await within(10_000, "closing what the case had opened", context.clean());
    } catch (error) {
      problem ??= error.stack;
    }
    report({ case: name, ok: !problem, millis: Math.round(performance.now() - start), problem });
    return !problem;
  }
}

export function report(line) {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
