package dev.sockeye.socketio.server.adapter;

import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Keeps the members of one room. Readers are never held up; writers are kept apart by the map that holds the room. Most
 * rooms are small and live in an array that is copied; large ones in a concurrent set, so that nothing large is copied.
 */
final class Room {
    private static final int SMALL = 16;
    private static final Member[] NONE = {};

    // Either a Member[] or a Set<Member>.
    private volatile Object members = NONE;

    /** Adds who is not yet in it. */
    Room add(Member member) {
        if (members instanceof Member[] few) {
            if (few.length < SMALL) {
                var more = Arrays.copyOf(few, few.length + 1);
                more[few.length] = member;
                members = more;
                return this;
            }
            Set<Member> many = ConcurrentHashMap.newKeySet(SMALL * 2);
            many.addAll(Arrays.asList(few));
            members = many;
        }
        large().add(member);
        return this;
    }

    /** Removes a member; tells whether the room is empty. */
    boolean remove(Member member) {
        if (members instanceof Member[] few) {
            members = Arrays.stream(few).filter(each -> each != member).toArray(Member[]::new);
            return ((Member[]) members).length == 0;
        }
        large().remove(member);
        return large().isEmpty();
    }

    boolean contains(Member member) {
        if (members instanceof Member[] few) {
            for (var each : few) {
                if (each == member) {
                    return true;
                }
            }
            return false;
        }
        return large().contains(member);
    }

    void forEach(Consumer<Member> visitor) {
        if (members instanceof Member[] few) {
            for (var each : few) {
                visitor.accept(each);
            }
        } else {
            large().forEach(visitor);
        }
    }

    @SuppressWarnings("unchecked") // The other of the two kinds.
    private Set<Member> large() {
        return (Set<Member>) members;
    }
}
