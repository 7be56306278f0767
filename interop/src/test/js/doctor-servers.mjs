// Servers of the official packages for DoctorTest: one for each line {"version":2|4,"options":{…}} on standard input,
// answered with a line {"port":…}. `"preflight":true` stands for the handler that the 2.x documentation shows,
// `"sameOrigin":true` for its allowRequest, `"token":true` for one that wants a header.
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const load = createRequire(import.meta.url);
const packages = { 2: load("socket.io-2"), 4: load("socket.io-4") };

function answerPreflight(request, response) {
  response.writeHead(200, {
    "Access-Control-Allow-Origin": "https://app.example.com",
    "Access-Control-Allow-Methods": "GET,POST",
    "Access-Control-Allow-Headers": "my-custom-header",
    "Access-Control-Allow-Credentials": true,
  });
  response.end();
}

createInterface({ input: process.stdin })
  .on("line", (line) => {
    const { version, options, preflight, sameOrigin, token } = JSON.parse(line);
    if (sameOrigin) {
      options.allowRequest = (request, callback) => callback(null, request.headers.origin === undefined);
    } else if (token) {
      options.allowRequest = (request, callback) => callback(null, request.headers["x-token"] !== undefined);
    }
    const server = createServer((request, response) => {
      response.statusCode = 404;
      response.end("no page here");
    });
    packages[version](server, preflight ? { ...options, handlePreflightRequest: answerPreflight } : options);
    server.listen(0, "127.0.0.1", () => console.log(JSON.stringify({ port: server.address().port })));
  })
  .on("close", () => process.exit(0));
