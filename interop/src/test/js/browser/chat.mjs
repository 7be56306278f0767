// The page of `sockeye serve`, used by two people at once.
import assert from "node:assert/strict";
import { newPage, screenshot } from "../lib/browser.mjs";

/** A sunset over a river, as the bytes of a PNG. */
function paint() {
  const canvas = Object.assign(document.createElement("canvas"), { width: 320, height: 180 });
  const pen = canvas.getContext("2d");
  const sky = pen.createLinearGradient(0, 0, 0, 180);
  for (const [at, colour] of [[0, "#274a6b"], [0.55, "#e2725b"], [0.6, "#f6c177"], [0.61, "#20505c"], [1, "#0d2b33"]]) {
    sky.addColorStop(at, colour);
  }
  pen.fillStyle = sky;
  pen.fillRect(0, 0, 320, 180);
  pen.fillStyle = "#fff3d6";
  pen.arc(200, 108, 26, Math.PI, 0);
  pen.fill();
  return canvas.toDataURL("image/png").split(",")[1];
}

const serve = { command: "serve" };
const revisions = { 2: "Engine.IO 3 · Socket.IO 4", 4: "Engine.IO 4 · Socket.IO 5" };

/** Keeps what the page shows from memory, which its policy doesn't let it fetch again. */
function keepBlobs() {
  window.blobs = new Map();
  const create = URL.createObjectURL;
  URL.createObjectURL = (blob) => {
    const url = create.call(URL, blob);
    window.blobs.set(url, blob);
    return url;
  };
}

/** Somebody at the page, by what can be seen and read there. */
class Person {
  constructor(page, name, client) {
    this.page = page;
    this.name = name;
    this.client = client;
    this.log = page.getByRole("log", { name: "Messages" });
    this.box = page.getByRole("textbox", { name: "Message", exact: true });
    this.people = page.getByRole("region", { name: /^Here now/ });
    this.rooms = page.getByRole("region", { name: "Rooms" });
    this.transport = page.getByTitle("Transport in use");
  }

  static async enter(t, url, name, client) {
    const page = await newPage(t, { viewport: { width: 1100, height: 720 } });
    await page.addInitScript(keepBlobs);
    await page.goto(client === 4 ? url : `${url}/?client=${client}`);
    await page.getByLabel("Your name").fill(name);
    await page.getByRole("button", { name: /^Enter/ }).click();
    const person = new Person(page, name, client);
    await person.sees(name);
    await page.getByText(revisions[client]).waitFor();
    return person;
  }

  /** Waits until somebody is listed as being here. */
  async sees(name) {
    await this.people.getByRole("listitem").filter({ hasText: name }).waitFor();
  }

  async doesNotSee(name) {
    await this.people.getByRole("listitem").filter({ hasText: name }).waitFor({ state: "detached" });
  }

  async says(text) {
    await this.box.fill(text);
    await this.box.press("Enter");
  }

  async reads(text) {
    await this.log.getByText(text, { exact: true }).waitFor();
  }

  async upgraded() {
    await this.page.waitForFunction(() => document.querySelector("#transport")?.dataset.transport === "websocket");
    await this.transport.getByText(/websocket$/).waitFor();
  }

  async connected() {
    await this.page.getByRole("status").getByText("Connected", { exact: true }).waitFor({ timeout: 15_000 });
  }

  async lostConnection() {
    await this.page.getByRole("status").getByText(/reconnecting/i).waitFor();
  }

  /** Types until the other one sees it: the notice may be dropped when a connection is busy. */
  async typesUntilSeenBy(other) {
    const seen = other.page.getByText(`${this.name} is typing…`);
    for (let i = 0; i < 30 && !(await seen.isVisible()); i++) {
      await this.box.press("x");
      await seen.waitFor({ timeout: 250 }).catch(() => {});
    }
    assert.ok(await seen.isVisible(), `${other.name} did not see that ${this.name} was typing`);
    await this.box.fill("");
  }

