package dev.sockeye.cli.chat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps who is in a room and what was said there last. Guarded by the {@link ChatRooms} that it belongs to. */
final class ChatRoom {
    private final String name;
    private final Map<Long, Person> people = new LinkedHashMap<>();
    private final Deque<ChatMessage> messages = new ArrayDeque<>();

    ChatRoom(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    void add(Person person) {
        people.put(person.id(), person);
    }

    void remove(Person person) {
        people.remove(person.id());
    }

    /** Keeps a message, and lets go of the oldest message or picture where there are too many. */
    void add(ChatMessage message) {
        messages.addLast(message);
        if (messages.size() > ChatRules.MESSAGES_KEPT) {
            messages.removeFirst();
        }
        if (message.picture().isPresent()) {
            var pictures =
                    messages.stream().filter(each -> each.picture().isPresent()).toList();
            if (pictures.size() > ChatRules.PICTURES_KEPT) {
                messages.remove(pictures.get(0));
            }
        }
    }

    boolean isEmpty() {
        return people.isEmpty();
    }

    RoomInfo info() {
        return new RoomInfo(name, people.size());
    }

    List<Person> people() {
        return List.copyOf(people.values());
    }

    List<ChatMessage> messages() {
        return List.copyOf(messages);
    }
}
