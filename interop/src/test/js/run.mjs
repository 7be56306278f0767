// node run.mjs <suite> [--client 2.5.0] [--only <regular expression>] [--official 2|4 | --program "path/to/sockeye"]
// The JUnit side leaves out --official and --program and answers the questions on stdout; see README.md.
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { servers } from "./lib/servers.mjs";
import { Suite, report } from "./lib/suite.mjs";

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    client: { type: "string" },
    only: { type: "string", default: "" },
    program: { type: "string" },
    official: { type: "string" },
  },
});

// Old clients throw in callbacks of theirs; that is a fact about the case that runs, not about the process.
process.setMaxListeners(0);
process.on("uncaughtException", (error) => report({ note: `uncaught: ${error.stack}` }));
process.on("unhandledRejection", (error) => report({ note: `unhandled: ${error?.stack ?? error}` }));

const official = options.official && Number(options.official);
const reference = (command) => fileURLToPath(new URL(`reference-${command}.mjs`, import.meta.url));
const program = official ? (command) => `node ${reference(command)} --generation ${official}` : options.program && (() => options.program);
const { define, command } = await import(`./suites/${positionals[0]}.mjs`);
const suite = new Suite(servers(program), official, command);
define(suite, options);
const failures = await suite.run(new RegExp(options.only));
process.exit(failures === 0 ? 0 : 1);