  /** Sends a picture and returns its bytes. */
  async sendsPicture(name) {
    const buffer = Buffer.from(await this.page.evaluate(paint), "base64");
    await this.page.locator("input[type=file]").setInputFiles({ name, mimeType: "image/png", buffer });
    return buffer;
  }

  /** Waits for a picture and returns its bytes as they arrived. */
  async receivesPicture(from, name) {
    const image = this.log.getByRole("img", { name: `Picture from ${from}: ${name}` });
    await image.waitFor();
    const bytes = await image.evaluate(async (shown) => {
      await shown.decode();
      return Array.from(new Uint8Array(await window.blobs.get(shown.src).arrayBuffer()));
    });
    return Buffer.from(bytes);
  }
}

const conversation = (clientOfAda, clientOfBob) => ({
  name: `chat / a ${clientOfAda}.x and a ${clientOfBob}.x page`,
  async body(t) {
    const { url } = await t.server([], serve);
    const ada = await Person.enter(t, url, "Ada", clientOfAda);
    const bob = await Person.enter(t, url, "Bob", clientOfBob);
    await ada.sees("Bob");
    await bob.sees("Ada");
    await ada.upgraded();
    await bob.upgraded();

    await ada.says("Good morning, Bob ü😀");
    await bob.reads("Good morning, Bob ü😀");
    await bob.says("<b onclick=alert(1)>Good morning</b>");
    await ada.reads("<b onclick=alert(1)>Good morning</b>");
    await bob.typesUntilSeenBy(ada);
    await ada.typesUntilSeenBy(bob);

    const fromAda = await ada.sendsPicture("evening.png");
    assert.deepEqual(await bob.receivesPicture("Ada", "evening.png"), fromAda);
    const fromBob = await bob.sendsPicture("soir.png");
    assert.deepEqual(await ada.receivesPicture("Bob", "soir.png"), fromBob);
    await screenshot(ada.page, `chat-${clientOfAda}.x-with-${clientOfBob}.x`);

    await bob.page.context().close();
    await ada.doesNotSee("Bob");
    await ada.reads("Bob left");
  },
});

const rooms = {
  name: "chat / rooms",
  async body(t) {
    const { url } = await t.server([], serve);
    const ada = await Person.enter(t, url, "Ada", 4);
    const bob = await Person.enter(t, url, "Bob", 2);
    await ada.sees("Bob");
    await ada.page.getByLabel("Name of a room").fill("river");
    await ada.page.getByRole("button", { name: "Open the room" }).click();
    await bob.doesNotSee("Ada");
    await ada.says("only the river hears this");
    await ada.reads("only the river hears this");
    await bob.says("and this the lobby");
    await bob.reads("and this the lobby");

    await bob.rooms.getByRole("button", { name: /river/ }).click();
    await bob.reads("only the river hears this");
    await ada.sees("Bob");
    assert.equal(await ada.log.getByText("and this the lobby").count(), 0);
  },
};

const restart = {
  name: "chat / back after a restart of the server",
  seconds: 60,
  async body(t) {
    const server = await t.server([], serve);
    const ada = await Person.enter(t, server.url, "Ada", 4);
    const bob = await Person.enter(t, server.url, "Bob", 2);
    await ada.upgraded();
    await bob.upgraded();
    await t.stop(server);
    await ada.lostConnection();
    await bob.lostConnection();
    await screenshot(ada.page, "chat-reconnecting");

    await t.startAgain(server, [], serve);
    for (const person of [ada, bob]) await person.connected();
    await ada.sees("Bob");
    await bob.sees("Ada");
    await ada.says("Still there?");
    await bob.reads("Still there?");
    await bob.says("Yes");
    await ada.reads("Yes");
    await ada.upgraded();
    await screenshot(bob.page, "chat-after-restart");
  },
};

const official = { 2: "has no such page", 4: "has no such page" };

export default [conversation(4, 4), conversation(4, 2), conversation(2, 2), rooms, restart].map((one) => ({
  ...one,
  deviation: official,
}));
