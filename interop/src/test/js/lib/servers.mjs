// Where cases get their servers from: the JUnit side over stdin and stdout, or a command when run by hand.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** Asks the parent process, one JSON line each way. */
class AskedServers {
  #asked = new Map();
  #count = 0;

  constructor() {
    createInterface({ input: process.stdin }).on("line", (line) => {
      const { answer, error, ...rest } = JSON.parse(line);
      const { resolve, reject } = this.#asked.get(answer);
      this.#asked.delete(answer);
      if (error) reject(new Error(error));
      else resolve(rest);
    });
  }

  start(args, { command = "echo", ownProcess = false } = {}) {
    return this.#ask({ what: "start", command, args, ownProcess });
  }

  /** Stops it; in the background, its parent waits for the end when all cases are over. */
  stop(server, { kill = false, background = false } = {}) {
    return this.#ask({ what: "stop", server: server.server, kill, background });
  }

  #ask(question) {
    const id = ++this.#count;
    return new Promise((resolve, reject) => {
      this.#asked.set(id, { resolve, reject });
      process.stdout.write(`${JSON.stringify({ ask: id, ...question })}\n`);
    });
  }
}

/** Runs `<program of the command> <command> args…` and waits for its line "… ready on <url>". */
class SpawnedServers {
  #program;

  constructor(program) {
    this.#program = program;
  }

  async start(args, { command = "echo" } = {}) {
    const [program, ...first] = this.#program(command).split(" ");
    const child = spawn(program, [...first, command, ...args], { stdio: ["ignore", "pipe", "inherit"] });
    process.on("exit", () => child.kill("SIGKILL"));
    const url = await new Promise((resolve, reject) => {
      child.on("exit", (code) => reject(new Error(`the server ended with ${code}`)));
      createInterface({ input: child.stdout }).on("line", (line) => {
        const ready = line.match(/ready on (http\S+)/);
        if (ready) resolve(new URL(ready[1]).origin);
      });
    });
    return { url, child };
  }

  async stop({ child }, { kill = false } = {}) {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.on("exit", resolve));
    child.kill(kill ? "SIGKILL" : "SIGTERM");
    await gone;
  }
}

export const servers = (program) => (program ? new SpawnedServers(program) : new AskedServers());
