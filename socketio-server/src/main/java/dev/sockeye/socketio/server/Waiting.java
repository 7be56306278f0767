package dev.sockeye.socketio.server;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Is a queue that any thread adds to and one thread at a time takes from. Lock-free. Its owner extends it, and where nothing
 * waits it consists of two null references: each idle socket has one.
 */
abstract class Waiting {
    private static final VarHandle NEWEST;

    static {
        try {
            NEWEST = MethodHandles.lookup().findVarHandle(Waiting.class, "newest", Item.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    // What was added since the taker last looked; each knows the one before it.
    private volatile @Nullable Item newest;
    // What the taker has put in order, oldest first; only it changes this. Others may see what was there a moment ago.
    private @Nullable Item oldest;

    private static class Item {
        // Of a run, the one that is next.
        Object content;

        // First the one before, then, once in order, the one behind.
        @Nullable
        Item next;

        Item(Object content) {
            this.content = content;
        }
    }

    /** Is an item for several contents, of which those that are taken are forgotten. */
    private static final class Run extends Item {
        final @Nullable Object[] contents;
        // How many were taken besides the one that is next.
        int taken;

        Run(@Nullable Object[] contents) {
            super(Objects.requireNonNull(contents[0]));
            this.contents = contents;
        }

        /** Goes on to the next content; returns whether there is one. */
        boolean advance() {
            contents[taken++] = null;
            if (taken == contents.length) {
                return false;
            }
            content = Objects.requireNonNull(contents[taken]);
            return true;
        }
    }

    final void put(Object content) {
        push(new Item(content));
    }

    /** Puts in several, at least one, with less to do for each; the array is the queue's from here on. */
    final void putAll(@Nullable Object[] contents) {
        push(new Run(contents));
    }

    private void push(Item item) {
        Item before;
        do {
            before = newest;
            item.next = before;
        } while (!NEWEST.compareAndSet(this, before, item));
    }

    /** Takes the oldest. For one thread at a time, which must see what the one before it did. */
    final @Nullable Object take() {
        var first = oldest;
        if (first == null) {
            first = inOrder();
            if (first == null) {
                return null;
            }
        }
        var content = first.content;
        oldest = first instanceof Run run && run.advance() ? run : first.next;
        return content;
    }

    /**
     * Tells whether nothing waits. Any thread; while another one takes, what that one is about to put in order may be
     * overlooked, never what is added later.
     */
    final boolean nothingWaits() {
        return newest == null && oldest == null;
    }

    private @Nullable Item inOrder() {
        if (newest == null) {
            return null;
        }
        Item first = null;
        for (var item = (Item) NEWEST.getAndSet(this, null); item != null; ) {
            var before = item.next;
            item.next = first;
            first = item;
            item = before;
        }
        return first;
    }
}
