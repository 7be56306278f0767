// Serves the official packages to OfficialSubject, one server for each line {"op":"start",...} on standard input.
// Usage: node official-servers.cjs <directory with socket.io 2.5.1> <directory with socket.io 4.8.4>
"use strict";
const http = require("http");
const path = require("path");
const { createRequire } = require("module");
const readline = require("readline");

const load = (directory) => createRequire(path.resolve(directory, "package.json"))("socket.io");
const packages = { "2.5.1": load(process.argv[2]), "4.8.4": load(process.argv[3]) };
const servers = new Map();

function options(config) {
  const result = { ...config };
  delete result.rootMiddleware;
  delete result.bytes;
  if (config.allowRequest === "callback('no way', false)") {
    result.allowRequest = (request, callback) => callback("no way", false);
  } else if (config.allowRequest) {
    result.allowRequest = (request, callback) => callback(null, request.headers.origin === undefined);
  }
  if (typeof config.handlePreflightRequest === "string") {
    result.handlePreflightRequest = (request, response) => {
      response.writeHead(200, {
        "Access-Control-Allow-Origin": "https://example.com",
        "Access-Control-Allow-Methods": "GET,POST",
        "Access-Control-Allow-Headers": "my-custom-header",
        "Access-Control-Allow-Credentials": true,
      });
      response.end();
    };
  }
  return result;
}

function start({ version, config }) {
  const application = http.createServer((request, response) => {
    response.statusCode = 404;
    response.end("app 404");
  });
  const io = packages[version](application, options(config));
  const server = { io, application, log: [], sockets: [], connections: new Set() };
  application.on("connection", (connection) => server.connections.add(connection));
  if (config.rootMiddleware) {
    io.use((socket, next) => next());
  }
  io.of("/admin").on("connection", () => {});
  io.of("/mw").use((socket, next) => next(Object.assign(new Error("nope"), { data: { code: 1 } })));
  io.of("/mw2").use((socket, next) => next(new Error("plain")));
  io.on("connection", (socket) => {
    server.log.push(`connection / id=${socket.id.length} chars`);
    server.sockets.push(socket);
    socket.on("echo", (...values) => {
      const last = values.at(-1);
      if (typeof last === "function") {
        last(...values.slice(0, -1));
      } else {
        socket.emit("echo", ...values);
      }
    });
    socket.on("bin", () => socket.emit("bin", Buffer.from([1, 2, 3, 4]).subarray(0, config.bytes)));
    socket.on("u", () => socket.emit("u", "\u20ac\ud83d\ude00\u2028\"\\n"));
    socket.on("big", () => socket.emit("big", "x".repeat(2000)));
    socket.on("error", (error) => server.log.push(`error event: ${error.message ?? error}`));
    socket.on("disconnect", (reason, details) => {
      const more = details instanceof Error ? ` (${details.message})` : "";
      server.log.push(`/ disconnect: ${reason}${more}`);
    });
  });
  return new Promise((resolve) => {
    application.listen(0, "127.0.0.1", () => {
      const { port } = application.address();
      servers.set(port, server);
      resolve({ port });
    });
  });
}

const operations = {
  start,
  log: ({ port }) => ({ log: servers.get(port).log }),
  disconnect: ({ port, close }) => {
    servers.get(port).sockets.at(-1).disconnect(close);
    return {};
  },
  shutdown: ({ port }) => {
    servers.get(port).io.close();
    return {};
  },
  stop: ({ port }) => {
    const server = servers.get(port);
    servers.delete(port);
    server.application.close();
    server.connections.forEach((connection) => connection.destroy());
    return {};
  },
};

readline.createInterface({ input: process.stdin }).on("line", async (line) => {
  const command = JSON.parse(line);
  console.log(JSON.stringify(await operations[command.op](command)));
}).on("close", () => process.exit(0));
