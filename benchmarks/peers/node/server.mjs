// Serves the load's events with an official server: node server.mjs 2|4. Prints "ready" and the port.
import { createServer } from "node:http";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const generation = process.argv[2];
const http = createServer();
const io =
  generation === "2"
    ? require("socket.io-2")(http)
    : new (require("socket.io-4").Server)(http);

io.on("connection", (socket) => {
  socket.on("message", (x) => socket.emit("message-back", x));
  socket.on("message-with-ack", (x, ack) => ack(x));
  socket.on("record", (x) => socket.emit("record-back", x));
  socket.on("broadcast", (x) => io.emit("broadcast", x));
  socket.on("join", (room, ack) => {
    socket.join(room);
    ack("joined");
  });
  socket.on("room", (room, x) => io.to(room).emit("room", x));
});

http.listen({ host: "127.0.0.1", port: 0, backlog: 8192 }, () => {
  console.log(`ready ${http.address().port}`);
});
