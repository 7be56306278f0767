// The conversation as a list. Everything that people wrote becomes text nodes; pictures are shown from memory.
const MOST = 300;
const TOGETHER = 5 * 60_000;
const PICTURES = /^image\/(png|jpeg|gif|webp|avif)$/;
const clock = new Intl.DateTimeFormat([], { hour: '2-digit', minute: '2-digit' });

/** Makes an element with text. */
export function element(tag, className, text = '') {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}

/** Makes the round sign of a person: initials on a colour that belongs to the name. */
export function face(name) {
  const letters = name.match(/(?<![\p{L}\p{N}])[\p{L}\p{N}]/gu) ?? ['·'];
  const made = element('span', 'face', (letters.length > 1 ? letters[0] + letters.at(-1) : letters[0]).toUpperCase());
  made.setAttribute('aria-hidden', 'true');
  made.style.setProperty('--hue', [...name].reduce((hue, letter) => (hue * 31 + letter.codePointAt(0)) % 360, 7));
  return made;
}

/** Shows messages in order; the oldest leave when there are too many. */
export class MessageLog {
  constructor(list, viewer) {
    this.list = list;
    this.viewer = viewer;
    this.last = { id: 0, from: 0, at: 0 };
    this.people = new Map();
    this.unread = 0;
    this.atEnd = true;
    this.top = 0;
    list.addEventListener('scroll', () => this.#scrolled());
    new ResizeObserver(() => this.#follow()).observe(list);
    document.addEventListener('visibilitychange', () => this.#title(0));
  }

  /** Shows a room as it is on entering. */
  fill(messages, people, me) {
    [...this.list.children].forEach((item) => this.#remove(item));
    this.last = { id: 0, from: 0, at: 0 };
    this.atEnd = true;
    this.people = new Map(people.map((person) => [person.id, person.name]));
    messages.forEach((message) => this.add(message, me, false));
  }

  /** Adds a message, unless it is known: one may arrive both with the room and by itself. */
  add(message, me, live = true) {
    if (message.id <= this.last.id) {
      return;
    }
    const { from } = message;
    const at = Date.parse(message.at);
    const mine = from.id === me;
    const item = element('li', 'message');
    item.classList.toggle('mine', mine);
    item.classList.toggle('more', from.id === this.last.from && at - this.last.at < TOGETHER);
    const by = element('div', 'by');
    const time = element('time', '', clock.format(at));
    time.dateTime = new Date(at).toISOString();
    by.append(element('b', '', mine ? `${from.name} (you)` : from.name), time);
    const said = element('div', 'said', message.text ?? '');
    if (message.picture) {
      said.append(this.#picture(message.picture, from.name));
    }
    item.append(face(from.name), by, said);
    this.last = { id: message.id, from: from.id, at };
    this.#append(item, mine);
    if (live && document.hidden) {
      this.#title(this.unread + 1);
    }
  }

  /** Tells who came and who went. */
  cameAndWent(people, me) {
    const now = new Map(people.map((person) => [person.id, person.name]));
    now.forEach((name, id) => this.people.has(id) || id === me || this.#event(`${name} came in`));
    this.people.forEach((name, id) => now.has(id) || id === me || this.#event(`${name} left`));
    this.people = now;
  }

  #event(text) {
    this.last.from = 0;
    this.#append(element('li', 'event', text));
  }

  #append(item, always = false) {
    const list = this.list;
    this.atEnd ||= always;
    list.append(item);
    if (list.children.length > MOST) {
      this.#remove(list.firstChild);
    }
    this.#follow();
  }

  /** Only who scrolls up leaves the end: a picture that has just become larger does not count. */
  #scrolled() {
    const { scrollHeight, scrollTop, clientHeight } = this.list;
    this.atEnd = scrollHeight - scrollTop - clientHeight < 80 || (this.atEnd && scrollTop >= this.top);
    this.top = scrollTop;
  }

  /** Keeps the end in sight, unless somebody reads further up. */
  #follow() {
    if (this.atEnd) {
      this.list.scrollTop = this.list.scrollHeight;
    }
  }

  #remove(item) {
    item.querySelectorAll('img').forEach((image) => URL.revokeObjectURL(image.src));
    item.remove();
  }

  #picture(picture, name) {
    const type = PICTURES.test(picture.type) ? picture.type : 'application/octet-stream';
    const image = element('img', '');
    image.alt = `Picture from ${name}: ${picture.name}`;
    image.addEventListener('load', () => this.#follow());
    image.src = URL.createObjectURL(new Blob([picture.bytes], { type }));
    const open = element('button', '');
    open.type = 'button';
    open.append(image);
    open.addEventListener('click', () => {
      const large = this.viewer.querySelector('img');
      large.src = image.src;
      large.alt = image.alt;
      this.viewer.showModal();
    });
    return open;
  }

  #title(unread) {
    this.unread = unread;
    document.title = unread ? `(${unread}) Sockeye chat` : 'Sockeye chat';
  }
}
