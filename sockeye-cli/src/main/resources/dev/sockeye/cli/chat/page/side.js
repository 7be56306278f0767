// Rooms and people beside the conversation; on a narrow screen a drawer.
import { element, face } from './log.js';

const $ = (id) => document.getElementById(id);

export class Side {
  constructor({ go }) {
    this.go = go;
    $('new-room').addEventListener('submit', (event) => {
      event.preventDefault();
      const room = $('room').value.trim();
      $('room').value = '';
      if (room) {
        this.#leave(room);
      }
    });
    $('menu').addEventListener('click', () => this.#drawer(!$('side').classList.contains('open')));
    document.querySelector('main').addEventListener('click', () => this.#drawer(false));
    document.addEventListener('keydown', (event) => event.key === 'Escape' && this.#drawer(false));
  }

  rooms(rooms, here) {
    const focused = document.activeElement?.dataset.room;
    $('rooms').replaceChildren(
      ...rooms.map(({ name, people }) => {
        const button = element('button', '');
        button.type = 'button';
        button.dataset.room = name;
        const count = element('span', 'people', String(people));
        count.title = people === 1 ? '1 person' : `${people} people`;
        button.append(element('span', 'name', name), count);
        button.addEventListener('click', () => this.#leave(name));
        const item = element('li', '');
        item.append(button);
        return item;
      }),
    );
    this.here(here);
    [...$('rooms').querySelectorAll('button')].find((button) => button.dataset.room === focused)?.focus();
  }

  /** Marks the room that one is in. */
  here(room) {
    $('rooms').querySelectorAll('button').forEach((button) => {
      if (button.dataset.room === room) {
        button.setAttribute('aria-current', 'true');
      } else {
        button.removeAttribute('aria-current');
      }
    });
  }

  people(people, me) {
    $('count').textContent = people.length;
    $('people').replaceChildren(
      ...people.map(({ id, name }) => {
        const item = element('li', '');
        item.append(face(name), element('span', 'name', name));
        if (id === me) {
          item.append(element('span', 'you', 'you'));
        }
        return item;
      }),
    );
  }

  #leave(room) {
    this.#drawer(false);
    this.go(room);
  }

  #drawer(open) {
    $('side').classList.toggle('open', open);
    $('menu').setAttribute('aria-expanded', String(open));
  }
}
