// node lonely-client.mjs <version> <mode> <url>: connects, tells its session id to its parent, and stays.
import { Peer } from "./peer.mjs";

const [version, mode, url] = process.argv.slice(2);
process.on("disconnect", () => process.exit(0));
const peer = await Peer.open(version, url, mode).join();
if (mode === "upgrade") await peer.upgraded();
// A round trip and one more request: once that is answered, polling has its next poll under way.
await peer.ask("message-with-ack");
const written = new Promise((resolve) => peer.engine.once("drain", resolve));
peer.emit("an event that nobody answers");
await written;
process.send(peer.engine.id);
